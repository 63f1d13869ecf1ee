using System.Globalization;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Keeps streams of events open over a logout.</summary>
[Binding]
internal sealed class StreamSteps(ScenarioState state)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    // What was under way when the logout was answered may still come.
    private static readonly TimeSpan UnderWay = TimeSpan.FromMilliseconds(500);

    /// <summary>Whether an operation documents that its success is a stream of events.</summary>
    public static bool IsStream(Operation operation) =>
        operation.Documented.Responses.Any(r =>
            r.Status is null or (>= 200 and < 300) && r.MediaTypes.Any(t => t.Range == EventStream.MediaType)
        );

    [Then(
        "the streams of {session} carry nothing after its logout",
        Description = "Each stream of events is opened, the session logs out, and it ends, or carries no event for two seconds (at depth deep ten). One that ends by itself does not count.",
        Example = "the streams of the session carry nothing after its logout"
    )]
    public async Task CarryNothing(ClientSession session)
    {
        var opened = new List<(Reply Reply, EventStream Stream)>();
        try
        {
            foreach (var operation in state.Subject.Protected.Where(IsStream))
            {
                state.NoteUse(state.TokenOf(session, "access"));
                var draft = state.Presenting(operation, state.Subject.Roles.AccessKind, state.TokenOf(session, "access"), session);
                var (reply, stream) = await state.Conversation.OpenAsync(draft, state.Cancellation);
                ContractOracle.CheckJudgeable(reply);
                if (stream is not null)
                    opened.Add((reply, stream));
                state.Oracle.ExpectAccepted(reply, Ground.FreshToken);
            }

            await WaitAsync(TimeSpan.FromSeconds(1), () => opened.TrueForAll(o => o.Stream.HasEnded || o.Stream.Events > 0));
            opened.RemoveAll(o => o.Stream.HasEnded);
            if (opened.Count == 0)
                throw new NotApplicableException("No stream of the session stays open.");
            state.Oracle.ExpectLoggedOut(await state.SendAsync(state.BuildLogout(session.Tokens)));
            await WaitAsync(UnderWay, () => opened.TrueForAll(o => o.Stream.HasEnded));
            var before = opened.ConvertAll(o => o.Stream.Events);
            await WaitAsync(
                TimeSpan.FromSeconds(state.Depth == RunDepth.Deep ? 10 : 2),
                () => opened.Index().Any(o => o.Item.Stream.Events > before[o.Index]) || opened.TrueForAll(o => o.Stream.HasEnded)
            );
            foreach (var (index, (reply, stream)) in opened.Index())
            {
                if (stream.Events - before[index] is > 0 and var more)
                    throw state.Oracle.Miss(
                        "a stream that ends with its session, or carries nothing more",
                        $"{more.ToString(CultureInfo.InvariantCulture)} more events, half a second and more after the logout was answered",
                        reply,
                        Causes.StreamOutlives(reply.Request.Operation)
                    );
            }

            // So that the logout is known to have ended something.
            foreach (var reply in await state.UseAsync(state.TokenOf(session, "access"), session))
                state.Oracle.ExpectRefused(reply, Refusal.Revoked);
        }
        finally
        {
            foreach (var (_, stream) in opened)
                await stream.DisposeAsync();
        }
    }

    private async Task WaitAsync(TimeSpan time, Func<bool> isOver)
    {
        for (var passed = TimeSpan.Zero; passed < time && !isOver(); passed += Look)
            await Task.Delay(Look, state.Time, state.Cancellation);
    }
}
