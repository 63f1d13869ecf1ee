using Conformance.Contracts.Model;

namespace Conformance.MockServer.Tests.RealDocuments;

/// <summary>Holds an answer against the success that the operation documents.</summary>
public static class AnswerCheck
{
    public const string BadExample = "the documented example, sent as it is written, does not fit its schema";

    public const string BrokenSchema = "the documented schema cannot be compiled";

    /// <summary>What is wrong with the answer; null where nothing is.</summary>
    public static async Task<string?> FaultAsync(Operation operation, HttpResponseMessage response)
    {
        var documented = Documented(operation);
        var (status, type) = ((int)response.StatusCode, response.Content.Headers.ContentType?.ToString());
        var body = await response.Content.ReadAsByteArrayAsync();
        if (documented is null)
            return status == 204 ? null : $"no response is documented, got {status}";
        if (status != (documented.Status ?? 200))
        {
            return $"{documented.Key} is documented, got {status} {Shortened(System.Text.Encoding.UTF8.GetString(body))}";
        }

        // What frames the message is the server's own.
        foreach (var rule in documented.HeaderRules.Where(r => r is { Required: true, Name: not ("Connection" or "Transfer-Encoding") }))
        {
            if (!response.Headers.NonValidated.Contains(rule.Name) && !response.Content.Headers.NonValidated.Contains(rule.Name))
                return $"the required header {rule.Name} is missing";
        }

        if (operation.Method == "HEAD" || status is 204 or 205 or 304)
            return body.Length == 0 ? null : $"a body with {status}";
        if (documented.Content.Count == 0)
            return body.Length == 0 ? null : "a body that is not documented";
        if (type is null)
            return "no Content-Type";
        var essence = MediaType.Essence(type).ToString();
        var representation =
            documented.Content.FirstOrDefault(c => MediaType.Essence(c.ContentType).Equals(essence, StringComparison.OrdinalIgnoreCase))
            ?? documented.Content.FirstOrDefault(c => c.ContentType.Contains('*', StringComparison.Ordinal));

        // Some documents write a sentence where a media type belongs.
        if (representation is null)
            return documented.Content.Any(c => !MediaTypes.IsWellFormed(c.ContentType)) && essence == "application/octet-stream"
                ? null
                : $"the type {type} is not documented";
        if (representation.Schema is not { } schema || !MediaTypes.IsJson(essence))
            return null;
        if (schema.ForResponse is not { } compiled)
            return BrokenSchema;
        var violations = compiled.Validate(body);
        if (violations.Count == 0)
            return null;
        var asWritten =
            representation.Examples.Count > 0
            && representation.Examples[0].Body.Constant is { } example
            && example.Span.SequenceEqual(body);
        return $"{(asWritten ? BadExample : "the made body does not fit")}: {Shortened(violations[0].Message)}";
    }

    private static Response? Documented(Operation operation)
    {
        var responses = operation.Documented.Responses;
        return responses.Where(r => r.Status is >= 200 and < 300).MinBy(r => r.Status)
            ?? responses.FirstOrDefault(r => r.Key is "2XX" or "2xx")
            ?? responses.FirstOrDefault(r => r.Key == "default")
            ?? responses.MinBy(r => r.Status ?? 599);
    }

    private static string Shortened(string text) => text.Length <= 240 ? text : text[..240] + "…";
}
