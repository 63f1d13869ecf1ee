using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Contracts.OpenApi;
using Conformance.Documents;
using Conformance.Inference.Observing;

namespace Conformance.Inference;

/// <summary>Guesses from a document, and asks a target what the document leaves open.</summary>
public sealed class TargetInference
{
    private readonly GuessedDocument _read;

    private TargetInference(GuessedDocument read) => _read = read;

    /// <summary>Reads the document; null, with problems, where that cannot be done. Nothing is asked yet.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static TargetInference? Prepare(
        ContractSource source,
        RoleChoices choices,
        Problems problems,
        CancellationToken cancellation = default
    ) => DocumentInference.Read(source, choices, problems, cancellation) is { } read ? new TargetInference(read) : null;

    /// <summary>What is guessed without a target.</summary>
    public InferredSession WithoutTarget() => DocumentInference.Told(_read, null);

    /// <summary>What a target will be asked, and which sessions that ends, a sentence each.</summary>
    /// <param name="users">Their names, at least one.</param>
    public ImmutableArray<string> Plan(IReadOnlyList<string> users) =>
        _read.Guess.Login.First is null ? [] : [.. SessionObserver.Plan(_read.Guess, users)];

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
        var path = baseUrl.AbsolutePath.TrimEnd('/');
        if (path.Length == 0)
            path = ServerPaths.Of(_read.Guess.Api.Root)[0];
        var client = new TargetClient(http, baseUrl.GetLeftPart(UriPartial.Authority) + path, headers);
        var result = await new SessionObserver(_read.Guess, client).ObserveAsync(users, cancellation);
        return result.Seen is { } seen ? (DocumentInference.Told(_read, seen), null) : (null, result.Failure);
    }
}
