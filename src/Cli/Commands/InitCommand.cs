using System.Collections.Immutable;
using System.CommandLine;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Inference;

namespace Conformance.Cli.Commands;

/// <summary><c>conform init</c>.</summary>
internal sealed class InitCommand
{
    private readonly ContractArguments _contracts = new(one: true, optional: true);
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
    private readonly Option<string?> _login = new("--login")
    {
        Description =
            "The operation that logs in, the same as --role login=…; without a document it may say what that takes: --login 'POST /login {\"mail\": \"{user}\", \"secret\": \"{password}\"}', or as a form, mail={user}&secret={password}.",
        HelpName = "OPERATION",
    };
    private readonly Option<string[]> _probes = new("--probe")
    {
        Description = "An operation that needs a login, the same as --role protected=…; may be repeated.",
        HelpName = "OPERATION",
    };
    private readonly Option<string[]> _logouts = new("--logout")
    {
        Description =
            "The operation that logs out, the same as --role logout=…; may be repeated. Without a document it may say what it takes: 'POST /revoke token={token}', or {refresh} for the refresh token.",
        HelpName = "OPERATION",
    };
    private readonly Option<string?> _refresh = new("--refresh")
    {
        Description = "The operation that exchanges a refresh token, the same as --role refresh=….",
        HelpName = "OPERATION",
    };
    private readonly Option<string?> _har = new("--har")
    {
        Description =
            "A browser's recording of a login, a use and a logout (HTTP Archive) in place of a document; no secret of it is written.",
        HelpName = "FILE",
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
            "Finds login, refresh, logouts and protected operations in an OpenAPI document, in a browser's recording, or at a target by their names, and writes what tokens do as a contract."
        );
        init._contracts.AddTo(command);
        command.Add(init._output);
        foreach (var option in (Option[])[init._roles, init._login, init._probes, init._logouts, init._refresh, init._har])
            command.Add(option);
        command.Add(init._force);
        foreach (var option in init._target.Options)
            command.Add(option);
        command.Add(init._pipeline.Option);
        command.SetRunner(init.RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var problems = new Problems();
        var choices = Choices(parsed);
        _target.Check(parsed);
        var pipeline = _pipeline.IsAsked(parsed, parsed.GetValue(_force));
        if (
            pipeline
            && !parsed.GetValue(_force)
            && _contracts.Names(parsed).Count > 0
            && ContractFolder.Existing(_contracts.Sources(parsed)[0]) is { } existing
        )
        {
            await WritePipelineAsync(parsed, existing);
            return ExitCode.Success;
        }

        var (source, prepared) = Prepare(parsed, choices, problems, cancellation);
        foreach (var problem in problems)
            await Console.Error.WriteLineAsync(ProblemLine.Of(problem));
        if (prepared is null)
            throw new UsageException(
                $"The {(parsed.GetValue(_har) is null ? "document" : "recording")} cannot be read; {Counted.Of(problems.Count(p => p.Severity == Severity.Error), "error")} above."
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

    // A document, a recording in its place, or the names of operations and a target.
    private (ContractSource Source, TargetInference? Prepared) Prepare(
        ParseResult parsed,
        RoleChoices choices,
        Problems problems,
        CancellationToken cancellation
    )
    {
        var har = parsed.GetValue(_har);
        if (_contracts.Names(parsed).Count > 0)
        {
            if (har is not null)
                throw new UsageException("--har takes the place of a document, and a document is named as well. Leave one of them out.");
            if (!choices.Bodies.IsEmpty)
                throw new UsageException("What an operation takes the document says. Write the method and the path alone.");
            var source = _contracts.Sources(parsed)[0];
            return (source, TargetInference.Prepare(source, choices, problems, cancellation));
        }

        if (har is not null)
            return (Unwritten(Path.GetFileNameWithoutExtension(har)), TargetInference.PrepareRecording(har, choices, problems));
        if (_target.Server(parsed) is not { } address)
            throw new UsageException(
                "Nothing is named to find a session in. Name an OpenAPI document, a recording with --har FILE, or a target and its operations: -u URL --user NAME:PASSWORD --login 'POST /login' --probe 'GET /me' --logout 'POST /logout'."
            );
        foreach (
            var (role, option) in (ReadOnlySpan<(Role, string)>)
                [(Role.Login, "--login 'POST /login'"), (Role.Protected, "--probe 'GET /me'"), (Role.Logout, "--logout 'POST /logout'")]
        )
        {
            if (!choices.Operations.ContainsKey(role))
                throw new UsageException(
                    $"Without a document the operations have to be named, and {option.Split(' ')[0]} is not. Write for example {option}."
                );
        }

        return (Unwritten(address.Host), TargetInference.PrepareNames(choices, address));
    }

    // Named as a contract of a document on the web is, so that it is written to a folder of that name.
    private static ContractSource Unwritten(string name) =>
        ContractSource.FromUrl($"http://conform.invalid/{Uri.EscapeDataString(name.Replace('.', '-'))}.yaml");

    /// <summary>What <c>--role</c>, and its short forms, say.</summary>
    private RoleChoices Choices(ParseResult parsed)
    {
        var choices = new Dictionary<Role, ImmutableArray<string>>();
        var bodies = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] all =
        [
            .. parsed.GetValue(_roles) ?? [],
            .. Named(Role.Login, "login", _login, parsed.GetValue(_login) is { } login ? [login] : []),
            .. Named(Role.Protected, "protected", _probes, parsed.GetValue(_probes) ?? []),
            .. Named(Role.Logout, "logout", _logouts, parsed.GetValue(_logouts) ?? []),
            .. Named(Role.Refresh, "refresh", _refresh, parsed.GetValue(_refresh) is { } refresh ? [refresh] : []),
        ];
        foreach (var text in all)
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

        return new RoleChoices(choices.ToImmutableDictionary()) { Bodies = bodies.ToImmutableDictionary() };

        // POST /login {"mail": "{user}", "secret": "{password}"}
        IEnumerable<string> Named(Role role, string name, Option option, IEnumerable<string> texts)
        {
            foreach (var text in texts)
            {
                if (text.Split(' ', 3, StringSplitOptions.RemoveEmptyEntries) is not [var method, var path, var body])
                {
                    yield return $"{name}={text}";
                    continue;
                }

                if (!TargetInference.IsBody(role, body.Trim()))
                    throw new UsageException(
                        role == Role.Login
                            ? $"{option.Name} says that it takes \"{body.Trim()}\", which is neither a JSON object nor a form with {{user}} and {{password}} where they go. Write for example {option.Name} '{method} {path} {{\"mail\": \"{{user}}\", \"secret\": \"{{password}}\"}}'."
                            : $"{option.Name} says that it takes \"{body.Trim()}\", which is neither a JSON object nor a form with {{token}} or {{refresh}} where it goes. Write for example {option.Name} '{method} {path} token={{token}}'."
                    );
                bodies[$"{method.ToUpperInvariant()} {path}"] = body.Trim();
                yield return $"{name}={method} {path}";
            }
        }
    }
}
