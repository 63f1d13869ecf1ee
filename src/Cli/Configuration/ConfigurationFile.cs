using System.Text;
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
        "users",
        "tokens",
        "values",
        "features",
        "steps",
        "readings",
        "report",
        "requirements",
    ];

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
        foreach (var (name, at, value) in root?.Members ?? [])
        {
            if (Structured.Contains(name) || options.Contains(name))
            {
                CheckVariables(value, problems);
                continue;
            }

            var near = Nearest.To(name, [.. Structured, .. options]);
            problems.Error(
                "configuration",
                at,
                $"\"{name}\" is no setting.",
                near is null
                    ? $"There are {string.Join(", ", Structured.Concat(options).Order(StringComparer.Ordinal))}."
                    : $"Did you mean \"{near}\"?"
            );
        }

        foreach (var problem in problems)
            Console.Error.WriteLine(ProblemLine.Of(problem));
        return problems.HasErrors
            ? throw new UsageException($"The configuration cannot be used; {Counted.Of(problems.Count, "mistake")} above.")
            : new ConfigurationFile((ObjectNode)root!);
    }

    /// <summary>The value of an option; null where the file has none.</summary>
    public Setting? Find(string name) => _root[name] is ScalarNode { IsNull: false } scalar ? Of(scalar) : null;

    /// <summary>A part that is no plain value; null where the file has none.</summary>
    public Node? Part(string name) => _root[name];

    /// <summary>The items of a list, or a single value as a list of one.</summary>
    public IEnumerable<Setting> List(string name) =>
        _root[name] switch
        {
            null => [],
            ArrayNode list => list.Items.OfType<ScalarNode>().Select(Of),
            ScalarNode scalar => [Of(scalar)],
            var other => throw new UsageException($"{other.At}: \"{name}\" is {other.Describe()}; expected a list of texts."),
        };

    /// <summary>The names and texts of an object.</summary>
    public static IEnumerable<(string Name, Setting Value)> Pairs(Node? node) =>
        (node?.Members ?? []).Select(m =>
            (
                m.Name,
                m.Value is ScalarNode scalar
                    ? Of(scalar)
                    : throw new UsageException($"{m.Value.At}: \"{m.Name}\" is {m.Value.Describe()}; expected a text.")
            )
        );

    /// <summary>The text of a value, environment variables filled in.</summary>
    public static Setting Of(ScalarNode scalar) => new(Expand(scalar.Text), ProblemLine.Place(scalar.At));

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

    [GeneratedRegex(@"\$\{(?<name>[A-Za-z_][A-Za-z0-9_]*)\}", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Variable();
}
