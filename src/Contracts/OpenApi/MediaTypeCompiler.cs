using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Media Type Objects.</summary>
internal static class MediaTypeCompiler
{
    /// <summary>An entry of a <c>content</c> map.</summary>
    public static MediaType Compile(CompileContext context, string name, Node media)
    {
        var range = MediaType.Essence(name).ToString().ToLowerInvariant();
        var schema = context.Schema(media);
        return new MediaType(range, MediaTypes.KindOf(range, schema), schema)
        {
            Parameters = [.. HeaderParameters.All(name).Where(p => p.Name != "charset")],
            ItemSchema = context.Schema(media, "itemSchema"),
            Examples = [.. ExampleCompiler.Values(context, media)],
            Encodings = EncodingCompiler.Compile(context, range, media),
            IsUnnamed = IsUnnamed(context, media),
        };
    }

    private static bool IsUnnamed(CompileContext context, Node media)
    {
        if (media["x-content-type"] is not { } word)
            return false;
        if (word.AsString() == "none")
            return true;
        context.Problems.Error(
            "content-type-word",
            word.At,
            $"\"x-content-type\" is {word.Describe()}; expected \"none\", for a body that is sent without a Content-Type.",
            "Write \"x-content-type: none\", or leave it out: the key says the media type."
        );
        return false;
    }

    /// <summary>The media type of a parameter or header that has <c>content</c>; null where it has none.</summary>
    public static MediaType? OfContent(CompileContext context, Node holder) =>
        holder["content"]?.Members is [var only, ..] && context.Resolve(only.Value) is { } media
            ? Compile(context, only.Name, media)
            : null;
}
