using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Results;

namespace Conformance.Cli.Output;

/// <summary>Makes a command line that logs a user in, ready to paste: the request is the one that a verifier would send.</summary>
internal sealed class LoginCurl
{
    private readonly MountedContract _mount;
    private readonly string _address;
    private readonly RequestBuilder _builder;

    private LoginCurl(MountedContract mount, string address)
    {
        (_mount, _address) = (mount, address);
        _builder = new RequestBuilder(mount.Contract, new Target { BaseUrl = new Uri(address), OtherCredentials = Target.AnyCredentials });
    }

    /// <summary>The commands: first those that put the token of an app into a variable, where the login presents one. Where the
    /// contract has no login, the one that has the control API begin a session; empty where it says nothing about tokens.</summary>
    public static IEnumerable<string> Lines(MountedContract mount, string address, Account account)
    {
        var curl = new LoginCurl(mount, address);
        if (mount.Contract.Roles.Login is not { Session: { } session } login)
            return mount.Contract.Session is null ? [] : [curl.OutsideLogin(account)];
        var (lines, variables) = (new List<string>(), new Dictionary<int, string>());
        foreach (var kind in session.Slots.Select(s => s.Kind).Distinct())
        {
            if (mount.Contract.Roles.PreloginOf(kind) is not { } prelogin)
                continue;
            variables[kind] = VariableOf(mount.Contract.Session!.Policy.Kinds[kind].Name);
            lines.Add(curl.Assignment(variables[kind], prelogin, prelogin.Session!.Issued.First(i => i.Kind == kind).Place));
        }

        lines.Add(curl.Command(login, variables, new UserCredentials(account.Name, account.Password), ShowsHeaders(session)));
        return lines;
    }

    // The login stands outside of the contract.
    private string OutsideLogin(Account account)
    {
        var body = new JsonObject { ["user"] = account.Name, ["contract"] = _mount.Contract.Name };
        return new CurlCommand("curl -s", CurlCommand.InSingleQuotes).With(
            "POST",
            $"{_address}/__admin/sessions",
            [new HeaderLine("Content-Type", "application/json")],
            body.ToJsonString()
        );
    }

    private string Assignment(string variable, Operation operation, Expression place)
    {
        var inBody = place.Source == ExpressionSource.ResponseBody;
        var name = inBody ? place.Pointer!.Segments.LastOrDefault("") : place.Name!;
        var found =
            inBody ? $"s/.*\"{Escaped(name)}\" *: *\"\\([^\"]*\\)\".*/\\1/p"
            : place.Source == ExpressionSource.ResponseCookie ? $"s/^[Ss]et-[Cc]ookie: *{Escaped(name)}=\\([^;]*\\).*/\\1/p"
            : $"s/^{Escaped(name)}: *\\(.*\\).$/\\1/p";
        return $"{variable}=$({Command(operation, [], user: null, showsHeaders: !inBody)} | sed -n '{found}')";
    }

    private string Command(Operation operation, Dictionary<int, string> variables, UserCredentials? user, bool showsHeaders)
    {
        var marks = variables.ToDictionary(v => v.Key, v => $"conform-variable-{v.Value}-");
        var draft = _builder.Build(operation, marks, user);
        var url = $"{_address}{_mount.Prefix}{PathKey.Encoded(operation.BasePaths[0])}{draft.Resource}";
        var command = new CurlCommand(showsHeaders ? "curl -s -i" : "curl -s", Word);
        return draft.FormParts is { } parts
            ? command.WithParts(draft.Method, url, draft.Headers.Where(IsNeeded), parts)
            : command.With(draft.Method, url, draft.AllHeaders.Where(IsNeeded), draft.Text);

        // A variable is the shell's to fill in; all else is in single quotes, where nothing has a meaning.
        string Word(string text)
        {
            foreach (var (kind, variable) in variables)
            {
                if (text.Contains(marks[kind], StringComparison.Ordinal))
                    return string.Join(
                        $"\"${variable}\"",
                        text.Split(marks[kind]).Select(t => t.Length == 0 ? "" : CurlCommand.InSingleQuotes(t))
                    );
            }

            return CurlCommand.InSingleQuotes(text);
        }
    }

    // What curl says of itself and takes is as good.
    private static bool IsNeeded(HeaderLine header) => header.Name is not ("User-Agent" or "Accept");

    // A token in a cookie or a header is not in the body that curl shows.
    private static bool ShowsHeaders(OperationSession session) => session.Issued.Any(i => i.Place.Source != ExpressionSource.ResponseBody);

    private static string VariableOf(string kind) => string.Concat(kind.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));

    // Within a pattern of sed these have a meaning.
    private static string Escaped(string name) =>
        string.Concat(name.Select(c => c is '.' or '*' or '[' or ']' or '^' or '$' or '/' or '\\' ? $"\\{c}" : $"{c}"));
}
