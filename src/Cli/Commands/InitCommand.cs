using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Inference;

namespace Conformance.Cli.Commands;

/// <summary><c>conform init</c>.</summary>
internal sealed class InitCommand
{
    private readonly ContractArguments _contracts = new(one: true);
    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "The folder to write; the document's own where it is called openapi.yaml, else one that is named after it.",
        HelpName = "DIR",
    };
    private readonly Option<string[]> _roles = new("--role")
    {
        Description =
            "Decides who plays a role, for example --role logout='POST /signout', or --role refresh=none; may be repeated for several logouts.",
        HelpName = "ROLE=OPERATION",
    };
    private readonly Option<bool> _force = new("--force") { Description = "Writes over an overlay that is there already." };

    private readonly InitTarget _target = new();
    private readonly InitPipeline _pipeline = new();

    private InitCommand() { }

    public static Command Create()
    {
        var init = new InitCommand();
        var command = new Command(
            "init",
            "Finds login, refresh, logouts and protected operations in an OpenAPI document, asks a target with --base-url, and writes what its tokens do as an overlay."
        );
        init._contracts.AddTo(command);
        command.Add(init._output);
        command.Add(init._roles);
        command.Add(init._force);
        foreach (var option in init._target.Options)
            command.Add(option);
        command.Add(init._pipeline.Option);
        command.SetRunner(init.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var source = _contracts.Sources(parsed)[0];
        var problems = new Problems();
        var choices = Choices(parsed);
        _target.Check(parsed);
        var pipeline = _pipeline.IsAsked(parsed, parsed.GetValue(_force));
        if (pipeline && !parsed.GetValue(_force) && ContractFolder.Existing(source) is { } existing)
        {
            await WritePipelineAsync(parsed, existing);
            return ExitCode.Success;
        }

        var prepared = TargetInference.Prepare(source, choices, problems, cancellation);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
        if (prepared is null)
            throw new UsageException(
                $"The document cannot be read; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
            );
        var session = await _target.ObserveAsync(parsed, prepared, cancellation) ?? prepared.WithoutTarget();
        foreach (var line in InferenceTable.Lines(session))
            await Console.Out.WriteLineAsync(line);
        if (session.Overlay is null)
            throw new UsageException(
                "No contract is written: "
                    + (
                        session.Roles.Any(r => r.Role == Role.Login)
                            ? "nothing says where the login takes its credentials. Write an overlay by hand; specs/README.md has one to begin with."
                            : "no operation logs in. Name the one that does with --role login='POST /…'."
                    )
            );
        var folder = ContractFolder.Write(source, session, parsed.GetValue(_output), parsed.GetValue(_force));
        await Console.Out.WriteLineAsync();
        await Console.Out.WriteLineAsync($"Written: {string.Join(", ", folder.Files)}");
        if (pipeline)
            await WritePipelineAsync(parsed, folder.Path);
        var asked = _target.Arguments(parsed);
        await Console.Out.WriteLineAsync(asked is null ? "Next, hold it against its own mock:" : "Next, verify the target:");
        await Console.Out.WriteLineAsync($"  conform verify {ContractFolder.Quoted(folder.Path)} {asked ?? "--mock"}");
        return ExitCode.Success;
    }

    private async Task WritePipelineAsync(ParseResult parsed, string folder)
    {
        foreach (var sentence in _pipeline.Write(parsed, folder, _target.Address(parsed)))
            await Console.Out.WriteLineAsync(sentence);
    }

    /// <summary>What <c>--role</c> says.</summary>
    private RoleChoices Choices(ParseResult parsed)
    {
        var choices = new Dictionary<Role, ImmutableArray<string>>();
        foreach (var text in parsed.GetValue(_roles) ?? [])
        {
            var equals = text.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == text.Length - 1)
                throw new UsageException($"--role \"{text}\" is not ROLE=OPERATION. Write for example --role logout='POST /signout'.");
            var (name, operation) = (text[..equals].Trim(), text[(equals + 1)..].Trim());
            if (!RoleChoices.Names.TryGetValue(name, out var role))
            {
                var near = Nearest.To(name, RoleChoices.Names.Keys);
                throw new UsageException(
                    $"--role \"{text}\": there is no role \"{name}\". {(near is null ? $"The roles are {string.Join(", ", RoleChoices.Names.Keys)}." : $"Did you mean \"{near}\"?")}"
                );
            }

            choices.TryGetValue(role, out var known);
            ImmutableArray<string> before = known.IsDefault ? [] : known;
            if (operation == "none")
            {
                choices[role] = [];
                continue;
            }

            if (operation.Split(' ', StringSplitOptions.RemoveEmptyEntries) is not [var method, ['/', ..] path])
                throw new UsageException(
                    $"--role \"{text}\": \"{operation}\" is no operation. Write the method and the path, for example 'POST /signout'."
                );
            choices[role] = before.Add($"{method.ToUpperInvariant()} {path}");
        }

        return new RoleChoices(choices.ToImmutableDictionary());
    }
}
