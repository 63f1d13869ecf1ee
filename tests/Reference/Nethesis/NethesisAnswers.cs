using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Nethesis;

/// <summary>Mutants of how My Nethesis' answers look.</summary>
internal static class NethesisAnswers
{
    public static void Change(Answer answer, Behaviour behaviour)
    {
        if (behaviour.Is(NethesisMutants.CodeIsZero))
            answer.Edit(body => body["code"] = 0);
        if (answer.IsLogout)
            ChangeSuccess(answer, behaviour);
        if (answer.Status == 400)
            ChangeValidationError(answer, behaviour);
        if (answer.Status != 401)
            return;
        if (behaviour.Is(NethesisMutants.NoData))
            answer.Edit(body => body.Remove("data"));
        if (behaviour.Is(NethesisMutants.OtherRefusal))
            answer.Edit(body =>
                body["message"] = body["message"]!.ToString().Replace("invalid token", "bad credentials", StringComparison.Ordinal)
            );
    }

    private static void ChangeSuccess(Answer answer, Behaviour behaviour)
    {
        if (behaviour.Is(NethesisMutants.DataIsText))
            answer.Edit(body => body["data"] = "");
        if (behaviour.Is(NethesisMutants.CodeIsText))
            answer.Edit(body => body["code"] = "200");
        if (behaviour.Is(NethesisMutants.OtherMessage))
            answer.Edit(body => body["message"] = "goodbye");
        if (behaviour.Is(NethesisMutants.DataIsMessage))
            answer.Edit(body => body["data"] = new JsonObject { ["message"] = "logout successful" });
    }

    private static void ChangeValidationError(Answer answer, Behaviour behaviour)
    {
        if (behaviour.Is(NethesisMutants.OtherType))
            answer.Edit(body => body["data"]!["type"] = "bad_request");
        if (behaviour.Is(NethesisMutants.NoErrors))
            answer.Edit(body => ((JsonObject)body["data"]!).Remove("errors"));
        if (!behaviour.Is(NethesisMutants.OtherKey))
            return;
        answer.Edit(body =>
        {
            foreach (var error in (JsonArray)body["data"]!["errors"]!)
                error!["key"] = "RefreshToken";
        });
    }
}
