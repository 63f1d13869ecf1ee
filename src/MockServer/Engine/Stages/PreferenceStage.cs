using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>
/// The <c>Prefer</c> header (RFC 7240) with two preferences of our own: <c>code</c> chooses a documented status, <c>example</c> a named example. A chosen
/// answer is given at once, whatever the request holds, and changes no session.
/// </summary>
internal static class Prefer
{
    /// <summary>Answers as the header asks; false where it asks for nothing of ours.</summary>
    public static bool Answer(Operation operation, HttpExchange exchange)
    {
        if (exchange.Http.Request.Headers["Prefer"] is not { Count: > 0 } header)
            return false;
        var (code, example) = Parse(string.Join(',', (IEnumerable<string?>)header));
        if (code is null && example is null)
            return false;
        exchange.Outcome = OutcomeKind.Forced;
        exchange.Note = $"Prefer: {(code is null ? "" : $"code={code} ")}{(example is null ? "" : $"example={example}")}".TrimEnd();
        if (operation.Documented.Choose(code, example) is { } answer)
        {
            exchange.Http.Response.Headers["Preference-Applied"] = HttpField.Value(exchange.Note["Prefer: ".Length..].Replace(' ', ','));
            AnswerWriter.Write(exchange, answer);
        }
        else
        {
            ProblemWriter.Write(
                exchange.Http,
                StatusCodes.Status400BadRequest,
                "prefer",
                $"{LogLine.Shortened(exchange.Note)}: {operation} documents no such answer. It has {string.Join(", ", operation.Documented.Choices)}."
            );
        }

        return true;
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
