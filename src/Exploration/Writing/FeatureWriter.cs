using System.Collections.Immutable;
using System.Text;
using Conformance.Exploration.Commands;
using Conformance.Exploration.Walking;

namespace Conformance.Exploration.Writing;

/// <summary>Writes what was found as a feature file, in the steps that <c>conform list steps</c> lists.</summary>
internal static class FeatureWriter
{
    /// <summary>The file.</summary>
    /// <param name="contract">The contract's short name.</param>
    /// <param name="how">How to find it again, a sentence.</param>
    public static string Write(string contract, string how, IEnumerable<(string Name, ImmutableArray<DoneCommand> Sequence)> found)
    {
        var text = new StringBuilder().Append("Feature: What conform explore found in ").AppendLine(contract).Append("  ").AppendLine(how);
        foreach (var (name, sequence) in found)
            Append(text, name, sequence);
        return text.ToString().ReplaceLineEndings("\n");
    }

    private static void Append(StringBuilder text, string name, ImmutableArray<DoneCommand> sequence)
    {
        text.AppendLine();
        text.Append("  ").AppendJoin(' ', Tags(sequence)).AppendLine();
        text.Append("  Scenario: ").AppendLine(name);
        var keyword = "";
        foreach (var step in Steps(sequence))
        {
            text.Append("    ").Append(step.Keyword == keyword ? "And" : step.Keyword).Append(' ').AppendLine(step.Text);
            foreach (var row in step.Table)
                text.Append("      | ").AppendJoin(" | ", row).AppendLine(" |");
            keyword = step.Keyword;
        }
    }

    private static IEnumerable<string> Tags(ImmutableArray<DoneCommand> sequence)
    {
        yield return "@explored";
        if (sequence.Any(d => d.Command.MovesClock))
            yield return "@needs-clock";
        if (sequence.Any(d => d.Command.IsUndocumented))
            yield return "@undocumented";
    }

    private static IEnumerable<WrittenStep> Steps(ImmutableArray<DoneCommand> sequence)
    {
        var numbers = new Dictionary<int, int>();
        for (var i = 0; i < sequence.Length; i++)
        {
            if (sequence[i].Command is LogInCommand { Session: var begun })
                numbers.TryAdd(begun, numbers.Count + 1);
            var isLast = i == sequence.Length - 1;
            var (command, expected) = (sequence[i].Command, sequence[i].Expected);
            foreach (var step in isLast ? command.LastSteps(Name, expected) : command.Steps(Name, expected))
                yield return step;
        }

        string Name(int session) => UseCommand.NameOf(numbers.GetValueOrDefault(session, session));
    }
}
