using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>
/// The <c>Prefer</c> header (RFC 7240): <c>wait</c> lets the answer wait, and three preferences of our own: <c>code</c> chooses a documented status, <c>example</c> a named example, <c>dynamic</c> values of
/// the schema in place of the example's. An answer that is chosen by code or example is given at once, whatever the request holds, and changes no session.
/// </summary>
/// <param name="Code">The status, as it was asked for; null for none.</param>
/// <param name="Example">The name of the example; null for none.</param>
/// <param name="Wait">How long to wait, no longer than <see cref="LongestWait"/>; null for not at all.</param>
/// <param name="IsDynamic">Whether values are made anew.</param>
internal sealed record PreferenceStage(string? Code, string? Example, TimeSpan? Wait, bool IsDynamic)
{
    /// <summary>The longest wait that is given.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private string Chosen => $"{(Code is null ? "" : $"code={Code} ")}{(Example is null ? "" : $"example={Example}")}".TrimEnd();

    private string? Waited => Wait is { } wait ? string.Create(CultureInfo.InvariantCulture, $"wait={wait.TotalSeconds:0.###}") : null;

    /// <summary>What a request asks for; null where it asks for nothing of ours.</summary>
    public static PreferenceStage? Of(MockRequest request)
    {
        if (request.Http.Request.Headers["Prefer"] is not { Count: > 0 } header)
            return null;
        var read = Parse(string.Join(',', (IEnumerable<string?>)header));
        return read is { Code: null, Example: null, Wait: null, IsDynamic: false } ? null : read;
    }

    /// <summary>The outcome that a code or an example asks for; null where neither is asked for.</summary>
    /// <param name="fault">The id of a fault that struck before; null where none did.</param>
    public RequestOutcome? Choose(Operation operation, MockRequest request, string? fault)
    {
        if (Code is null && Example is null)
            return null;
        var note = $"Prefer: {Chosen}";
        var answer = operation.Documented.Choose(Code, Example);
        return Applied(
            request,
            new RequestOutcome
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
                AppliedPreference = answer is null ? null : HttpField.Value(Chosen.Replace(' ', ',')),
                Fault = fault,
                Note = note,
            }
        );
    }

    /// <summary>An outcome with what else is asked for, as far as it can be followed.</summary>
    public RequestOutcome Applied(MockRequest request, RequestOutcome outcome)
    {
        var made = IsDynamic && outcome.Answer is { } answer ? DynamicBody.Of(request, answer) : null;
        string?[] applied = [outcome.AppliedPreference, Waited, made is null ? null : "dynamic=true"];
        return outcome with
        {
            OwnBody = made ?? outcome.OwnBody,
            AppliedPreference = applied.All(a => a is null) ? null : string.Join(", ", applied.OfType<string>()),
        };
    }

    private static PreferenceStage Parse(string header)
    {
        var read = new PreferenceStage(null, null, null, IsDynamic: false);
        foreach (var preference in header.Split([',', ';'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = preference.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                continue;
            var value = preference[(equals + 1)..].Trim().Trim('"');
            read = preference[..equals].Trim().ToLowerInvariant() switch
            {
                "code" => read with { Code = value },
                "example" => read with { Example = value },
                "wait" => read with { Wait = Seconds(value) },
                "dynamic" => read with { IsDynamic = value.Equals("true", StringComparison.OrdinalIgnoreCase) },
                _ => read,
            };
        }

        return read;
    }

    // What is none is passed over, as section 2 has it.
    private static TimeSpan? Seconds(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? TimeSpan.FromSeconds(Math.Min(seconds, LongestWait.TotalSeconds))
            : null;
}
