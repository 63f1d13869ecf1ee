using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>Checks responses against what an operation documents (OpenAPI 3.1.1, sections 4.8.16 and 4.8.17).</summary>
public static class ResponseValidator
{
    private static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MostLevels };

    /// <summary>
    /// Everything that is wrong with a response; empty where nothing is. The status counts under its own key, else under its range (<c>4XX</c>), else
    /// under <c>default</c>. Headers and media types that are not documented are no fault of a response without them; a body where none is documented is one.
    /// </summary>
    public static IReadOnlyList<ResponseViolation> Validate(Operation operation, IResponseView response)
    {
        if (operation.Documented.For(response.Status) is not { } documented)
        {
            var known =
                operation.Documented.Responses.Count == 0
                    ? "nothing"
                    : string.Join(", ", operation.Documented.Responses.Select(r => r.Key));
            return [new ResponseViolation("status", "", $"{operation} answered {response.Status}; it documents {known}.")];
        }

        return Validate(documented, response);
    }

    /// <summary>The same for a response whose documentation is known already; its status is taken to be right.</summary>
    public static IReadOnlyList<ResponseViolation> Validate(Response documented, IResponseView response)
    {
        var violations = new List<ResponseViolation>();
        foreach (var rule in documented.HeaderRules)
        {
            foreach (var (expected, found) in HeaderCheck.Find(rule, response.Header(rule.Name), Direction.Response))
            {
                violations.Add(
                    new ResponseViolation(
                        "header",
                        "/" + JsonPointer.Escape(rule.Name),
                        $"The header {rule.Name}: expected {expected}, found {found}."
                    )
                );
            }
        }

        CheckBody(documented, response, violations);
        return violations;
    }

    // Frameworks write an empty object where there is nothing to say.
    private static bool SaysNothing(ReadOnlySpan<byte> body) =>
        body.Trim(" \t\r\n"u8) is var text && (text.IsEmpty || text.SequenceEqual("{}"u8) || text.SequenceEqual("null"u8));

    private static void CheckBody(Response documented, IResponseView response, List<ResponseViolation> violations)
    {
        // RFC 9110, sections 6.4.1 and 9.3.2: these have no body, whatever is documented.
        var isHead = response.Method.Equals("HEAD", StringComparison.Ordinal);
        if (isHead || response.Status is < 200 or 204 or 304)
        {
            if (!response.Body.IsEmpty)
                violations.Add(
                    new ResponseViolation(
                        "body",
                        "",
                        $"{(isHead ? "The answer to HEAD" : $"A response {response.Status}")} has no body; found {response.Body.Length} bytes."
                    )
                );
            return;
        }

        if (documented.MediaTypes.IsEmpty)
        {
            // RFC 9110, section 15.4: a redirection usually comes with a short note and a link, for people.
            if (!SaysNothing(response.Body.Span) && response.Status / 100 != 3)
                violations.Add(
                    new ResponseViolation(
                        "body",
                        "",
                        $"The response {documented.Key} documents no body; found {response.Body.Length} bytes."
                    )
                );
        }
        else if (response.ContentType is not { Length: > 0 } && documented.MediaTypes.FirstOrDefault(t => t.IsUnnamed) is { } unnamed)
        {
            CheckValue(unnamed, unnamed.Range, response.Body, violations);
        }
        else if (response.ContentType is not { Length: > 0 } contentType)
        {
            // RFC 9110, section 8.3: bytes of which nothing is said are application/octet-stream, which "*/*" holds too.
            if (MediaType.Find(documented.MediaTypes, "application/octet-stream") is null)
                violations.Add(
                    new ResponseViolation(
                        "content-type",
                        "",
                        $"The response {documented.Key} documents {Known(documented)}; found no Content-Type{(response.Body.IsEmpty ? " and no body" : "")}."
                    )
                );
        }
        else if (MediaType.Find(documented.MediaTypes, contentType) is not { } type)
        {
            violations.Add(
                new ResponseViolation(
                    "content-type",
                    "",
                    $"The response {documented.Key} documents {Known(documented)}; found \"{Found.Shortened(contentType)}\"."
                )
            );
        }
        else
        {
            CheckValue(type, contentType, response.Body, violations);
        }
    }

    private static void CheckValue(MediaType type, string contentType, ReadOnlyMemory<byte> body, List<ResponseViolation> violations)
    {
        var kind = type.KindFor(contentType);
        if (kind == BodyKind.Json && !Utf8.IsValid(body.Span))
            violations.Add(
                new ResponseViolation("body", "", "The body is not valid UTF-8; expected JSON in UTF-8 (RFC 8259, section 8.1).")
            );
        else if (kind == BodyKind.Json)
            CheckJson(type, body, violations);
        else if (kind == BodyKind.Text && type.Schema is { TakesAnyString: false } && MediaType.IsUtf8(contentType))
            CheckText(type.Schema, body, violations);
    }

    private static void CheckJson(MediaType type, ReadOnlyMemory<byte> body, List<ResponseViolation> violations)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Options);
            if (type.Schema?.ForResponse is not { } schema || schema.IsValid(document.RootElement))
                return;
            violations.AddRange(schema.Validate(document.RootElement).Select(v => Of(v, type.Schema, document.RootElement)));
        }
        catch (JsonException exception)
        {
            violations.Add(new ResponseViolation("body", "", $"The body {JsonText.Fault(body.Span, exception)}."));
        }
    }

    private static void CheckText(SchemaHandle schema, ReadOnlyMemory<byte> body, List<ResponseViolation> violations)
    {
        var failure = ReadingCheck.Find(
            schema,
            Direction.Response,
            [new ReadValue(new TextScalar(Encoding.UTF8.GetString(body.Span)))],
            out _
        );
        violations.AddRange((failure?.Violations ?? []).Select(v => Of(v, schema, failure!.Root)));
    }

    private static ResponseViolation Of(Violation violation, SchemaHandle schema, JsonElement root)
    {
        var found = Found.Of(violation, root);
        return new ResponseViolation("body", found.Pointer, violation.Message);
    }

    private static string Known(Response documented) => string.Join(" or ", documented.MediaTypes.Select(t => t.Range));
}
