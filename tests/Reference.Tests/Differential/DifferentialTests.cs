using System.Text;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Tests.Differential;

/// <summary>The mock and the reference servers, which share no code, answer alike.</summary>
[Trait("Category", "Slow")]
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int SequencesEach = 400;
    private const int SequencesToAPair = 25;

    /// <summary>The APIs, and the exclusions that each needs.</summary>
    public static TheoryData<string, string[]> Apis =>
        new()
        {
            { "fincode", [] },
            { "sig", ["SIG-14", "another's expired refresh token"] },
            { "nethesis", ["NET-14"] },
            { "bankezy", ["one fault of several"] },
            { "rinne", [] },
        };

    [Theory]
    [MemberData(nameof(Apis))]
    public async Task Mock_and_reference_server_answer_alike(string api, string[] exclusions)
    {
        var (excluded, met, differences) = (new Counts(), new Counts(), new HashSet<string>());
        var report = new StringBuilder();
        for (var seed = 0; seed < SequencesEach; )
        {
            await using var pair = await Pair.StartAsync(api, excluded, met);
            do
            {
                var steps = Sequences.Of(api, seed);
                if (await pair.PlayAsync(steps) is not { } found || !differences.Add(found.Kind))
                    continue;
                report.AppendLine($"\nseed {seed}:");
                foreach (var step in await Shrinking.ShortestAsync(api, steps, found))
                    report.AppendLine($"  {step}");
                report.AppendLine($"mock      {found.Mock}").AppendLine($"reference {found.Reference}");
            } while (++seed % SequencesToAPair > 0);
        }

        output.WriteLine($"{SequencesEach} sequences; answers: {met}; excluded: {excluded}");
        Assert.True(differences.Count == 0, $"{api}: the mock and the reference server differ.{report}");

        // An exclusion that is no longer met is to be deleted, and one that swallows the sequences hides too much.
        Assert.Equal(exclusions.Order(StringComparer.Ordinal), excluded.Names.Order(StringComparer.Ordinal));
        Assert.True(Exclusion.All.Where(exclusion => exclusion.Parts).Sum(exclusion => excluded[exclusion.Name]) < SequencesEach / 10);
        Assert.True(
            met["Login 200"] > 100 && met["Use 200"] > 100 && met["Logout 200"] > 100 && met["Use 401"] > 100 && met["Logout 401"] > 100
        );
    }

    /// <summary>Mutants that only tokens and their history show.</summary>
    public static TheoryData<string, string> Breaches =>
        new()
        {
            { "fincode", "FIN-07-access-survives" },
            { "fincode", "FIN-07-older-access-survives" },
            { "fincode", "RFC9700-4.14.2-family-survives" },
            { "sig", "SIG-07-refresh-survives" },
            { "sig", "ANY-sibling-ended" },
            { "nethesis", "NET-08-refresh-survives" },
            { "nethesis", "RFC7519-4.1.4-accepted-at-exp" },
            { "bankezy", "RFC8725-3.12-refresh-as-access" },
            { "bankezy", "ASVS5-9.1.1-signature-ignored" },
            { "rinne", "ANY-everybody-ended" },
            { "rinne", "RFC8725-3.1-accepts-alg-none" },
        };

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_broken_server_is_found(string api, string mutant)
    {
        await using var pair = await Pair.StartAsync(api, new Counts(), new Counts(), MutantTable.Find(api, mutant));
        for (var seed = 0; seed < SequencesEach; seed++)
        {
            if (await pair.PlayAsync(Sequences.Of(api, seed)) is not null)
                return;
        }

        Assert.Fail($"{SequencesEach} sequences do not tell {api} with {mutant} from the mock.");
    }
}
