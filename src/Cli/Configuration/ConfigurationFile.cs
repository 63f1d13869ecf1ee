using System.Text.RegularExpressions;
using Conformance.Cli.Output;
using Conformance.Documents;

namespace Conformance.Cli.Configuration;

/// <summary><c>conform.yaml</c>: the options of <c>conform verify</c> by their names, and what does not fit on a command line. <c>${NAME}</c> stands for an environment variable.</summary>
internal sealed partial class ConfigurationFile
{
    /// <summary>The file that is read where the command was started, unless another is named.</summary>
    public const string DefaultPath = "conform.yaml";

    private static readonly string[] Structured =
    [
        "headers",
        "overlays",
        "users",
        "client",
        "tokens",
        "values",
        "features",
        "steps",
        "readings",
        "report",
        "requirements",
    ];

    // What the file says by another name, or cannot say.
    private static readonly string[] CommandLineOnly = ["all", "config", "header", "overlay", "requirement", "user"];

    private readonly ObjectNode _root;

    private ConfigurationFile(ObjectNode root) => _root = root;

    /// <summary>Reads a file; null where the default one does not exist.</summary>
    /// <param name="path">The file that was asked for; null for the default one.</param>
    /// <param name="options">The names that options have in the file.</param>
    /// <exception cref="UsageException">The file is faulty; every fault was written to the standard error.</exception>
    public static ConfigurationFile? Load(string? path, IReadOnlyCollection<string> options)
    {
        if (path is null && !File.Exists(DefaultPath))
            return null;
        var problems = new Problems();
        var root = DocumentReader.ReadFile(path ?? DefaultPath, problems);
        if (root is not null and not ObjectNode)
            problems.Error(
                "configuration",
                root.At,
                $"The configuration is {root.Describe()}; expected names and values.",
                "Write for example \"base-url: https://staging.example\"."
            );
        List<string> known = [.. Structured.Union(options).Except(CommandLineOnly).Order(StringComparer.Ordinal)];
        foreach (var (name, at, value) in root?.Members ?? [])
        {
            if (known.Contains(name))
            {
                CheckVariables(value, problems);
                continue;
            }

            var near = Nearest.To(name, known);
            problems.Error(
                "configuration",
                at,
                $"\"{name}\" is no setting.",
                near is null ? $"There are {string.Join(", ", known)}." : $"Did you mean \"{near}\"?"
            );
        }

        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        return problems.HasErrors
            ? throw new UsageException($"The configuration cannot be used; {Counted.Of(problems.Count, "mistake")} above.")
            : new ConfigurationFile((ObjectNode)root!);
    }

    /// <summary>The value of an option; null where the file has none.</summary>
    /// <exception cref="UsageException">It is a list or an object.</exception>
    public Setting? Find(string name) =>
        _root[name] switch
        {
            null => null,
            ScalarNode { IsNull: false } scalar => Of(scalar),
            var other => throw Unfit(name, other, "a text or a number"),
        };

    /// <summary>A part that names its values; null where the file has none.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public ObjectNode? Map(string name) =>
        _root[name] switch
        {
            null => null,
            ObjectNode map => map,
            var other => throw Unfit(name, other, "an object"),
        };

    /// <summary>The items of a part that is a list of objects; none where the file has no such part.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public IEnumerable<Node> Objects(string name) =>
        _root[name] switch
        {
            null => [],
            ArrayNode list => list.Items.Select(i => i is ObjectNode ? i : throw Unfit(name, i, "an object in each line of the list")),
            var other => throw Unfit(name, other, "a list of objects"),
        };

    /// <summary>The items of a list, or a single value as a list of one.</summary>
    /// <exception cref="UsageException">It is something else.</exception>
    public IEnumerable<Setting> List(string name) =>
        _root[name] switch
        {
            null => [],
            ArrayNode list => list.Items.Select(i =>
                i is ScalarNode { IsNull: false } scalar ? Of(scalar) : throw Unfit(name, i, "a text in each line of the list")
            ),
            ScalarNode { IsNull: false } scalar => [Of(scalar)],
            var other => throw Unfit(name, other, "a list of texts"),
        };

    /// <summary>The names and texts of an object.</summary>
    public static IEnumerable<(string Name, Setting Value)> Pairs(Node? node) =>
        (node?.Members ?? []).Select(m =>
            (m.Name, m.Value is ScalarNode { IsNull: false } scalar ? Of(scalar) : throw Unfit(m.Name, m.Value, "a text"))
        );

    /// <summary>The text of a value, environment variables filled in.</summary>
    public static Setting Of(ScalarNode scalar) => new(Expand(scalar.Text), ProblemLine.Place(scalar.At));

    /// <summary>Tells that a value has another form than its name asks for, and not the value itself, which may be a secret.</summary>
    public static UsageException Unfit(string name, Node found, string expected) =>
        new(
            $"{ProblemLine.Place(found.At)}: \"{name}\" holds {Form(found)}; expected {expected}. \"conform schema config\" tells the form."
        );

    private static string Form(Node found) =>
        found switch
        {
            ScalarNode { IsNull: true } => "nothing",
            ScalarNode => "a single value",
            _ => found.Describe(),
        };

    private static string Expand(string text) =>
        Variable().Replace(text, match => Environment.GetEnvironmentVariable(match.Groups["name"].Value) ?? "");

    private static void CheckVariables(Node node, Problems problems)
    {
        foreach (var member in node.Members)
            CheckVariables(member.Value, problems);
        foreach (var item in node.Items)
            CheckVariables(item, problems);
        if (node is not ScalarNode { IsNull: false } scalar)
            return;
        foreach (
            var name in Variable()
                .Matches(scalar.Text)
                .Select(m => m.Groups["name"].Value)
                .Where(n => Environment.GetEnvironmentVariable(n) is null)
        )
        {
            problems.Error(
                "configuration",
                node.At,
                $"The environment variable {name} is not set.",
                $"Set it before the run: export {name}=…"
            );
        }
    }

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Variable();
}
