namespace Conformance.Gherkin.Expressions;

/// <summary>A part of a Cucumber expression.</summary>
/// <param name="Offset">Where it begins in the expression, from 0.</param>
internal abstract record ExpressionNode(int Offset);

/// <summary>Text that is matched as it is; escapes are resolved.</summary>
internal sealed record TextNode(int Offset, string Text) : ExpressionNode(Offset);

/// <summary><c>{name}</c>; the name of <c>{}</c> is empty.</summary>
internal sealed record ParameterNode(int Offset, string Name) : ExpressionNode(Offset);

/// <summary><c>(text)</c>.</summary>
internal sealed record OptionalNode(int Offset, string Text) : ExpressionNode(Offset);

/// <summary><c>a/b</c>; an alternative has texts and optionals.</summary>
internal sealed record AlternationNode(int Offset, IReadOnlyList<IReadOnlyList<ExpressionNode>> Alternatives) : ExpressionNode(Offset);
