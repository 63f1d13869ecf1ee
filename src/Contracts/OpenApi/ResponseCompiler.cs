using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Response Objects (OpenAPI 3.1.1, section 4.8.17).</summary>
internal static class ResponseCompiler
{
    private static readonly Dictionary<string, Expression> NoTokens = [];

    /// <summary>The responses of an operation, in the order written.</summary>
    /// <param name="tokens">Where issued tokens stand in the body of a successful response.</param>
    public static IReadOnlyList<Response> Compile(CompileContext context, Node operation, IReadOnlyDictionary<string, Expression> tokens)
    {
        var responses = new List<Response>();
        foreach (var (key, _, node) in operation["responses"]?.Members ?? [])
        {
            if (key.StartsWith("x-", StringComparison.Ordinal) || context.Resolve(node) is not { } response)
                continue;
            responses.Add(One(context, key, response, key.StartsWith('2') ? tokens : NoTokens));
        }

        return responses;
    }

    /// <summary>One Response Object.</summary>
    public static Response One(CompileContext context, string key, Node response, IReadOnlyDictionary<string, Expression>? tokens = null)
    {
        var content = new List<Representation>();
        foreach (var (type, _, node) in response["content"]?.Members ?? [])
        {
            if (context.Resolve(node) is not { } media)
                continue;
            content.Add(
                new Representation(
                    type,
                    MediaTypes.Compile(context, type, media),
                    ExampleCompiler.Compile(context, type, media, tokens ?? NoTokens)
                )
            );
        }

        var headers = HeaderCompiler.Nodes(context, response).ToList();
        return new Response(key, [.. Headers(context, headers)], content) { HeaderRules = [.. HeaderCompiler.Compile(context, headers)] };
    }

    private static IEnumerable<ResponseHeader> Headers(CompileContext context, IEnumerable<(string Name, Node Header)> headers)
    {
        foreach (var (name, header) in headers)
        {
            if (Sample(context, header) is { } value)
                yield return new ResponseHeader(name, TextTemplate.Parse(value, []));
        }
    }

    private static string? Sample(CompileContext context, Node header)
    {
        var schema = context.Resolve(header["schema"]);
        var first = header["examples"]?.Members is [var named, ..] ? context.Resolve(named.Value)?["value"] : null;
        var value = header["example"] ?? first ?? schema?["const"] ?? schema?["default"] ?? schema?["example"] ?? schema?["examples"]?[0];
        return value is ScalarNode scalar ? scalar.Text : null;
    }
}
