using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Model;

/// <summary>What an operation makes, as far as its paths tell: the path below its own that ends in a parameter.</summary>
/// <param name="Parameter">The parameter's name.</param>
/// <param name="Schema">Its schema; null where it has none.</param>
internal sealed record MadeResource(string Parameter, SchemaHandle? Schema);

/// <summary>Values for the headers of a response that show none: those that are required, and <c>Location</c> where something was made.</summary>
internal static class MadeHeaders
{
    private const string Location = "Location";

    /// <summary>The headers.</summary>
    /// <param name="made">What the operation makes; null where nothing tells.</param>
    /// <param name="body">The body that goes with them.</param>
    public static IEnumerable<ResponseHeader> Of(
        int status,
        Response response,
        ISampleSource samples,
        Func<MadeResource?>? made,
        Lazy<ExampleBody?> body
    )
    {
        foreach (var rule in response.HeaderRules)
        {
            if (
                !HttpField.IsName(rule.Name)
                || HttpField.IsFraming(rule.Name)
                || response.Headers.Any(h => h.Name.Equals(rule.Name, StringComparison.OrdinalIgnoreCase))
            )
                continue;
            if (status is 201 or 202 && rule.Name.Equals(Location, StringComparison.OrdinalIgnoreCase))
                yield return new ResponseHeader(rule.Name, LocationOf(rule, samples, made?.Invoke(), body.Value));
            else if (rule.Required && ValueOf(rule, samples) is { } value)
                yield return new ResponseHeader(rule.Name, TextTemplate.Literal(value));
        }
    }

    private static string? ValueOf(HeaderRule rule, ISampleSource samples)
    {
        var value = rule.Schema is null ? JsonValue.Create("1") : samples.ForResponse(rule.Schema);
        if (value is null)
            return null;
        if (rule.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase) && rule.Schema is null or { TakesAnyString: true })
            return "sample=1";
        var text = rule.Content is { Kind: BodyKind.Json }
            ? value.ToJsonString()
            : FormFields.Header(new ValueStyle(ParameterStyle.Simple, rule.Explode), value);
        return HttpField.IsValue(text) ? text : Uri.EscapeDataString(text);
    }

    // RFC 9110, section 10.2.2: a path will do, unless the schema asks for a whole URI.
    private static TextTemplate LocationOf(HeaderRule rule, ISampleSource samples, MadeResource? made, ExampleBody? body)
    {
        var id = Uri.EscapeDataString(IdIn(body, made) ?? FormFields.Text(samples.ForResponse(made?.Schema) ?? JsonValue.Create("1")));
        var isWhole = rule.Schema?.Node["format"]?.AsString() is "uri" or "url" or "iri";
        return TextTemplate.Of(
            new TextPart(null, new Expression(isWhole ? ExpressionSource.UrlWithoutQuery : ExpressionSource.PathWithoutQuery)),
            new TextPart("/" + id, null)
        );
    }

    private static string? IdIn(ExampleBody? body, MadeResource? made)
    {
        if (body?.Constant is not { Length: > 0 } bytes)
            return null;
        try
        {
            using var document = JsonDocument.Parse(bytes);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                return null;
            foreach (var name in made is null ? (string[])["id"] : [made.Parameter, "id"])
            {
                if (root.TryGetProperty(name, out var id) && id.ValueKind is JsonValueKind.String or JsonValueKind.Number)
                    return id.ToString();
            }
        }
        catch (JsonException)
        {
            // A body of another type.
        }

        return null;
    }
}
