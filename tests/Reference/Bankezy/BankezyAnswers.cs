using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Bankezy;

/// <summary>Mutants of how Bankezy's answers look.</summary>
internal static class BankezyAnswers
{
    public static void Change(Answer answer, Behaviour behaviour)
    {
        if (answer.IsLogout && behaviour.Is(BankezyMutants.CodeIsText))
            answer.Edit(body => body["resCode"] = "200");
        if (answer.IsLogout && behaviour.Is(BankezyMutants.OtherDescription))
            answer.Edit(body => body["resDesc"] = "LOGGED OUT");
        if (answer.Status != 401)
            return;
        if (behaviour.Is(BankezyMutants.EmptyRefusal))
            answer.Empty();
        if (behaviour.Is(BankezyMutants.Answers403))
            answer.Status = 403;
    }
}
