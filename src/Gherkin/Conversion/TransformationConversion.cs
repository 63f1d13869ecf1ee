namespace Conformance.Gherkin.Conversion;

/// <summary>Tries the transformations to a type in their order, then what is built in.</summary>
internal sealed class TransformationConversion(IReadOnlyList<Transformation> transformations, BuiltInConversion? builtIn) : TextConversion
{
    public override bool IsFixed => false;

    public override bool IsStatic => transformations.All(t => t.Method.IsStatic);

    public override object? Convert(string text, ScenarioContext? context)
    {
        foreach (var transformation in transformations)
        {
            if (transformation.Takes(text))
                return transformation.Apply(text, context);
        }

        if (builtIn is not null)
            return builtIn.Convert(text, context);
        var forms = Sentence.List(transformations.Select(t => t.Pattern!.ToString()), "or");
        throw new FormatException(
            $"\"{text}\" is not {TypeName.WithArticle(transformations[0].Result)}: it does not have the form {forms}"
        );
    }
}
