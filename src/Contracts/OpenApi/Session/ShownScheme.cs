using Conformance.Contracts.Expressions;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>
/// Where the document itself shows that a token is issued behind its scheme, <c>Bearer eyJ…</c>. The token is what follows (RFC 6750, section 2.1), whether <c>issues</c> says so or not: whoever
/// read it with its scheme would present it behind a second one.
/// </summary>
internal static class ShownScheme
{
    private const string Bearer = "Bearer";

    /// <summary>The example or pattern at a place of the lowest documented success that begins with the scheme; null where none does.</summary>
    public static ScalarNode? At(Node root, Node operation, Expression place) =>
        Shown(root, operation, place) is { } shown && Before(shown) is not null ? shown : null;

    /// <summary>A place with the text that stands around its value: what is written, else the scheme where the document shows one.</summary>
    public static TextAround Around(Node root, Node operation, Expression place, TextAround written) =>
        ReferenceEquals(written, TextAround.None) && At(root, operation, place) is { } shown ? new TextAround(Before(shown)!, "") : written;

    // With its blank, as it is spelt there; a pattern may say "\s" for it.
    private static string? Before(ScalarNode shown)
    {
        var text = shown.Text.TrimStart('^');
        return
            text.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            && (text.AsSpan(Bearer.Length).StartsWith(" ") || text.AsSpan(Bearer.Length).StartsWith("\\s"))
            ? text[..Bearer.Length] + " "
            : null;
    }

    private static ScalarNode? Shown(Node root, Node operation, Expression place)
    {
        foreach (var (_, _, node) in (operation["responses"]?.Members ?? []).Where(r => r.Name.StartsWith('2')))
        {
            var response = Resolve(root, node);
            if (place.Source == ExpressionSource.ResponseHeader)
            {
                var header = (response?["headers"]?.Members ?? [])
                    .Where(h => h.Name.Equals(place.Name, StringComparison.OrdinalIgnoreCase))
                    .Select(h => Resolve(root, h.Value))
                    .FirstOrDefault();
                var schema = Resolve(root, header?["schema"]);
                if ((header?["example"] ?? schema?["example"] ?? schema?["pattern"]) is ScalarNode shown)
                    return shown;
            }
            else if (place.Source == ExpressionSource.ResponseBody)
            {
                foreach (var media in response?["content"]?.Members ?? [])
                {
                    var body = Resolve(root, media.Value);
                    var first = body?["examples"]?.Members is [var named, ..] ? Resolve(root, named.Value)?["value"] : null;
                    if ((body?["example"] ?? first) is { } example && place.Pointer!.Resolve(example) is ScalarNode shown)
                        return shown;
                }
            }
        }

        return null;
    }

    private static Node? Resolve(Node root, Node? node) => node is null ? null : References.Resolve(node, root, null);
}
