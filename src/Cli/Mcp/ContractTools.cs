using System.ComponentModel;
using System.Text.Json.Nodes;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Cli.Mcp;

/// <summary>What an agent does with a contract: the commands of the same names, and what the last run found.</summary>
internal sealed class ContractTools(MockTools mocks)
{
    private const string Contract =
        "A built-in contract such as sig, an OpenAPI document by its path or URL, or a folder with openapi.yaml.";

    private JsonArray _findings = [];

    [McpServerTool(Name = "lint", Title = "Lint a contract", ReadOnly = true, OpenWorld = false)]
    [Description(
        "Tells every mistake in an OpenAPI document, its overlays, x-session and requirements: file, line, what was found and how to mend it."
    )]
    public static async Task<CallToolResult> LintAsync(
        [Description(Contract)] string contract,
        CancellationToken cancellationToken = default
    ) => Said(await RunAsync(["lint", contract], cancellationToken, ("contract", contract)), isMistake: _ => false);

    [McpServerTool(Name = "init", Title = "Write a contract's overlay", Destructive = false, OpenWorld = false)]
    [Description(
        "Finds login, refresh, logouts and protected operations in an OpenAPI document, and writes a folder with the document and an overlay that says what its tokens do. The table tells how sure it is of each; what it assumed has to be checked."
    )]
    public static async Task<CallToolResult> InitAsync(
        [Description("An OpenAPI document by its path or URL.")] string document,
        [Description("The folder to write; one that is named after the document unless given.")] string? output = null,
        [Description("Who plays a role, where it guessed wrong: for example logout=POST /signout, or refresh=none.")]
            string[]? roles = null,
        [Description("Whether an overlay that is there already is written over.")] bool force = false,
        CancellationToken cancellationToken = default
    )
    {
        List<string> arguments = ["init", document];
        Add(arguments, "--output", output);
        foreach (var role in roles ?? [])
            Add(arguments, "--role", role);
        if (force)
            arguments.Add("--force");
        return Said(
            await RunAsync(arguments, cancellationToken, [("document", document), ("output", output), .. Each("roles", roles)]),
            isMistake: code => code != ExitCode.Success
        );
    }

    [McpServerTool(Name = "verify", Title = "Verify an implementation", Destructive = true, OpenWorld = true)]
    [Description(
        "Holds an implementation against its contract: logs in, logs out, and tries the old tokens as an attacker would. It ends sessions of the users that it is given. Returns the verdict and the findings, one for each cause; \"finding\" tells one in full. Without a base URL and a mock the contract is held against its own mock."
    )]
    public async Task<CallToolResult> VerifyAsync(
        [Description(Contract)] string contract,
        [Description("Where the implementation answers, for example http://127.0.0.1:8080.")] string? baseUrl = null,
        [Description("In place of a base URL, the name of a mock that mock_start returned.")] string? mock = null,
        [Description("A file with two test users, NAME:PASSWORD in each line.")] string? userFile = null,
        [Description("quick, standard or deep.")] string? depth = null,
        [Description("One scenario alone, as a finding names it, for example any-contract/refresh.feature:22.")] string? scenario = null,
        [Description("Ends the run after this time, for example 5m; what was checked until then is told.")] string? timeLimit = null,
        CancellationToken cancellationToken = default
    )
    {
        if (baseUrl is not null && mock is not null)
            return ToolAnswer.Mistake("A base URL and a mock are two targets. Leave one of them out.");
        List<string> arguments = ["verify", contract];
        if (mock is not null)
        {
            if (mocks.Find(mock) is not { } running)
                return ToolAnswer.Mistake(mocks.Unknown(mock));
            arguments.AddRange(["--base-url", running.Address.ToString(), "--control-api", $"{running.Address}__admin"]);
            if (userFile is null)
                arguments.AddRange(running.Users.SelectMany(u => (string[])["--user", $"{u.Name}:{u.Password}"])); // those of any mock, known to everybody
        }

        var folder = Directory.CreateTempSubdirectory("conform-mcp-");
        try
        {
            var file = Path.Combine(folder.FullName, "report.json");
            arguments.AddRange(["--report", $"json={file}"]);
            Add(arguments, "--base-url", baseUrl);
            if (baseUrl is null && mock is null)
                arguments.Add("--mock");
            Add(arguments, "--user-file", userFile);
            Add(arguments, "--depth", depth);
            Add(arguments, "--scenario", scenario);
            Add(arguments, "--time-limit", timeLimit);
            var ran = await RunAsync(
                arguments,
                cancellationToken,
                ("contract", contract),
                ("baseUrl", baseUrl),
                ("userFile", userFile),
                ("depth", depth),
                ("scenario", scenario),
                ("timeLimit", timeLimit)
            );
            if (!File.Exists(file))
                return Said(ran, isMistake: _ => true);
            var report = JsonNode.Parse(await File.ReadAllTextAsync(file, cancellationToken))!;
            _findings = new JsonArray([
                .. report["runs"]!.AsArray().SelectMany(r => r!["findings"]!.AsArray()).Select(f => f!.DeepClone()),
            ]);
            return Said(ran, isMistake: _ => false, Summary(report, ran.ExitCode));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [McpServerTool(Name = "finding", Title = "Read a finding", ReadOnly = true, OpenWorld = false)]
    [Description(
        "Tells a finding of the last verify in full: what the contract expects and where, what was found, the scenarios that saw it, and a script for bash and curl that repeats it."
    )]
    public CallToolResult Finding([Description("Which one, from 1 in the order of verify's answer.")] int number)
    {
        if (number < 1 || number > _findings.Count)
            return ToolAnswer.Mistake(
                _findings.Count == 0
                    ? "There is no finding: the last verify found none, or there was none."
                    : $"There is no finding {number}; the last verify had {_findings.Count}."
            );
        var finding = _findings[number - 1]!.AsObject();
        return ToolAnswer.Of(
            $"""
            {finding["cause"]}
            expected: {finding["expected"]}
            found: {finding["found"]}
            contract: {finding["at"]?["file"]}:{finding["at"]?["line"]} {finding["pointer"]}
            seen by: {string.Join(", ", finding["seenBy"]?.AsArray().Select(s => s!.ToString()) ?? [])}

            {finding["repeat"]?.ToString() ?? "No script repeats it; verify one of its scenarios alone."}
            """,
            finding.DeepClone().AsObject()
        );
    }

    private static JsonObject Summary(JsonNode report, int exitCode) =>
        new()
        {
            ["outcome"] = report["outcome"]?.DeepClone(),
            ["exitCode"] = exitCode,
            ["totals"] = report["totals"]?.DeepClone(),
            ["findings"] = new JsonArray([
                .. report["runs"]!
                    .AsArray()
                    .SelectMany(r => r!["findings"]!.AsArray())
                    .Select(
                        (f, i) =>
                            (JsonNode)
                                new JsonObject
                                {
                                    ["number"] = i + 1,
                                    ["cause"] = f!["cause"]?.DeepClone(),
                                    ["severity"] = f["severity"]?.DeepClone(),
                                    ["requirements"] = f["requirements"]?.DeepClone(),
                                }
                    ),
            ]),
        };

    private static void Add(List<string> arguments, string option, string? value)
    {
        if (value is not null)
            arguments.AddRange([option, value]);
    }

    private static IEnumerable<(string, string?)> Each(string name, string[]? values) => (values ?? []).Select(v => (name, (string?)v));

    // A value such as "--token-command=…" would be a command that an agent has this program run.
    private static async Task<(int ExitCode, string Output, string Error)> RunAsync(
        List<string> arguments,
        CancellationToken cancellationToken,
        params (string Name, string? Value)[] values
    )
    {
        foreach (var (name, value) in values)
        {
            if (CommandProcess.Mistake(name, value) is { } mistake)
                return (ExitCode.Usage, "", mistake);
        }

        return await CommandProcess.RunAsync(arguments, cancellationToken);
    }

    private static CallToolResult Said((int ExitCode, string Output, string Error) ran, Func<int, bool> isMistake, JsonObject? data = null)
    {
        var text = $"{ran.Error}{(ran.Error.Length > 0 && ran.Output.Length > 0 ? "\n" : "")}{ran.Output}";

        // Nothing on the standard output means that the command did not come to its work.
        return isMistake(ran.ExitCode) || ran.Output.Length == 0 ? ToolAnswer.Mistake(text) : ToolAnswer.Of(text, data);
    }
}
