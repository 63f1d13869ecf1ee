using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Asks what replicas share for the state of a namespace, once for each request, so that what was answered at another one holds here.</summary>
internal static class SharedStateStage
{
    /// <summary>The state as it stands now, or why the request cannot be answered.</summary>
    public static async ValueTask<(NamespaceState? State, ProblemDetails? Refused)> AskAsync(Namespace chosen, NamespaceTable namespaces)
    {
        try
        {
            if (await chosen.StateNowAsync() is { } state)
                return (state, null);
        }
        catch (StoreUnavailableException gone)
        {
            return (null, StoreProblem.Of(gone));
        }

        namespaces.Forget(chosen.Name);
        return (null, NamespaceStage.OneTooMany(chosen.Name, namespaces.Limit));
    }
}

/// <summary>What a client is told where the shared store does not answer.</summary>
internal static class StoreProblem
{
    /// <summary>The reason in a word.</summary>
    public const string Reason = "store";

    public static ProblemDetails Of(StoreUnavailableException gone) => new(StatusCodes.Status503ServiceUnavailable, Reason, Detail(gone));

    /// <summary>A sentence more than the exception's own.</summary>
    public static string Detail(StoreUnavailableException gone) =>
        $"{gone.Message} No token is accepted without it. Try again; the mock goes on by itself when the store is back.";
}
