using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Documents;

namespace Conformance.Cli.Commands;

/// <summary>What <c>conform init --ci</c> writes: a pipeline that verifies the contract, with all that it needs, so that it leans on no other repository.</summary>
internal sealed class InitPipeline
{
    private const string GitLabEntry = ".gitlab-ci.yml";

    // A file of the repository, and what it is made of.
    private static readonly ImmutableDictionary<string, ImmutableArray<(string Path, string From)>> Services = ImmutableDictionary<
        string,
        ImmutableArray<(string, string)>
    >
        .Empty.Add(
            "github",
            [(".github/actions/conformance/action.yml", "action.yml"), (".github/workflows/conformance.yml", "github.yml")]
        )
        .Add("gitlab", [(".gitlab/conformance.yml", "conformance.yml"), (GitLabEntry, "gitlab.yml")]);

    private readonly Option<string?> _service = new("--ci")
    {
        Description =
            "Writes a pipeline that verifies the contract as well, github or gitlab; a contract that is whole already stays as it is.",
        HelpName = "SERVICE",
    };

    public InitPipeline() => _service.CompletionSources.Add([.. Services.Keys.Order(StringComparer.Ordinal)]);

    public Option Option => _service;

    /// <summary>Whether one is asked for.</summary>
    /// <exception cref="UsageException">For a service that is not known, or over a file that is there.</exception>
    public bool IsAsked(ParseResult parsed, bool force)
    {
        if (parsed.GetValue(_service) is not { } service)
            return false;
        if (!Services.TryGetValue(service, out var files))
        {
            var near = Nearest.To(service, Services.Keys);
            throw new UsageException(
                $"--ci \"{service}\": there is no pipeline for it. {(near is null ? "Say --ci github or --ci gitlab." : $"Did you mean \"{near}\"?")}"
            );
        }

        var root = Root();
        foreach (var path in files.Select(f => Path.Combine(root, f.Path)).Where(p => Path.GetFileName(p) != GitLabEntry && File.Exists(p)))
        {
            if (!force)
                throw new UsageException($"\"{path}\" is there already. Move it away, or write over it with --force.");
        }

        return true;
    }

    /// <summary>Writes it into the repository, and tells what is left to do.</summary>
    /// <param name="folder">The contract's folder.</param>
    /// <param name="baseUrl">The target that the contract was made with; null where there was none.</param>
    /// <returns>Sentences for the user.</returns>
    /// <exception cref="UsageException">The contract lies outside of the repository, or a file cannot be written.</exception>
    public ImmutableArray<string> Write(ParseResult parsed, string folder, string? baseUrl)
    {
        BuiltInFiles.Add(typeof(InitPipeline).Assembly);
        var (root, service) = (Root(), parsed.GetValue(_service)!);
        var contract = Path.GetRelativePath(root, Path.GetFullPath(folder)).Replace('\\', '/');
        if (Path.IsPathRooted(contract) || contract.Split('/')[0] == "..")
            throw new UsageException(
                $"--ci writes into {root}, and the contract \"{folder}\" lies outside of it, where no pipeline finds it. Run the command in the repository that holds the contract."
            );
        var said = new List<string>();
        try
        {
            foreach (var (path, from) in Services[service])
            {
                var text = BuiltInFiles
                    .Text(Path.Combine(AppContext.BaseDirectory, "pipelines", from))
                    .Replace("{contract}", contract.Replace("'", "''", StringComparison.Ordinal), StringComparison.Ordinal)
                    .Replace("{base-url}", baseUrl is null ? "${{ vars.CONFORM_BASE_URL }}" : Quoted(baseUrl), StringComparison.Ordinal)
                    .Replace("'{arguments}'", Quoted(GitLabArguments(baseUrl)), StringComparison.Ordinal);
                var file = Path.Combine(root, path);
                // What the team's own pipeline holds is not ours to write over, by force or not.
                if (path == GitLabEntry && File.Exists(file) && File.ReadAllText(file) != text)
                {
                    said.Add($"{path} is there already. Add to it:");
                    said.AddRange(text.Split('\n').Where(l => l.Length > 0 && !l.StartsWith('#')).Select(l => "  " + l));
                    continue;
                }

                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                File.WriteAllText(file, text);
                said.Add($"Written: {Path.GetRelativePath(Directory.GetCurrentDirectory(), file)}");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"The pipeline cannot be written into {root}: {exception.Message}", exception);
        }

        said.Add(
            (service, baseUrl) switch
            {
                ("github", null) =>
                    "In the repository's settings, the variable CONFORM_BASE_URL names the server, and the secret CONFORM_USERS two test users, NAME:PASSWORD, a line for each.",
                ("github", _) =>
                    "In the repository's settings, the secret CONFORM_USERS names two test users, NAME:PASSWORD, a line for each.",
                (_, null) =>
                    "In the project's settings, the variable CONFORM_BASE_URL names the server, and CONFORM_USER_FILE, of the type File, two test users, NAME:PASSWORD, a line for each.",
                _ =>
                    "In the project's settings, the variable CONFORM_USER_FILE, of the type File, names two test users, NAME:PASSWORD, a line for each.",
            }
        );
        return [.. said];
    }

    private static string GitLabArguments(string? baseUrl) =>
        baseUrl is null ? "--wait-for 60s" : $"--base-url {ContractFolder.Quoted(baseUrl)} --wait-for 60s";

    // As YAML takes it for a text, whatever is in it.
    private static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    // The folder of the repository, or the current one where there is none above it.
    private static string Root()
    {
        var current = Directory.GetCurrentDirectory();
        for (var folder = current; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (Path.Exists(Path.Combine(folder, ".git")))
                return folder;
        }

        return current;
    }
}
