using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Sig;

/// <summary>Mutants of how SIG's answers look.</summary>
internal static class SigAnswers
{
    public static void Change(Answer answer, Behaviour behaviour)
    {
        if (answer.IsLogout && behaviour.Is(SigMutants.OtherMessage))
            answer.Edit(body => body["message"] = "Goodbye");
        if (answer.IsLogout && behaviour.Is(SigMutants.MoreMembers))
            answer.Edit(body => body["code"] = 200);
        if (answer.Operation != "logout" || answer.Status != 401)
            return;
        if (behaviour.Is(SigMutants.OtherRefusal))
            answer.Edit(body => body["message"] = "Unauthorized");
        if (behaviour.Is(SigMutants.NoCode))
            answer.Edit(body => body.Remove("code"));
    }
}
