using System.Globalization;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Response Objects (OpenAPI 3.1.1, section 4.8.17).</summary>
internal static class ResponseCompiler
{
    private static readonly Dictionary<string, string> NoTokens = [];

    /// <summary>The responses of an operation, in the order written.</summary>
    /// <param name="tokens">Where issued tokens stand in the body of a successful response.</param>
    /// <param name="succeeds">How the operation tells its success; null where a status 2xx does.</param>
    public static IReadOnlyList<Response> Compile(
        CompileContext context,
        Node operation,
        IReadOnlyDictionary<string, string> tokens,
        SuccessRule? succeeds
    )
    {
        var responses = new List<Response>();
        foreach (var (key, _, node) in operation["responses"]?.Members ?? [])
        {
            if (key.StartsWith("x-", StringComparison.Ordinal) || context.Resolve(node) is not { } response)
                continue;
            responses.Add(One(context, key, response, IsOfSuccess(key, succeeds?.Status) ? tokens : NoTokens));
        }

        return responses;
    }

    /// <summary>Whether a key under <c>responses</c> is about a success: one of the status that is told, else any 2xx.</summary>
    public static bool IsOfSuccess(string key, int? status) =>
        status is { } told
            ? key == told.ToString(CultureInfo.InvariantCulture)
                || (key is [var digit, 'X' or 'x', 'X' or 'x'] && digit - '0' == told / 100)
            : key.StartsWith('2');

    /// <summary>One Response Object.</summary>
    public static Response One(CompileContext context, string key, Node response, IReadOnlyDictionary<string, string>? tokens = null)
    {
        var content = new List<Representation>();
        foreach (var (type, _, node) in response["content"]?.Members ?? [])
        {
            if (context.Resolve(node) is not { } media)
                continue;
            var compiled = MediaTypeCompiler.Compile(context, type, media);
            content.Add(new Representation(type, compiled, ExampleCompiler.Compile(context, type, compiled, media, tokens ?? NoTokens)));
        }

        // What issues tokens into a body has one, documented or not.
        if (content.Count == 0 && tokens is { Count: > 0 } && key is not ("204" or "205"))
            content.Add(new Representation("application/json", new MediaType("application/json", BodyKind.Json, null), []));
        var headers = HeaderCompiler.Nodes(context, response).ToList();
        return new Response(key, [.. Headers(context, headers)], content) { HeaderRules = [.. HeaderCompiler.Compile(context, headers)] };
    }

    private static IEnumerable<ResponseHeader> Headers(CompileContext context, IEnumerable<(string Name, Node Header)> headers)
    {
        foreach (var (name, header) in headers)
        {
            if (!HttpField.IsName(name))
            {
                ReportName(context, name, header);
                continue;
            }

            if (HttpField.IsFraming(name) || Sample(context, header) is not { } sample)
                continue;
            var value = TextTemplate.Parse(sample.Text, []);
            if (value.Parts.FirstOrDefault(p => p.Text is { } text && !HttpField.IsValue(text)).Text is { } faulty)
                ReportValue(context, name, sample, faulty);
            else
                yield return new ResponseHeader(name, value);
        }
    }

    private static ScalarNode? Sample(CompileContext context, Node header)
    {
        var schema = context.Resolve(header["schema"]);
        var first = header["examples"]?.Members is [var named, ..] ? context.Resolve(named.Value)?["value"] : null;
        var value = header["example"] ?? first ?? schema?["const"] ?? schema?["default"] ?? schema?["example"] ?? schema?["examples"]?[0];
        return value as ScalarNode;
    }

    private static void ReportName(CompileContext context, string name, Node header) =>
        context.Problems.Error(
            "header-name",
            header.At,
            $"The response header \"{Shown(name)}\" has a name that HTTP cannot carry; expected letters, digits and !#$%&'*+-.^_`|~ alone. It is left out.",
            "Write the name alone, as it stands in the response."
        );

    private static void ReportValue(CompileContext context, string name, Node sample, string value) =>
        context.Problems.Error(
            "header-value",
            sample.At,
            $"The response header \"{name}\" has the value \"{Shown(value)}\", which HTTP cannot carry: \"{Shown($"{value.First(c => !HttpField.IsValue([c]))}")}\" is no visible ASCII character, blank or tab. It is left out.",
            "Write a value of such characters, percent-encoded for example."
        );

    private static string Shown(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}") : $"{c}"));
}
