using System.CommandLine;
using Conformance.Inference;
using Conformance.MockServer.Engine.State;

namespace Conformance.Cli.Commands;

/// <summary>The target that <c>conform init</c> asks.</summary>
internal sealed class InitTarget
{
    private readonly Option<string?> _baseUrl = new("--base-url", "-u")
    {
        Description = "A target to ask what the document leaves open; a path takes the place of the documented server's.",
        HelpName = "URL",
    };
    private readonly Option<string[]> _users = new("--user")
    {
        Description = "A test user to log in with; a second one shows whether a logout ends the session of another user.",
        HelpName = "NAME:PASSWORD",
    };
    private readonly Option<string[]> _headers = new("--header", "-H")
    {
        Description = "A header for every request; may be repeated.",
        HelpName = "'NAME: VALUE'",
    };
    private readonly Option<bool> _yes = new("--yes", "-y") { Description = "Asks the target without asking you first, as in CI." };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Takes any certificate of the target." };

    public IEnumerable<Option> Options => [_baseUrl, _users, _headers, _yes, _insecure];

    /// <summary>Where the target is, as the user wrote it; null where there is none.</summary>
    public string? Address(ParseResult parsed) => parsed.GetValue(_baseUrl);

    /// <summary>Sees that what was given can be used, before anything is done.</summary>
    public void Check(ParseResult parsed)
    {
        if (parsed.GetValue(_baseUrl) is null)
        {
            if (parsed.GetValue(_users) is { Length: > 0 })
                throw new UsageException("--user goes with --base-url. Name the target that the user logs in at.");
            return;
        }

        _ = BaseUrl(parsed);
        if (Users(parsed).Count == 0)
            throw new UsageException(
                "--base-url goes with a test user that may be logged out. Write for example --user alice@example.com:secret."
            );
        _ = Headers(parsed);
    }

    /// <summary>The same as an address.</summary>
    public Uri? Server(ParseResult parsed) => parsed.GetValue(_baseUrl) is null ? null : BaseUrl(parsed);

    /// <summary>Tells what will be done, asks whether it may, and does it; null where there is no target.</summary>
    /// <exception cref="UsageException">The target was not reached, or nobody may log in there.</exception>
    public async Task<InferredSession?> ObserveAsync(ParseResult parsed, TargetInference prepared, CancellationToken cancellation)
    {
        if (parsed.GetValue(_baseUrl) is null)
            return null;
        var (baseUrl, users) = (BaseUrl(parsed), Users(parsed));
        var plan = prepared.Plan([.. users.Select(u => u.Name)]);
        if (plan.IsEmpty)
            return null;
        await Console.Out.WriteLineAsync($"Asked of {baseUrl}:");
        foreach (var sentence in plan)
            await Console.Out.WriteLineAsync($"  {sentence}");
        if (!parsed.GetValue(_yes))
            await AskAsync();
        await Console.Out.WriteLineAsync();
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false };
        if (parsed.GetValue(_insecure))
#pragma warning disable CA5359 // The user asked for it, for test environments with certificates of their own making.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        using var http = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(10), MaxResponseContentBufferSize = 4 << 20 };
        try
        {
            var (session, failure) = await prepared.ObserveAsync(http, baseUrl, users, Headers(parsed), cancellation);
            return session ?? throw new UsageException(failure!);
        }
        catch (HttpRequestException exception)
        {
            throw new UsageException($"{baseUrl} cannot be asked: {exception.Message}", exception);
        }
        catch (TaskCanceledException exception) when (!cancellation.IsCancellationRequested)
        {
            throw new UsageException($"{baseUrl} did not answer within ten seconds.", exception);
        }
    }

    /// <summary>What <c>conform verify</c> needs to be told of the target; null where there is none. Passwords are left out where the output is kept.</summary>
    public string? Arguments(ParseResult parsed)
    {
        if (parsed.GetValue(_baseUrl) is not { } url)
            return null;
        var users = Users(parsed)
            .Select(u => $"--user {ContractFolder.Quoted($"{u.Name}:{(Console.IsOutputRedirected ? "PASSWORD" : u.Password)}")}");
        var headers = (parsed.GetValue(_headers) ?? []).Select(h =>
            $"-H {ContractFolder.Quoted(Console.IsOutputRedirected ? h.Split(':')[0] + ": VALUE" : h)}"
        );
        return string.Join(' ', users.Concat(headers).Prepend($"-u {ContractFolder.Quoted(url)}"));
    }

    private static async Task AskAsync()
    {
        if (Console.IsInputRedirected)
            throw new UsageException(
                "Nothing was asked of the target, since nobody is here to allow it. Say --yes where that is what you want."
            );
        await Console.Out.WriteAsync("Go on? [y/N] ");
        if (Console.ReadLine()?.Trim() is not ("y" or "Y" or "yes"))
            throw new UsageException("Nothing was asked of the target.");
    }

    private Uri BaseUrl(ParseResult parsed) =>
        Uri.TryCreate(parsed.GetValue(_baseUrl), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? address
            : throw new UsageException(
                $"--base-url \"{parsed.GetValue(_baseUrl)}\" is no http or https address. Write for example https://staging.example/api."
            );

    private List<(string Name, string Password)> Users(ParseResult parsed) =>
        [
            .. (parsed.GetValue(_users) ?? []).Select(text =>
                Account.Parse(text) is { } account
                    ? (account.Name, account.Password)
                    : throw new UsageException("--user is not NAME:PASSWORD. Write for example --user carol@example.com:secret-123.")
            ),
        ];

    private List<(string Name, string Value)> Headers(ParseResult parsed) =>
        [
            .. (parsed.GetValue(_headers) ?? []).Select(text =>
                text.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
                    ? (text[..colon].Trim(), text[(colon + 1)..].Trim())
                    : throw new UsageException($"--header \"{text}\" is no header. Write for example --header 'X-Environment: test'.")
            ),
        ];
}
