using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Fincode;

/// <summary>Mutants of how FinCode's answers look.</summary>
internal static class FincodeAnswers
{
    public static void Change(Answer answer, Behaviour behaviour)
    {
        if (answer.IsLogout && behaviour.Is(FincodeMutants.NoMessage))
            answer.Edit(body => body.Clear());
        if (answer.IsLogout && behaviour.Is(FincodeMutants.Answers202))
            answer.Status = 202;
        if (answer.IsRefusal && behaviour.Is(FincodeMutants.EmptyRefusal))
            answer.Empty();
    }
}
