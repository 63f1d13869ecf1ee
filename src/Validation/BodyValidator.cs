using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.Validation.Forms;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>Checks request bodies: JSON, forms, multipart forms and plain text against their schemas; other media types, XML too, pass as bytes, and so does
/// plain text in another charset than UTF-8.</summary>
public static class BodyValidator
{
    // As many as the violations of a schema that are reported.
    private const int MostFaults = 100;

    /// <summary>
    /// Checks a body. Empty where it is valid. <paramref name="value"/>, to be disposed by the caller, is then what was judged: the JSON, or the object that a form
    /// stands for; null for other media types.
    /// </summary>
    /// <param name="type">The documented type that covers the body's.</param>
    /// <param name="contentType">The Content-Type value; null where there is none.</param>
    public static IReadOnlyList<RequestViolation> Validate(
        MediaType type,
        string? contentType,
        ReadOnlyMemory<byte> body,
        out BodyValue? value
    )
    {
        value = null;
        switch (type.KindFor(contentType))
        {
            case BodyKind.Json:
                return Json(type, body, out value);
            case BodyKind.Form:
                var faults = new List<FormFault>();
                return Form(type, FormValue.Of(type, FormReader.Read(body.Span, faults), faults), faults, out value);
            case BodyKind.Multipart:
                faults = [];
                return Form(type, FormValue.Of(type, MultipartReader.Read(contentType ?? "", body, faults), faults), faults, out value);
            case BodyKind.Text:
                return MediaType.IsUtf8(contentType) ? Text(type, body) : [];
            default:
                return [];
        }
    }

    private static RequestViolation[] Json(MediaType type, ReadOnlyMemory<byte> body, out BodyValue? value)
    {
        value = null;
        if (!Utf8.IsValid(body.Span))
            return [Whole("The body is not valid UTF-8; expected JSON in UTF-8 (RFC 8259, section 8.1).")];
        var schema = type.Schema?.ForRequest;
        if (schema?.IsValid(body.Span) == true)
        {
            value = new BodyValue(body);
            return [];
        }

        try
        {
            using var document = JsonDocument.Parse(body, BodyValue.Options);
            if (schema is not null)
                return Report(schema.Validate(document.RootElement), document.RootElement);
            value = new BodyValue(body);
            return [];
        }
        catch (JsonException exception)
        {
            return [Whole($"The body {JsonText.Fault(body.Span, exception)}.")];
        }
    }

    /// <summary>The body is not in the content coding that it claims.</summary>
    public static RequestViolation NotInCoding(string coding) =>
        Whole($"The body: expected bytes in the coding {coding}, as Content-Encoding says, found others.");

    /// <summary>The body is required and absent.</summary>
    public static RequestViolation Absent { get; } = Whole("The body is required and was empty.");

    private static RequestViolation[] Form(MediaType type, FormValue form, List<FormFault> faults, out BodyValue? value)
    {
        value = null;
        if (faults.Any(f => f.Field.Length == 0))
            return Report(faults);
        value = new BodyValue(ReadingCheck.ToDocument(form.Value, type.Schema?.Shape ?? ValueShape.Any));
        if (ReadingCheck.Find(type.Schema, Direction.Request, [new ReadValue(form.Value)], out _) is not { } failure)
            return Report(faults);

        // Nothing but what a part of the form is in another format than JSON may excuse it.
        var judged = failure.Violations.Where(v => !form.Opaque.Any(name => IsAtOrBelow(v.InstancePointer, name)));
        return [.. Report(faults), .. Report(judged, failure.Root)];
    }

    private static RequestViolation[] Text(MediaType type, ReadOnlyMemory<byte> body)
    {
        if (type.Schema is not { TakesAnyString: false } || !Utf8.IsValid(body.Span))
            return [];
        var failure = ReadingCheck.Find(
            type.Schema,
            Direction.Request,
            [new ReadValue(new TextScalar(Encoding.UTF8.GetString(body.Span)))],
            out _
        );
        return failure is null ? [] : Report(failure.Violations, failure.Root);
    }

    private static bool IsAtOrBelow(string pointer, string name)
    {
        var place = "/" + JsonPointer.Escape(name);
        return pointer == place || pointer.StartsWith(place + "/", StringComparison.Ordinal);
    }

    private static RequestViolation Whole(string message, string? expectation = null) =>
        new("body", "body", "", message, "") { Expectation = expectation ?? message };

    private static RequestViolation[] Report(IEnumerable<FormFault> faults) =>
        [
            .. faults
                .Take(MostFaults)
                .Select(f =>
                {
                    if (f.Field.Length == 0)
                        return Whole($"The body: expected {f.Expected}, found {f.Found}.", $"The body: expected {f.Expected}.");
                    var pointer = Found.Shortened("/" + JsonPointer.Escape(f.Field));
                    return new RequestViolation(
                        "body",
                        Found.Shortened(f.Field),
                        pointer,
                        $"{pointer}: expected {f.Expected}, found {f.Found}.",
                        ""
                    )
                    {
                        Expectation = $"{pointer}: expected {f.Expected}.",
                    };
                }),
        ];

    private static RequestViolation[] Report(IEnumerable<Violation> violations, JsonElement root) =>
        [
            .. violations.Select(violation =>
            {
                var found = Found.Of(violation, root);
                var place = violation.InstancePointer.Length == 0 ? "The body" : Found.Shortened(violation.InstancePointer);
                return new RequestViolation(
                    "body",
                    found.Field.Length == 0 ? "body" : found.Field,
                    found.Pointer,
                    $"{place}: expected {violation.Expected}, found {violation.Found}.",
                    found.Value
                )
                {
                    Expectation = $"{place}: expected {violation.Expected}.",
                };
            }),
        ];
}
