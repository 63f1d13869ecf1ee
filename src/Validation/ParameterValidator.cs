using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.Validation.Texts;

namespace Conformance.Validation;

/// <summary>
/// Checks parameters against their schemas, in every style (OpenAPI 3.1.1, section 4.8.12; 3.2.0 for <c>querystring</c> and the style <c>cookie</c>).
/// What is sent beside the documented parameters is accepted.
/// </summary>
public static class ParameterValidator
{
    /// <summary>Collects what is wrong with an operation's parameters; null where nothing is.</summary>
    public static List<RequestViolation>? Validate(Operation operation, IRequestView request)
    {
        List<RequestViolation>? violations = null;
        ParameterTexts? texts = null;
        foreach (var parameter in operation.Parameters)
        {
            if (parameter.CarriesToken)
                continue;
            if (parameter.TakesAnyText)
            {
                if (parameter.Required && !IsPresent(parameter, request))
                    (violations ??= []).Add(Missing(parameter));
            }
            else if (
                !parameter.IsPlainText
                || PlainText(parameter, request) is not { } text
                || parameter.Schema?.ForRequest is not { } schema
                || !ReadingCheck.Holds(schema, parameter.Schema.Shape, text)
            )
            {
                // Anything that is not plainly right is read again with care, and explained.
                Explain(parameter, texts ??= new ParameterTexts(operation, request), ref violations);
            }
        }

        return violations;
    }

    private static void Explain(Parameter parameter, ParameterTexts texts, ref List<RequestViolation>? violations)
    {
        var readings = texts.Read(parameter, out var text);
        var failure = ReadingCheck.Find(parameter.Schema, Direction.Request, readings, out var isAbsent);
        if (isAbsent && parameter.Required)
            (violations ??= []).Add(Missing(parameter));
        if (failure is null)
            return;
        var pointer = "/" + JsonPointer.Escape(parameter.Name);
        var subject = $"The {parameter.Place} parameter \"{parameter.Name}\"";
        if (failure.Expected is { } expected)
        {
            var shown = Found.Shortened(text);
            (violations ??= []).Add(
                new RequestViolation(parameter.Place, parameter.Name, pointer, $"{subject}: expected {expected}, found \"{shown}\".", shown)
                {
                    Expectation = $"{subject}: expected {expected}.",
                }
            );
        }

        foreach (var violation in failure.Violations)
        {
            var found = Found.Of(violation, failure.Root);
            var at = violation.InstancePointer.Length == 0 ? "" : $" at {Found.Shortened(violation.InstancePointer)}";
            var field = found.Field.Length == 0 ? parameter.Name : found.Field;
            (violations ??= []).Add(
                new RequestViolation(
                    parameter.Place,
                    field,
                    pointer + found.Pointer,
                    $"{subject}{at}: expected {violation.Expected}, found {violation.Found}.",
                    found.Value
                )
                {
                    Expectation = $"{subject}{at}: expected {violation.Expected}.",
                }
            );
        }
    }

    private static RequestViolation Missing(Parameter parameter)
    {
        var sentence = $"The {parameter.Place} parameter \"{parameter.Name}\" is required and was not sent.";
        return new RequestViolation(parameter.Place, parameter.Name, "/" + JsonPointer.Escape(parameter.Name), sentence, "")
        {
            Expectation = sentence,
        };
    }

    private static bool IsPresent(Parameter parameter, IRequestView request) =>
        parameter.In switch
        {
            ParameterLocation.Path => request.PathParameter(parameter.Name) is not null,
            ParameterLocation.Query => request.QueryValue(parameter.Name) is not null,
            ParameterLocation.Cookie => request.Cookie(parameter.Name) is not null,
            ParameterLocation.QueryString => request.RawQuery.Length > 0,
            _ => request.Header(parameter.Name) is not null,
        };

    // The decoded text, where the request has exactly one.
    private static string? PlainText(Parameter parameter, IRequestView request)
    {
        if (parameter.In == ParameterLocation.Path)
            return request.PathParameter(parameter.Name);
        if (parameter.In == ParameterLocation.Header)
            return request.Header(parameter.Name);
        string? text = null;
        for (var i = 0; i < request.Query.Count; i++)
        {
            var (name, value) = request.Query[i];
            if (name != parameter.Name)
                continue;
            if (text is not null)
                return null;
            text = value;
        }

        return text;
    }
}
