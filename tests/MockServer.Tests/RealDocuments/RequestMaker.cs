using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;

namespace Conformance.MockServer.Tests.RealDocuments;

/// <summary>Makes a valid request of an operation: required parameters, a body where it takes one, and some text wherever a credential is asked for.</summary>
public sealed class RequestMaker(Contract contract, Uri address, string prefix)
{
    private const string Credential = "some-credential";

    /// <param name="id">What the path ends in, where it ends in a parameter; null for a sample of its schema.</param>
    public HttpRequestMessage Make(Operation operation, string? id = null)
    {
        var (path, query, cookies) = (Encoded(operation.BasePaths[0] + operation.Path), new List<string>(), new List<string>());
        var headers = new List<(string Name, string Value)>();
        if (id is not null && operation.PathParameters is [.., var last])
            path = path.Replace(Template(last), Uri.EscapeDataString(id), StringComparison.Ordinal);
        foreach (var parameter in operation.Parameters.Where(p => p.Required))
        {
            var value = Sample(parameter.Schema);
            if (parameter.In == ParameterLocation.Path)
            {
                path = path.Replace(Template(parameter.Name), ParameterText.Path(parameter, value), StringComparison.Ordinal);
            }
            else if (parameter.In == ParameterLocation.Query)
                query.AddRange(ParameterText.Query(parameter, value));
            else if (parameter.In == ParameterLocation.Cookie)
                cookies.Add($"{parameter.Name}={ParameterText.Plain(parameter, value)}");
            else
                headers.Add((parameter.Name, ParameterText.Plain(parameter, value)));
        }

        foreach (var name in operation.PathParameters)
            path = path.Replace(Template(name), "undeclared", StringComparison.Ordinal);
        foreach (var place in operation.Credentials.FirstOrDefault()?.Places ?? [])
        {
            var text = place.Scheme is { } scheme ? $"{scheme} {Credential}" : Credential;
            if (place.Expression.Source == ExpressionSource.RequestQuery)
            {
                query.Add($"{Uri.EscapeDataString(place.Expression.Name!)}={Credential}");
            }
            else if (place.Expression.Source == ExpressionSource.RequestCookie)
                cookies.Add($"{place.Expression.Name}={Credential}");
            else
                headers.Add((place.Expression.Name!, text));
        }

        if (cookies.Count > 0)
            headers.Add(("Cookie", string.Join("; ", cookies)));
        var target = $"{address.GetLeftPart(UriPartial.Authority)}{prefix}{path}{(query.Count > 0 ? "?" + string.Join('&', query) : "")}";
        var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            new Uri(target, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true })
        )
        {
            Content = Body(operation),
        };
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        return request;
    }

    private static string Encoded(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static string Template(string name) => Uri.EscapeDataString("{" + name + "}");

    private HttpContent? Body(Operation operation)
    {
        if (operation.Body?.Content is not [var type, ..])
            return null;
        var value = Sample(type.Schema);
        return type.Kind switch
        {
            BodyKind.Json => Typed(value?.ToJsonString() ?? "null", type.Range),
            BodyKind.Form => new FormUrlEncodedContent(Fields(value)),
            BodyKind.Multipart => Multipart(value),
            _ => Typed(ParameterText.Scalar(value), type.Range),
        };
    }

    private static IEnumerable<KeyValuePair<string, string>> Fields(JsonNode? value) =>
        (value as JsonObject ?? []).SelectMany(
            m => m.Value is JsonArray items ? items.Select(i => (m.Key, Value: i)) : [(m.Key, m.Value)],
            (_, f) => KeyValuePair.Create(f.Key, ParameterText.Scalar(f.Value))
        );

    private static MultipartFormDataContent Multipart(JsonNode? value)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, text) in Fields(value))
            content.Add(new StringContent(text), $"\"{name}\"");
        return content;
    }

    private static ByteArrayContent Typed(string text, string range)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(text));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(
            range.Replace("*/*", "application/json", StringComparison.Ordinal).Replace("/*", "/plain", StringComparison.Ordinal)
        );
        return content;
    }

    private JsonNode? Sample(SchemaHandle? schema) => schema is null ? JsonValue.Create("some-text") : contract.Samples.ForRequest(schema);
}
