using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles the examples of a Media Type Object into bodies.</summary>
internal static class ExampleCompiler
{
    private static readonly Dictionary<string, string> NoTokens = [];

    /// <summary>The examples in the order written: <c>examples</c>, else <c>example</c>, else the example of the schema itself.</summary>
    /// <param name="tokens">Where tokens are put into each example: expression by JSON pointer.</param>
    public static IReadOnlyList<Example> Compile(
        CompileContext context,
        string contentType,
        MediaType type,
        Node media,
        IReadOnlyDictionary<string, string> tokens
    )
    {
        var found = new List<Example>();
        foreach (var (name, _, node) in media["examples"]?.Members ?? [])
        {
            if (context.Resolve(node) is not { } example || (example["value"] ?? example["dataValue"]) is not { } value)
                continue;
            found.Add(new Example(name, Body(context, contentType, type, value, tokens)) { Value = value });
        }

        if (found.Count == 0 && (media["example"] ?? OfSchema(context, media)) is { } single)
            found.Add(new Example("", Body(context, contentType, type, single, tokens)) { Value = single });
        return found;
    }

    /// <summary>The values of <c>examples</c>, else that of <c>example</c>, in the order written; none where the holder has neither.</summary>
    public static IEnumerable<Node> Values(CompileContext context, Node holder) =>
        holder["examples"]?.Members is { Count: > 0 } named && context.Resolve(named[0].Value) is not null
            ? named.Select(m => context.Resolve(m.Value)).Select(e => e?["value"] ?? e?["dataValue"]).OfType<Node>()
        : holder["example"] is { } single ? [single]
        : [];

    /// <summary>The first of them; null where there is none.</summary>
    public static Node? First(CompileContext context, Node holder) => Values(context, holder).FirstOrDefault();

    private static Node? OfSchema(CompileContext context, Node media) =>
        context.Resolve(media["schema"]) is { } schema ? schema["example"] ?? schema["examples"]?[0] : null;

    private static ExampleBody Body(
        CompileContext context,
        string contentType,
        MediaType type,
        Node value,
        IReadOnlyDictionary<string, string> tokens
    )
    {
        var unknown = new List<string>();
        var placed = TokenPlaces.Insert(value.ToJsonNode(), value.AsString() is null || MediaTypes.IsJson(contentType) ? tokens : NoTokens);
        var body =
            type.Kind == BodyKind.Json || MediaTypes.IsJson(AnswerFactory.ConcreteType(type, contentType))
                ? new ExampleBody(JsonTemplateCompiler.Compile(placed, unknown, type.Schema))
                : WrittenBody.Of(contentType, type, placed, unknown);
        if (context.Session is not null)
            unknown.ForEach(text => ReportUnknown(context, value, text));
        return body;
    }

    private static void ReportUnknown(CompileContext context, Node value, string text)
    {
        var near = Nearest.To(text, Expression.Vocabulary);
        context.Fatal.Error(
            "unknown-expression",
            value.At,
            $"The example embeds \"{{{text}}}\", which is no expression that this project knows.",
            near is null ? $"Write one of {string.Join(", ", Expression.Vocabulary)}." : $"Did you mean \"{{{near}}}\"?"
        );
    }
}
