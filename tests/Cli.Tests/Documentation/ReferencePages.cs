using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Conformance.Documents;
using Conformance.TestKit;

namespace Conformance.Cli.Tests.Documentation;

/// <summary>The pages below <c>docs/reference</c>, each made of what it tells about: of the command itself, of the rules, of a schema, of the code.</summary>
internal static partial class ReferencePages
{
    private const string Made = "<!-- Made by eng/docs; a test fails when it is stale. -->\n";

    /// <summary>Every page by its name.</summary>
    public static IReadOnlyDictionary<string, Func<Task<string>>> All { get; } =
        new Dictionary<string, Func<Task<string>>>(StringComparer.Ordinal)
        {
            ["lint-rules.md"] = () => Task.FromResult(LintRules()),
            ["options.md"] = OptionsAsync,
            ["rules.md"] = () => Task.FromResult(Rules()),
            ["vocabulary.md"] = () => Task.FromResult(Vocabulary()),
        };

    private static async Task<string> OptionsAsync()
    {
        var page = new StringBuilder($"# Commands and options\n\n{Made}\n");
        var (_, root, _) = await ConformProcess.RunAsync("--help");
        page.Append(
            "What `--help` of each command says. Every option of `verify` may stand in `conform.yaml` or in a variable `CONFORM_…` as well: [verify.md](../verify.md).\n"
        );
        foreach (
            var command in CommandName()
                .Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..])
                .Select(m => m.Groups["name"].Value)
        )
        {
            var (_, help, _) = await ConformProcess.RunAsync(command, "--help");
            page.Append(
                $"\n## {command}\n\n```text\n{string.Join('\n', help.ReplaceLineEndings("\n").Trim().Split('\n').Select(l => l.TrimEnd()))}\n```\n"
            );
        }

        return page.ToString();
    }

    private static string Rules()
    {
        var rules = DocumentReader.Read("rules.yaml", File.ReadAllBytes(Repository.PathOf("features", "rules.yaml")), [])!;
        var scenarios = ScenariosByRule();
        var flaws = FlawsByRule();
        var page = new StringBuilder(
            $"""
            # Rules

            {Made}
            What is checked of every contract, and what standards advise. A *must* that is missed fails the run. A *review* tells what the target does where its document leaves that open; it fails nothing. *Advice* is of a standard, and a
            miss is a warning, which fails a run with `--strict` alone. *Asked because of* names what the rule stands on: a word of the contract, or a section of a standard. Under *a bug it finds* stands one of the deliberately broken
            servers of [kill-matrix.md](../kill-matrix.md) at which the rule was missed; a dash means that none was made for it.

            """
        );
        foreach (
            var (family, title) in (ReadOnlySpan<(string, string)>)[("any-contract", "Of every contract"), ("standards", "Of standards")]
        )
        {
            page.Append(
                $"\n## {title}\n\n| rule | level | asks | asked because of | a bug it finds | first scenario |\n|---|---|---|---|---|---|\n"
            );
            foreach (var rule in rules[family]!.Items)
            {
                var id = rule["id"]!.AsString()!;
                page.Append(
                    $"| {id} | {rule["level"]?.AsString() ?? "advice"} | {Cell(rule["statement"]!.AsString()!)} | {Cell(rule["source"]!.AsString()!)} | {Cell(flaws.GetValueOrDefault(id) ?? "–")} | {Cell(scenarios.GetValueOrDefault(id) ?? "–")} |\n"
                );
            }
        }

        return page.ToString();
    }

    // The name of the first scenario that has a rule's tag.
    private static Dictionary<string, string> ScenariosByRule()
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var folder in (string[])["any-contract", "standards"])
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("features", folder), "*.feature").Order(StringComparer.Ordinal))
        {
            List<string> tags = [];
            foreach (var line in File.ReadLines(file).Select(l => l.Trim()))
            {
                if (line.StartsWith('@'))
                    tags.AddRange(line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(t => t[1..]));
                else if (line.Length > 0 && !line.StartsWith('#'))
                {
                    if (ScenarioTitle().Match(line) is { Success: true } title)
                        foreach (var tag in tags)
                            found.TryAdd(tag, $"{folder}/{Path.GetFileName(file)}: {title.Groups["name"].Value}");
                    tags.Clear();
                }
            }
        }

        return found;
    }

    // A broken server for each rule that was missed there: one that was made for the rule, else any.
    private static Dictionary<string, string> FlawsByRule()
    {
        var (meant, any) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var line in File.ReadLines(Repository.PathOf("docs", "kill-matrix.md")))
        {
            if (Flaw().Match(line) is not { Success: true } flaw)
                continue;
            var text = flaw.Groups["text"].Value;
            foreach (var rule in flaw.Groups["seen"].Value.Split(", "))
            {
                any.TryAdd(rule, text);
                if (flaw.Groups["meant"].Value.Split(", ").Contains(rule))
                    meant.TryAdd(rule, text);
            }
        }

        foreach (var (rule, text) in any)
            meant.TryAdd(rule, text);
        return meant;
    }

    private static string Vocabulary()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(Repository.PathOf("specs", "x-session.schema.json")));
        var page = new StringBuilder(
            $"# The vocabulary of x-session\n\n{Made}\nEvery word, from the schema that editors complete by ([x-session.schema.json](../../specs/x-session.schema.json)). What they mean together, with examples: [specs/README.md](../../specs/README.md).\n"
        );
        foreach (var part in schema.RootElement.GetProperty("$defs").EnumerateObject())
        {
            page.Append($"\n## {part.Name}\n");
            if (Description(part.Value) is { } description)
                page.Append($"\n{description}\n");
            if (!part.Value.TryGetProperty("properties", out var properties))
                continue;
            page.Append("\n| word | takes | says |\n|---|---|---|\n");
            foreach (var word in properties.EnumerateObject())
                page.Append(
                    $"| `{word.Name}` | {Cell(Takes(word.Value))} | {Cell(Description(word.Value) ?? Description(Target(schema, word.Value)) ?? "")} |\n"
                );
        }

        return page.ToString();
    }

    private static string? Description(JsonElement schema) =>
        schema.ValueKind == JsonValueKind.Object && schema.TryGetProperty("description", out var text) ? text.GetString() : null;

    private static JsonElement Target(JsonDocument schema, JsonElement reference) =>
        reference.ValueKind == JsonValueKind.Object && reference.TryGetProperty("$ref", out var name)
            ? schema.RootElement.GetProperty("$defs").GetProperty(name.GetString()!.Split('/')[^1])
            : default;

    private static string Takes(JsonElement schema)
    {
        if (schema.ValueKind != JsonValueKind.Object)
            return "anything";
        if (schema.TryGetProperty("$ref", out var reference) && reference.GetString()!.Split('/')[^1] is var name)
            return $"[{name}](#{name.ToLowerInvariant()})";
        if (schema.TryGetProperty("enum", out var values))
            return string.Join(", ", values.EnumerateArray().Select(v => $"`{v}`"));
        if (schema.TryGetProperty("const", out var only))
            return $"`{only}`";
        foreach (var choice in (string[])["oneOf", "anyOf"])
        {
            if (schema.TryGetProperty(choice, out var ways))
                return string.Join(", or ", ways.EnumerateArray().Select(Takes).Distinct(StringComparer.Ordinal));
        }

        var type = schema.TryGetProperty("type", out var said)
            ? said.ValueKind == JsonValueKind.Array
                ? string.Join(" or ", said.EnumerateArray().Select(t => t.GetString()))
                : said.GetString()!
            : "anything";
        return type == "array" && schema.TryGetProperty("items", out var items) ? $"list of {Takes(items)}" : type;
    }

    private static string LintRules()
    {
        var rules = new SortedDictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        foreach (var room in (string[])["Documents", "Contracts", "Linting", "Verification"])
        foreach (var file in Directory.EnumerateFiles(Repository.PathOf("src", room), "*.cs", SearchOption.AllDirectories))
        foreach (var (rule, sentence) in ProblemSentences.In(File.ReadAllText(file)))
        {
            if (!rules.TryGetValue(rule, out var sentences))
                rules[rule] = sentences = new SortedSet<string>(StringComparer.Ordinal);
            sentences.Add(sentence);
        }

        var page = new StringBuilder(
            $"# What `conform lint` tells\n\n{Made}\nEach mistake has a rule, which stands in brackets behind it, a place, and a sentence that says how to mend it. A mistake in parts that can be done without is a warning. An ellipsis stands for what was found. Rules whose sentence is put together of parts are not in the table.\n\n| rule | what it says |\n|---|---|\n"
        );
        foreach (var (rule, sentences) in rules)
            page.Append($"| `{rule}` | {string.Join("<br>", sentences.Select(Cell))} |\n");
        return page.ToString();
    }

    private static string Cell(string text) =>
        text.ReplaceLineEndings(" ").Replace("|", "\\|", StringComparison.Ordinal).Replace("<br\\|", "<br|", StringComparison.Ordinal);

    [GeneratedRegex("^  (?<name>[a-z]+)(?: <|  )", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex CommandName();

    [GeneratedRegex("^Scenario(?: Outline)?: (?<name>.*)$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ScenarioTitle();

    [GeneratedRegex(
        @"^\| `[^`]+` \| (?<text>[^|]+) \| (?<meant>[^|]+) \| found \| [^|]+ \| (?<seen>[^|]+) \|$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Flaw();
}
