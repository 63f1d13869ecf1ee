using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>
/// The <c>Prefer</c> header (RFC 7240) with two preferences of our own: <c>code</c> chooses a documented status, <c>example</c> a named example. A chosen
/// answer is given at once, whatever the request holds, and changes no session.
/// </summary>
internal static class PreferenceStage
{
    /// <summary>The outcome that the header asks for; null where it asks for nothing of ours.</summary>
    /// <param name="fault">The id of a fault that struck before; null where none did.</param>
    public static RequestOutcome? Choose(Operation operation, MockRequest request, string? fault)
    {
        if (request.Http.Request.Headers["Prefer"] is not { Count: > 0 } header)
            return null;
        var (code, example) = Parse(string.Join(',', (IEnumerable<string?>)header));
        if (code is null && example is null)
            return null;
        var chosen = $"{(code is null ? "" : $"code={code} ")}{(example is null ? "" : $"example={example}")}".TrimEnd();
        var note = $"Prefer: {chosen}";
        var answer = operation.Documented.Choose(code, example);
        return new RequestOutcome
        {
            Kind = OutcomeKind.Forced,
            Answer = answer,
            Problem = answer is null
                ? new ProblemDetails(
                    StatusCodes.Status400BadRequest,
                    "prefer",
                    $"{LogLine.Shortened(note)}: {operation} documents no such answer. It has {string.Join(", ", operation.Documented.Choices)}."
                )
                : null,
            AppliedPreference = answer is null ? null : HttpField.Value(chosen.Replace(' ', ',')),
            Fault = fault,
            Note = note,
        };
    }

    private static (string? Code, string? Example) Parse(string header)
    {
        string? code = null,
            example = null;
        foreach (var preference in header.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = preference.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var value = preference[(equals + 1)..].Trim().Trim('"');
            var name = preference[..equals].Trim();
            if (name.Equals("code", StringComparison.OrdinalIgnoreCase))
                code = value;
            if (name.Equals("example", StringComparison.OrdinalIgnoreCase))
                example = value;
        }

        return (code, example);
    }
}
