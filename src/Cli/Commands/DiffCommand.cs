using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Comparison;
using Conformance.Contracts;
using Conformance.Documents;
using Conformance.Reporting;
using Conformance.Reporting.Changes;

namespace Conformance.Cli.Commands;

/// <summary><c>conform diff</c>.</summary>
internal sealed class DiffCommand
{
    private readonly Argument<string?> _old = new("OLD")
    {
        Description = "The version that clients rely on: a contract, a file, a folder, a URL, or git:REV:path.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Argument<string?> _new = new("NEW") { Description = "The version that is to come.", Arity = ArgumentArity.ZeroOrOne };

    private readonly Option<string[]> _overlays = new("--overlay")
    {
        Description = "An overlay to apply to both; may be repeated.",
        HelpName = "FILE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<string[]> _allow = new("--allow")
    {
        Description = "Lets changes of this rule pass; may be repeated.",
        HelpName = "RULE",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _strict = new("--strict") { Description = "Lets unclear changes fail as well." };

    private readonly Option<string[]> _report = new("--report")
    {
        Description = "Writes reports: json, markdown, sarif, each with =PATH, or github.",
        HelpName = "FORMAT=PATH,...",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<bool> _rules = new("--rules") { Description = "Lists the rules, and compares nothing." };
    private readonly Option<bool> _verbose = new("--verbose", "-v") { Description = "Lists compatible changes as well." };

    public static Command Create()
    {
        var diff = new DiffCommand();
        var command = new Command(
            "diff",
            "Tells what changed between two versions of a contract: for clients, and for sessions. Exit code 1 where it breaks them."
        );
        command.Add(diff._old);
        command.Add(diff._new);
        foreach (var option in (Option[])[diff._overlays, diff._allow, diff._strict, diff._report, diff._rules, diff._verbose])
            command.Add(option);
        command.SetRunner(diff.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(_rules))
        {
            foreach (var rule in ChangeRules.All)
                Console.WriteLine($"{rule.Effect.ToString().ToLowerInvariant(), -10}  {rule.Id, -34}  {rule.Statement}");
            return ExitCode.Success;
        }

        if (parsed.GetValue(_old) is not { } oldName || parsed.GetValue(_new) is not { } newName)
            throw new UsageException(
                "diff takes two versions, OLD and NEW. Write for example: conform diff git:main:openapi.yaml openapi.yaml"
            );
        var allowed = (parsed.GetValue(_allow) ?? []).ToImmutableHashSet(StringComparer.Ordinal);
        foreach (var id in allowed.Where(id => ChangeRules.All.All(r => r.Id != id)))
        {
            var near = Nearest.To(id, ChangeRules.All.Select(r => r.Id));
            throw new UsageException(
                $"--allow {id} names no rule. {(near is null ? "\"conform diff --rules\" lists them." : $"Did you mean {near}?")}"
            );
        }

        var reports = Reports(parsed);
        using var old = await Version.ReadAsync(oldName, parsed.GetValue(_overlays) ?? [], cancellation);
        using var now = await Version.ReadAsync(newName, parsed.GetValue(_overlays) ?? [], cancellation);
        var changes = ContractComparison.Of(old.Contract, now.Contract);
        var report = new ChangeReport(
            ReportArgument.Tool,
            oldName,
            newName,
            parsed.GetValue(_strict),
            [.. changes.Select(c => c with { At = c.At with { File = now.Shown(old.Shown(c.At.File)) } })],
            allowed
        );
        report.WriteText(reports.Exists(r => r.TakesStandardOutput) ? Console.Error : Console.Out, parsed.GetValue(_verbose));
        var faults = reports.Select(r => report.Write(r.Format, r.Path)).OfType<string>().ToList();
        foreach (var fault in faults)
            ReportArgument.Tell(fault);
        return faults.Count > 0 ? ExitCode.Usage
            : report.HasFailed ? ExitCode.Failed
            : ExitCode.Success;
    }

    private List<ReportRequest> Reports(ParseResult parsed)
    {
        var requests = new List<ReportRequest>();
        foreach (var text in parsed.GetValue(_report) ?? [])
        {
            if (!ReportRequest.TryParse(text, out var asked, out var error))
                throw new UsageException($"--report: {error}");
            if (asked.FirstOrDefault(a => !ChangeReport.Formats.Contains(a.Format)) is { } other)
                throw new UsageException(
                    $"--report: changes have no report \"{ReportFormats.NameOf(other.Format)}\". Write one of {string.Join(", ", ChangeReport.Formats.Select(ReportFormats.NameOf))}."
                );
            requests.AddRange(asked);
        }

        return requests;
    }

    /// <summary>A version that was named, and what it was read from.</summary>
    private sealed class Version(Contract contract, GitRevision? revision) : IDisposable
    {
        public Contract Contract => contract;

        public static async Task<Version> ReadAsync(string name, IReadOnlyList<string> overlays, CancellationToken cancellation)
        {
            var revision = name.StartsWith(GitRevision.Prefix, StringComparison.Ordinal)
                ? await GitRevision.TakeAsync(name, cancellation)
                : null;
            try
            {
                var source = ContractArguments.Source(revision?.Path ?? name);
                var problems = new Problems();
                var contract = Contracts.Loading.ContractLoader.Load(
                    source with
                    {
                        Overlays = [.. source.Overlays, .. overlays],
                    },
                    ImmutableDictionary<string, string>.Empty,
                    Samples.SampleSource.Of,
                    problems,
                    cancellation
                );
                if (contract is not null)
                    return new Version(contract, revision);
                foreach (var problem in problems.Where(p => p.Severity == Severity.Error))
                    await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
                throw new UsageException(
                    $"{name} cannot be compared; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
                );
            }
            catch
            {
                revision?.Dispose();
                throw;
            }
        }

        /// <summary>A file as it is shown.</summary>
        public string Shown(string file) => revision?.Shown(file) ?? file;

        public void Dispose() => revision?.Dispose();
    }
}
