using System.Diagnostics;
using Conformance.Documents.Overlays;
using Conformance.TestKit;

namespace Conformance.Documents.Tests.Overlays;

public sealed class LargeDocumentTests(ITestOutputHelper output)
{
    [Fact]
    public void Applies_hundreds_of_actions_to_a_large_document_in_seconds()
    {
        var path = Repository.SharedData("real-specs", "accelbyte-iam.json");
        Assert.SkipWhen(path is null, Repository.DataMissing);
        var problems = new Problems();
        var document = DocumentReader.ReadFile(path!, problems)!;
        var direct = document["paths"]!
            .Members.Take(300)
            .Select(member => $"- {{target: \"$.paths['{member.Name}']\", update: {{x-seen: true}}}}\n");
        const string sweeping =
            "- {target: '$..responses[?@.description]', update: {x-swept: true}}\n- {target: '$..description', remove: true}\n";
        var actions = OverlayActions.Read(Reading.Sound(string.Concat(direct) + sweeping), problems);
        var start = Stopwatch.GetTimestamp();
        var result = Overlay.Apply(document, actions, problems);
        var elapsed = Stopwatch.GetElapsedTime(start);
        output.WriteLine($"{actions.Count} actions in {elapsed.TotalMilliseconds:F0} ms");
        Assert.Empty(problems);
        Assert.Equal(302, actions.Count);
        Assert.Equal(300, result["paths"]!.Members.Count(member => member.Value["x-seen"]?.AsBoolean() == true));
        Assert.DoesNotContain("\"description\":\"", result.ToString(), StringComparison.Ordinal);
        Assert.InRange(elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
    }
}
