using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Asks the mappings of the team's own before a contract is asked.</summary>
internal static class MappingStage
{
    /// <summary>Asks, for which the body is read; a request whose body is too large is left to the contract.</summary>
    /// <param name="prefix">The prefix of a contract that is served alone, and so at its own paths too: a mapping of the one path is one of the other. Null for none.</param>
    /// <param name="largestBody">The largest body that is read, in bytes.</param>
    /// <returns>The request with what was read of it, and the outcome where a mapping matches.</returns>
    /// <exception cref="BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    public static async ValueTask<(MockRequest Request, RequestOutcome? Ended)> AskAsync(
        IStubMappings mappings,
        MockRequest request,
        string? prefix,
        int largestBody
    )
    {
        var body = request.Body ?? await RequestBytes.ReadAsync(request.Http, largestBody);
        var read = request.Body is null ? request.With(body) : request;
        if (body.Bytes is not { } bytes)
            return (read, null);

        var (http, path) = (read.Http, read.Path);
        var answer = await mappings.FindAsync(http, path, bytes);
        if (
            answer is null
            && prefix is not null
            && path.StartsWith(prefix, StringComparison.Ordinal)
            && path[prefix.Length..] is ['/', ..] own
        )
            answer = await mappings.FindAsync(http, own, bytes);
        return (read, answer is null ? null : OutcomeOf(answer));
    }

    private static RequestOutcome OutcomeOf(MappedAnswer answer) =>
        answer.Unsendable is { } why
            ? new RequestOutcome
            {
                Kind = OutcomeKind.Failed,
                Mapping = answer.Mapping,
                Problem = new ProblemDetails(
                    StatusCodes.Status500InternalServerError,
                    "mapping",
                    $"What the mapping \"{answer.Mapping}\" answers cannot be sent: {why}."
                ),
                Note = $"what the mapping \"{answer.Mapping}\" answers cannot be sent: {why}",
            }
            : new RequestOutcome
            {
                Kind = OutcomeKind.Mapped,
                Mapping = answer.Mapping,
                Mapped = answer,
                Note = $"answered by the mapping \"{answer.Mapping}\"",
            };
}
