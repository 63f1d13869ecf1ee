using System.Text.RegularExpressions;
using Conformance.TestKit;

namespace Conformance.Cli.Tests.Documentation;

/// <summary>Generated pages are those of the code of today, and links of the documentation lead somewhere.</summary>
[Trait("Category", "Slow")]
public sealed partial class DocumentationTests
{
    // Set by "eng/docs".
    private const string WriteVariable = "CONFORMANCE_WRITE_DOCS";

    public static TheoryData<string> Pages => [.. ReferencePages.All.Keys];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task A_generated_page_is_of_today(string page)
    {
        var path = Repository.PathOf("docs", "reference", page);
        var expected = await ReferencePages.All[page]();
        Assert.True(expected.Count(c => c == '\n') > 30, $"{page} has next to nothing");
        if (Environment.GetEnvironmentVariable(WriteVariable) == "1")
            await File.WriteAllTextAsync(path, expected, TestContext.Current.CancellationToken);
        var found = File.Exists(path) ? await File.ReadAllTextAsync(path, TestContext.Current.CancellationToken) : "";
        Assert.True(expected == found.ReplaceLineEndings("\n"), $"docs/reference/{page} is stale; eng/docs makes it anew.");
    }

    [Fact]
    public void Every_link_leads_to_a_file_and_a_heading()
    {
        List<string> broken = [];
        var pages = new[] { Repository.Root, Repository.PathOf(".github") }
            .SelectMany(f => Directory.EnumerateFiles(f, "*.md"))
            .Concat(
                ((string[])["docs", "specs", "bench"]).SelectMany(f =>
                    Directory.EnumerateFiles(Repository.PathOf(f), "*.md", SearchOption.AllDirectories)
                )
            )
            .Where(f => !f.Contains("node_modules", StringComparison.Ordinal))
            .ToList();
        Assert.True(pages.Count > 25, "the pages of the documentation are gone");
        foreach (var page in pages)
        foreach (Match link in Link().Matches(Fence().Replace(File.ReadAllText(page), "")))
        {
            var target = link.Groups["target"].Value;
            if (target.Contains("://", StringComparison.Ordinal) || target.StartsWith("mailto:", StringComparison.Ordinal))
                continue;
            var (file, anchor) = target.Split('#', 2) is [var f, var a] ? (f, a) : (target, null);
            var path = file.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, file));
            if (!File.Exists(path) && !Directory.Exists(path))
                broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: {target} is not there");
            else if (anchor is not null && path.EndsWith(".md", StringComparison.Ordinal) && !Anchors(path).Contains(anchor))
                broken.Add($"{Path.GetRelativePath(Repository.Root, page)}: {target} has no such heading");
        }

        Assert.Empty(broken);
    }

    // As GitHub makes them of headings: small letters, spaces as dashes, all but letters, digits, dashes and underscores left out; a second one is numbered.
    private static HashSet<string> Anchors(string page)
    {
        var anchors = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match heading in Heading().Matches(Fence().Replace(File.ReadAllText(page), "")))
        {
            var plain = Link().Replace(heading.Groups["text"].Value, "${text}").ToLowerInvariant();
            var anchor = string.Concat(plain.Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or ' ')).Replace(' ', '-');
            for (var i = 1; !anchors.Add(i == 1 ? anchor : $"{anchor}-{i - 1}"); i++) { }
        }

        return anchors;
    }

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<text>.*?)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Heading();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline, 1000)]
    private static partial Regex Fence();
}
