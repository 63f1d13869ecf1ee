using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.Inference.Observing;

namespace Conformance.Inference.Recording;

/// <summary>A request of a browser's recording (HTTP Archive 1.2).</summary>
/// <param name="Origin">Scheme, host and port.</param>
internal sealed record HarEntry(Uri Origin, Exchange Exchange);

/// <summary>Reads what a browser recorded.</summary>
internal static class HarFile
{
    private const long MostBytes = 200L << 20;

    /// <summary>The requests that were answered, in their order; null, with a problem, where the file is none.</summary>
    public static ImmutableArray<HarEntry>? Read(string path, Problems problems)
    {
        JsonNode? root;
        try
        {
            if (new FileInfo(path).Length > MostBytes)
                return Fail($"is larger than {MostBytes >> 20} MiB", "Record the login, one use and the logout alone.");
            root = JsonNode.Parse(File.ReadAllBytes(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Fail($"cannot be read: {exception.Message}", "Check the path.");
        }
        catch (JsonException exception)
        {
            return Fail(
                $"is no JSON from line {exception.LineNumber + 1} on",
                "Save the recording as HAR, in the network tab of the browser's developer tools."
            );
        }

        if (At(At(root, "log"), "entries") is not JsonArray entries)
            return Fail(
                "is no HTTP Archive: it has no \"log\" with \"entries\"",
                "Save the recording as HAR, in the network tab of the browser's developer tools."
            );
        return [.. entries.Select(Entry).OfType<HarEntry>()];

        ImmutableArray<HarEntry>? Fail(string what, string mend)
        {
            problems.Error("recording", new Location(path, 1, 1), $"The recording {what}.", mend);
            return null;
        }
    }

    private static HarEntry? Entry(JsonNode? entry)
    {
        var (request, response) = (At(entry, "request"), At(entry, "response"));
        if (
            Text(request, "method") is not { } method
            || !Uri.TryCreate(Text(request, "url"), UriKind.Absolute, out var url)
            || url.Scheme is not ("http" or "https")
            || At(response, "status") is not JsonValue value
            || !value.TryGetValue<int>(out var status)
            || status == 0
        )
            return null;
        var posted = At(request, "postData");
        var media = Text(posted, "mimeType");
        var body = Text(posted, "text") is { Length: > 0 } text ? text : Form(Pairs(posted, "params"));
        var headers = Pairs(request, "headers");
        // What a browser keeps of cookies may stand in a list of its own alone.
        if (
            !headers.Any(h => h.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase))
            && Pairs(request, "cookies") is { IsEmpty: false } cookies
        )
            headers = headers.Add(("Cookie", string.Join("; ", cookies.Select(c => $"{c.Name}={c.Value}"))));
        var query = url.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Select(p => p.Split('=', 2));
        return new HarEntry(
            new Uri(url.GetLeftPart(UriPartial.Authority)),
            new Exchange(
                method.ToUpperInvariant(),
                url.AbsolutePath,
                [.. query.Select(p => (Uri.UnescapeDataString(p[0]), p.Length > 1 ? Uri.UnescapeDataString(p[1].Replace('+', ' ')) : ""))],
                headers,
                media,
                body,
                new TargetAnswer(status, Answered(response), Content(At(response, "content")))
            )
        );
    }

    // Lines of one name may stand in one value, with line breaks between.
    private static ImmutableArray<(string Name, string Value)> Answered(JsonNode? response)
    {
        var headers = Pairs(response, "headers")
            .SelectMany(h => h.Value.Split('\n').Select(v => (h.Name, Value: v.Trim())))
            .ToImmutableArray();
        return headers.Any(h => h.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
            ? headers
            : headers.AddRange(Pairs(response, "cookies").Select(c => ("Set-Cookie", $"{c.Name}={c.Value}")));
    }

    private static string Content(JsonNode? content)
    {
        var text = Text(content, "text") ?? "";
        if (Text(content, "encoding") != "base64")
            return text;
        try
        {
            return Encoding.UTF8.GetString(Convert.FromBase64String(text));
        }
        catch (FormatException)
        {
            return "";
        }
    }

    private static string? Form(ImmutableArray<(string Name, string Value)> fields) =>
        fields.IsEmpty ? null : string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Name)}={Uri.EscapeDataString(f.Value)}"));

    private static ImmutableArray<(string Name, string Value)> Pairs(JsonNode? holder, string member) =>
        At(holder, member) is JsonArray pairs
            ? [.. pairs.Where(p => Text(p, "name") is { Length: > 0 }).Select(p => (Text(p, "name")!, Text(p, "value") ?? ""))]
            : [];

    private static JsonNode? At(JsonNode? holder, string member) => holder is JsonObject value ? value[member] : null;

    private static string? Text(JsonNode? holder, string member) =>
        At(holder, member) is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;
}
