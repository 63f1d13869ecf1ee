using Conformance.Verification.Client;

namespace Conformance.Verification.Steps;

/// <summary>The same request said otherwise, with a token that must open nothing.</summary>
/// <param name="How">What is other about it, so that it ends a sentence: <c>by HEAD</c>, <c>with a trailing slash</c>.</param>
/// <param name="Live">The answer to the plain request with a live token; null where none is known.</param>
internal sealed record Attempt(string How, RequestDraft Draft, Reply? Live)
{
    /// <summary>
    /// Whether an answer is what the live token got: of its status and form. An answer without a body, a page for whoever comes along, or one to a question about the methods tells nothing
    /// of the token.
    /// </summary>
    public bool Opens(Reply reply)
    {
        if (reply.Status == 304)
            return Live is not null;
        if (reply.Status is < 200 or >= 300)
            return false;
        if (Live is null)
            return Oracle.ContractOracle.IsAccepted(reply);

        // Where a refusal has the status of a success, what tells them apart is left out of an answer to HEAD.
        if (reply.Method == "HEAD")
            return !Draft.Operation.Refusals.Any(r => r?.Status == reply.Status)
                && !Live.Body.IsEmpty
                && TypeOf(reply) is { } type
                && type == TypeOf(Live)
                && reply.Status == Live.Status;
        if (!reply.IsSuccess)
            return false;
        if (reply.Status == 206)
            return reply.Header("Content-Range").Count > 0;
        if (Live.Body.IsEmpty)
            return reply.Body.IsEmpty && reply.Status == Live.Status && reply.Method == Live.Method;
        return !reply.Body.IsEmpty && TypeOf(reply) == TypeOf(Live) && (reply.Header("Content-Encoding").Count > 0 || IsLike(reply, Live));
    }

    /// <summary>Whether two requests were answered alike: the status, the media type, and the members of a JSON object or else the whole text.</summary>
    public static bool IsAnsweredAs(Reply reply, Reply other) =>
        reply.Status == other.Status
        && TypeOf(reply) == TypeOf(other)
        && (
            (reply.Json, other.Json) is (System.Text.Json.Nodes.JsonObject found, System.Text.Json.Nodes.JsonObject known)
                ? found.Count == known.Count && known.All(m => found.ContainsKey(m.Key))
                : reply.Text == other.Text
        );

    private static bool IsLike(Reply reply, Reply live) => TypeOf(live) == EventStream.MediaType || IsAlike(reply, live);

    private static bool IsAlike(Reply reply, Reply live) =>
        (reply.Json, live.Json) switch
        {
            (System.Text.Json.Nodes.JsonObject found, System.Text.Json.Nodes.JsonObject known) => known.All(m => found.ContainsKey(m.Key)),
            ({ } found, { } known) => found.GetValueKind() == known.GetValueKind(),
            (null, null) => reply.Text == live.Text,
            _ => false,
        };

    private static string? TypeOf(Reply reply) => reply.ContentType?.Split(';')[0].Trim().ToLowerInvariant();
}

/// <summary>Tries what must open nothing in many ways.</summary>
internal static class Attempts
{
    /// <summary>Sees to it that nothing is opened in any of the ways. What opens is told together, once the plain request has shown that it is the way that does it.</summary>
    /// <param name="what">What is tried, with its article: <c>a revoked access token</c>.</param>
    /// <param name="plain">The plain request, which has to be refused; null where there is none.</param>
    public static async Task ExpectRefusedAsync(
        this ScenarioState state,
        string what,
        Contracts.Model.Refusal reason,
        IEnumerable<Attempt> attempts,
        Func<Task>? plain
    )
    {
        var opened = new List<(string How, Reply Reply)>();
        var answered = 0;
        foreach (var attempt in attempts)
        {
            if (state.Subject.IsOfAnotherOpen(attempt.Draft) || await state.TryToSendAsync(attempt) is not { } reply)
                continue;
            answered++;
            Oracle.ContractOracle.CheckJudgeable(reply);
            if (attempt.Opens(reply))
                opened.Add((attempt.How, reply));
        }

        if (answered == 0)
            throw new Oracle.NotApplicableException("There is no other way to try it in.");
        if (opened is not [var first, ..])
            return;

        // Twice: of two servers that take turns one may have heard of it.
        for (var i = 0; plain is not null && i < 2; i++)
            await plain();
        var ways = opened.Select(o => o.How).Distinct(StringComparer.Ordinal).ToList();
        const int shown = 4;
        (first.Reply.Request.Flaw, first.Reply.Request.IsTokenFlaw) = (
            $"{what} {string.Join(", ", ways.Take(shown))}{(ways.Count > shown ? $" and in {ways.Count - shown} other ways" : "")}",
            true
        );
        throw state.Oracle.LetsIn(first.Reply, reason);
    }

    /// <summary>The answer to an attempt; null where there is none: a server may well hang up on what is no HTTP to it.</summary>
    public static async Task<Reply?> TryToSendAsync(this ScenarioState state, Attempt attempt)
    {
        try
        {
            return await state.Conversation.ProbeAsync(attempt.Draft, attempt.Opens, state.Cancellation);
        }
        catch (TargetException exception) when (!exception.IsUnreachable)
        {
            return null;
        }
    }
}
