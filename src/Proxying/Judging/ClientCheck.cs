using Conformance.Contracts.Model;
using Conformance.Validation;

namespace Conformance.Proxying.Judging;

/// <summary>What a client sends otherwise than its contract says. It is no fault of the server, so it is told and fails nothing.</summary>
internal static class ClientCheck
{
    /// <summary>A sentence for each thing that is wrong, without what was found, which may be a password.</summary>
    public static IEnumerable<string> Of(Operation operation, PassedExchange request)
    {
        foreach (var violation in ParameterValidator.Validate(operation, request) ?? [])
            yield return violation.Expectation;
        if (operation.Body is not { } documented || request.RequestBody is not { } body)
            yield break;
        if (body.IsEmpty)
        {
            if (documented.Required)
                yield return BodyValidator.Absent.Expectation;
            yield break;
        }

        if (documented.Content.Count == 0)
            yield break;
        if (documented.For(request.ContentType) is not { } type)
        {
            var known = string.Join(" or ", documented.Content.Select(c => c.Range));
            yield return request.ContentType is { } sent
                ? $"The Content-Type: expected {known}, found \"{MediaType.Essence(sent).ToString()}\"."
                : $"The Content-Type: expected {known}, found none.";
            yield break;
        }

        var violations = BodyValidator.Validate(type, request.ContentType, body, out var value);
        value?.Dispose();
        foreach (var violation in violations)
            yield return violation.Expectation;
    }
}
