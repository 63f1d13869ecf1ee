using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Recording;
using Conformance.Inference.Surface;

namespace Conformance.Inference;

/// <summary>Guesses from a document, a recording or the names of operations, and asks a target what they leave open.</summary>
public sealed class TargetInference
{
    private readonly GuessedDocument? _read;
    private readonly Observation? _recorded;
    private readonly ImmutableArray<string> _sentences = [];
    private readonly LoginSearch? _search;
    private readonly RoleChoices _choices;
    private readonly string _title;
    private readonly Uri? _server;

    private TargetInference(GuessedDocument read, Observation? recorded, ImmutableArray<string> sentences)
    {
        (_read, _recorded, _sentences, _choices, _title) = (read, recorded, sentences, RoleChoices.None, read.Title);
    }

    private TargetInference(RoleChoices choices, Uri server, string title)
    {
        (_choices, _server, _title) = (choices, server, title);
        _search = new LoginSearch(choices, server, title);
    }

    /// <summary>Reads the document; null, with problems, where that cannot be done. Nothing is asked yet.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TargetInference? Prepare(
        ContractSource source,
        RoleChoices choices,
        Problems problems,
        CancellationToken cancellation = default
    ) => DocumentInference.Read(source, choices, problems, cancellation) is { } read ? new TargetInference(read, null, []) : null;

    /// <summary>Reads a browser's recording (HAR) of a login, a use and a logout in a document's place; null, with problems, where it shows no login. No secret of it is kept.</summary>
    /// <param name="path">The file.</param>
    public static TargetInference? PrepareRecording(string path, RoleChoices choices, Problems problems)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(problems);
        var title = Path.GetFileNameWithoutExtension(path);
        if (SessionRecording.Read(path, title, choices, problems) is not { } recorded)
            return null;
        var read = DocumentInference.Guessed(recorded.Document, recorded.Choices, title);
        return new TargetInference(read, Observed(read.Guess, recorded), recorded.Sentences);
    }

    /// <summary>Takes the names of operations for all that is known of a target: a login, an operation that needs one, and mostly a logout.</summary>
    /// <param name="choices">Among them a login and a protected operation.</param>
    /// <param name="server">Where their paths begin.</param>
    /// <exception cref="ArgumentException">There is no login or no protected operation, or a body says not where what is to be sent goes.</exception>
    public static TargetInference PrepareNames(RoleChoices choices, Uri server)
    {
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(server);
        foreach (var role in (Role[])[Role.Login, Role.Protected])
        {
            if (!choices.Operations.TryGetValue(role, out var operations) || operations.IsEmpty)
                throw new ArgumentException($"No operation plays the role {role}.", nameof(choices));
        }

        foreach (
            var (operation, body) in choices.Bodies.Where(b =>
                !IsBody(b.Key == choices.Operations[Role.Login][0] ? Role.Login : Role.Logout, b.Value)
            )
        )
            throw new ArgumentException($"The body of {operation} says not where what is to be sent goes: {body}", nameof(choices));
        return new TargetInference(choices, server, server.Authority);
    }

    /// <summary>
    /// Whether the body of an operation, JSON or <c>a=b&amp;c=d</c>, can be read and says where what is to be sent goes: of a login <c>{user}</c> and <c>{password}</c>, of another one
    /// <c>{token}</c> or <c>{refresh}</c>.
    /// </summary>
    public static bool IsBody(Role role, string body) => role == Role.Login ? LoginSearch.IsLogin(body) : LoginSearch.TakesToken(body);

    /// <summary>Whether there is nothing to tell before a target was asked.</summary>
    public bool NeedsTarget => _search is not null;

    /// <summary>What is guessed without a target.</summary>
    /// <exception cref="InvalidOperationException">Nothing is known without one.</exception>
    public InferredSession WithoutTarget()
    {
        var session = DocumentInference.Told(
            _read ?? throw new InvalidOperationException("Without a document a target has to be asked."),
            _recorded
        );
        return session with { Observed = [.. session.Observed, .. _sentences] };
    }

    /// <summary>What a target will be asked, and which sessions that ends, a sentence each.</summary>
    /// <param name="users">Their names, at least one.</param>
    public ImmutableArray<string> Plan(IReadOnlyList<string> users)
    {
        ArgumentNullException.ThrowIfNull(users);
        if (_read is not null)
            return _read.Guess.Login.First is null ? [] : [.. SessionObserver.Plan(_read.Guess, users)];
        var login = _choices.Operations[Role.Login][0];
        return
        [
            $"{login}: as {users[0]}, {(_search!.Most == 1 ? "in the form that you wrote" : $"in up to {_search.Most} forms until one is taken: JSON, a form, HTTP Basic, under the usual names")}",
            .. SessionObserver.Plan(
                DocumentInference.Guess(DescribedApi.Of(_search!.Document(new LoginForm(null, []), null)), _choices),
                users
            ),
        ];
    }

    /// <summary>Asks the target. What it was given is presented there alone, and kept in memory alone.</summary>
    /// <param name="http">Keeps no cookie and follows no redirect.</param>
    /// <param name="baseUrl">Its path takes the place of the documented server's.</param>
    /// <param name="users">Names and passwords, at least one; the second one is another user.</param>
    /// <param name="headers">For every request.</param>
    /// <returns>What was found, or null with a sentence why nothing was.</returns>
    /// <exception cref="HttpRequestException">The target was not reached.</exception>
    public async Task<(InferredSession? Session, string? Failure)> ObserveAsync(
        HttpClient http,
        Uri baseUrl,
        IReadOnlyList<(string Name, string Password)> users,
        IReadOnlyList<(string Name, string Value)> headers,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(baseUrl);
        ArgumentNullException.ThrowIfNull(users);
        if (_read is null)
            return await ObserveNamedAsync(new TargetClient(http, Root(baseUrl, _server!.AbsolutePath), headers), users, cancellation);
        var client = new TargetClient(http, Root(baseUrl, ServerPaths.Of(_read.Guess.Api.Root)[0]), headers);
        var result = await new SessionObserver(_read.Guess, client).ObserveAsync(users, cancellation);
        return result.Seen is { } seen ? (DocumentInference.Told(_read, seen), null) : (null, result.Failure);
    }

    private static string Root(Uri baseUrl, string documented)
    {
        var path = baseUrl.AbsolutePath.TrimEnd('/');
        return baseUrl.GetLeftPart(UriPartial.Authority) + (path.Length == 0 ? documented.TrimEnd('/') : path);
    }

    // First how the login wants to be asked; then all that is asked where there is a document; then the document of what was said.
    private async Task<(InferredSession? Session, string? Failure)> ObserveNamedAsync(
        TargetClient client,
        IReadOnlyList<(string Name, string Password)> users,
        CancellationToken cancellation
    )
    {
        var (form, answer, failure) = await _search!.FindAsync(client, users[0], cancellation);
        if (form is null)
            return (null, failure);
        var guess = DocumentInference.Guess(DescribedApi.Of(_search.Document(form, answer)), _choices);
        var result = await new SessionObserver(guess, client).ObserveAsync(users, cancellation);
        if (result.Seen is not { } seen)
            return (null, result.Failure);
        string[] secrets =
        [
            .. users.SelectMany(u => new[] { u.Name, u.Password }),
            .. client.Exchanges.SelectMany(e => e.Answer.Tokens()).Select(t => t.Value),
        ];
        // What was not taken tells nothing of the login; a wrong password does.
        var said = client.Exchanges.Where(e => e.Operation != _choices.Operations[Role.Login][0] || form.IsOf(e));
        var document = new ObservedDocument(secrets, _search.Told).Write(_title, _server!, [.. said]);
        var read = DocumentInference.Guessed(document, _choices, _title);
        var probes = read.Guess.Api.Operations.Where(o => seen.Probes.Any(p => p.ToString() == o.ToString()));
        return (DocumentInference.Told(read, seen with { Probes = [.. probes] }), null);
    }

    private static Observation? Observed(SessionGuess guess, RecordedRoles recorded) =>
        recorded.Carrier is not { } seen
            ? null
            : new Observation(
                seen.Carrier,
                seen.Access,
                seen.Refresh,
                [.. guess.Probes.Taken.Select(c => c.Operation)],
                seen.Format,
                seen.Login,
                seen.Missing,
                null,
                seen.Revoked,
                seen.Credentials,
                false,
                Tolerated.Nothing,
                null,
                null,
                []
            );
}
