using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>The base paths that Server Objects give to operations (OpenAPI 3.1.1, section 4.8.5).</summary>
internal static class ServerPaths
{
    /// <summary>
    /// The paths of the servers, variables replaced by their defaults, without a slash at the end, each once. The innermost holder that
    /// lists servers counts; where none does the base path is empty.
    /// </summary>
    public static IReadOnlyList<string> Of(params ReadOnlySpan<Node> innermostFirst)
    {
        foreach (var holder in innermostFirst)
        {
            if (holder["servers"] is { Items: { Count: > 0 } servers })
                return [.. servers.Select(PathOf).Distinct(StringComparer.Ordinal)];
        }

        return [""];
    }

    private static string PathOf(Node server)
    {
        var url = server["url"]?.AsString() ?? "";
        foreach (var (name, _, variable) in server["variables"]?.Members ?? [])
        {
            if (variable["default"] is ScalarNode value)
                url = url.Replace("{" + name + "}", value.Text, StringComparison.Ordinal);
        }

        var authority = url.IndexOf("//", StringComparison.Ordinal);
        if (authority >= 0)
        {
            var slash = url.IndexOf('/', authority + 2);
            url = slash < 0 ? "" : url[slash..];
        }

        url = url.Split('?', '#')[0].Trim('/');
        return url.Length == 0 || url == "." ? "" : "/" + url;
    }
}
