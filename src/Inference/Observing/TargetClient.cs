using System.Text;
using System.Text.Json.Nodes;
using Conformance.Documents;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Observing;

/// <summary>Sends a target what operations document, and what is to be presented.</summary>
/// <param name="http">Keeps no cookie and follows no redirect.</param>
/// <param name="root">The address that paths are appended to, without a slash at the end.</param>
internal sealed class TargetClient(HttpClient http, string root, IReadOnlyList<(string Name, string Value)> headers)
{
    private readonly List<Exchange> _exchanges = [];

    /// <summary>What was said so far.</summary>
    public IReadOnlyList<Exchange> Exchanges => _exchanges;

    /// <exception cref="HttpRequestException">The target was not reached.</exception>
    public async Task<TargetAnswer> SendAsync(
        DescribedOperation operation,
        IReadOnlyList<(DescribedField Field, string Value)> values,
        (TokenCarrier Carrier, string Token)? credential,
        CancellationToken cancellation
    )
    {
        var cookies = new List<string>();
        using var request = new HttpRequestMessage(
            new HttpMethod(operation.Method),
            root + Path(operation, values) + Query(operation, values, credential)
        );
        request.Headers.TryAddWithoutValidation("Accept", "application/json, */*;q=0.5");
        foreach (var (name, value) in headers)
            request.Headers.TryAddWithoutValidation(name, value);
        foreach (var (field, value) in values.Where(v => v.Field.Place == "header"))
            request.Headers.TryAddWithoutValidation(field.Name, value);
        foreach (
            var parameter in operation.Parameters.Where(p =>
                p is { Place: "header", IsRequired: true } && !request.Headers.Contains(p.Name) && p.Values.Length > 0
            )
        )
            request.Headers.TryAddWithoutValidation(parameter.Name, parameter.Values.Split(' ')[0]);
        if (Basic(values) is { } basic)
            request.Headers.TryAddWithoutValidation("Authorization", basic);
        cookies.AddRange(values.Where(v => v.Field.Place == "cookie").Select(v => $"{v.Field.Name}={v.Value}"));
        if (credential is ({ Place: "cookie" } cookie, var held))
            cookies.Add($"{cookie.Field}={held}");
        else if (credential is ({ Place: "header" } header, var token))
            request.Headers.TryAddWithoutValidation(header.Field, header.IsBearer ? $"Bearer {token}" : token);
        if (cookies.Count > 0)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies));
        if (operation.MediaType is { } media && operation.Method is not "GET")
            request.Content = Body(operation, media, values);
        using var response = await http.SendAsync(request, cancellation);
        var told = response.Headers.Concat(response.Content.Headers).SelectMany(h => h.Value.Select(v => (h.Key, v)));
        var answer = new TargetAnswer((int)response.StatusCode, [.. told], await response.Content.ReadAsStringAsync(cancellation));
        _exchanges.Add(
            new Exchange(
                operation.Method,
                operation.Path,
                [],
                [.. request.Headers.SelectMany(h => h.Value.Select(v => (h.Key, v)))],
                request.Content?.Headers.ContentType?.MediaType,
                request.Content is { } content ? await content.ReadAsStringAsync(cancellation) : null,
                answer
            )
        );
        return answer;
    }

    private static string? Basic(IReadOnlyList<(DescribedField Field, string Value)> values)
    {
        var parts = values.Where(v => v.Field.Place == "basic").ToDictionary(v => v.Field.Name, v => v.Value, StringComparer.Ordinal);
        return parts.Count == 0
            ? null
            : "Basic "
                + Convert.ToBase64String(
                    Encoding.UTF8.GetBytes($"{parts.GetValueOrDefault("user")}:{parts.GetValueOrDefault("password")}")
                );
    }

    private static string Path(DescribedOperation operation, IReadOnlyList<(DescribedField Field, string Value)> values)
    {
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(p => p.Place == "path"))
        {
            var value = values.FirstOrDefault(v => v.Field.Place == "path" && v.Field.Name == parameter.Name).Value ?? "1";
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(value), StringComparison.Ordinal);
        }

        return path;
    }

    private static string Query(
        DescribedOperation operation,
        IReadOnlyList<(DescribedField Field, string Value)> values,
        (TokenCarrier Carrier, string Token)? credential
    )
    {
        var pairs = values.Where(v => v.Field.Place == "query").Select(v => (v.Field.Name, v.Value)).ToList();
        if (credential is ({ Place: "query" } carrier, var token))
            pairs.Add((carrier.Field, token));
        foreach (var parameter in operation.Parameters.Where(p => p is { Place: "query", IsRequired: true } && p.Values.Length > 0))
        {
            if (pairs.TrueForAll(p => p.Name != parameter.Name))
                pairs.Add((parameter.Name, parameter.Values.Split(' ')[0]));
        }

        return pairs.Count == 0
            ? ""
            : "?" + string.Join('&', pairs.Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(p.Value)}"));
    }

    private static HttpContent Body(DescribedOperation operation, string media, IReadOnlyList<(DescribedField Field, string Value)> values)
    {
        var body = new JsonObject();
        foreach (
            var field in operation.Body.Where(f => f is { IsRequired: true, Pointer.Length: > 0 } && f.Type is not ("object" or "array"))
        )
            Set(body, field.Pointer, Usual(field));
        foreach (var (field, value) in values.Where(v => v.Field.Place == "body"))
            Set(body, field.Pointer, value);
        if (media.Contains("json", StringComparison.OrdinalIgnoreCase))
            return new StringContent(
                body.ToJsonString(),
                Encoding.UTF8,
                media.Contains('*', StringComparison.Ordinal) ? "application/json" : media
            );
        return new FormUrlEncodedContent(
            body.Where(m => m.Value is JsonValue).Select(m => KeyValuePair.Create(m.Key, m.Value!.ToString()))
        );
    }

    private static JsonNode Usual(DescribedField field) =>
        field switch
        {
            { Values.Length: > 0, Type: "string" or "" } => field.Values.Split(' ')[0],
            { Type: "integer" or "number" } => 1,
            { Type: "boolean" } => false,
            _ => "text",
        };

    private static void Set(JsonObject body, string pointer, JsonNode value)
    {
        if (JsonPointer.TryParse(pointer) is not { Segments: [.. var holders, var name] })
            return;
        var holder = body;
        foreach (var segment in holders)
        {
            if (holder[segment] is not JsonObject inner)
                holder[segment] = inner = [];
            holder = inner;
        }

        holder[name] = value;
    }
}
