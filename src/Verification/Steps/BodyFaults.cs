using System.Text;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;

namespace Conformance.Verification.Steps;

/// <summary>Spoils bodies so that they are faulty by what their media type and their schema say, and not by somebody's taste.</summary>
internal static class BodyFaults
{
    /// <summary>The body of a request, cut so that no parser of its media type can read it.</summary>
    /// <exception cref="NotApplicableException">It has none, or any text is a body of its media type: a form that is cut is a form with another value.</exception>
    public static string Broken(this ScenarioState state, RequestDraft draft)
    {
        var whole = draft.Text ?? throw new NotApplicableException($"{draft.Operation} takes no body.");
        var isXml = draft.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true;
        if (draft.Kind != BodyKind.Json && !isXml)
            throw new NotApplicableException($"No text is broken as {draft.ContentType}: what is cut is another value.");
        return state.Conversation.Redactor.CutLast(whole);
    }

    /// <summary>Sees to it that a body is one that the contract refuses.</summary>
    /// <exception cref="NotApplicableException">The schema of its media type takes it, or there is none.</exception>
    public static void CheckIsRefused(this ScenarioState state, RequestDraft draft, string body)
    {
        var type = draft.ContentType ?? "application/json";
        var schema = draft.Operation.Body is { } documented ? MediaType.Find(documented.Content, type)?.Schema : null;
        if (schema?.AcceptsFromClient(Encoding.UTF8.GetBytes(body)) != false)
            throw new NotApplicableException(
                $"{draft.Operation} documents no schema of {type} that refuses {state.Conversation.Redactor.Redact(body)}."
            );
    }
}
