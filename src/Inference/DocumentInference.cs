using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Swagger;
using Conformance.Documents;
using Conformance.Inference.Observing;
using Conformance.Inference.Overlays;
using Conformance.Inference.Places;
using Conformance.Inference.Roles;
using Conformance.Inference.Surface;

namespace Conformance.Inference;

/// <summary>Guesses from a document alone which operation plays which role, and where tokens travel.</summary>
public static class DocumentInference
{
    /// <summary>Reads a document and guesses; null, with problems, where there is no document that can be read, or where a choice names an operation that it does not have.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public static InferredSession? Infer(
        ContractSource source,
        RoleChoices choices,
        Problems problems,
        CancellationToken cancellation = default
    )
    {
        return TargetInference.Prepare(source, choices, problems, cancellation)?.WithoutTarget();
    }

    /// <summary>A guess with what it was made of; null, with problems, where there is no document.</summary>
    internal static GuessedDocument? Read(ContractSource source, RoleChoices choices, Problems problems, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(choices);
        ArgumentNullException.ThrowIfNull(problems);
        if (DocumentSources.Read(source, problems, [], cancellation) is not { } bundle)
            return null;
        if (!SwaggerConverter.Applies(bundle.Root) && DocumentCompiler.VersionOf(bundle.Root, problems) is null)
            return null;
        if (ContractLoader.Merge(source, bundle.Root, problems, [], cancellation) is not { } root)
            return null;
        var api = DescribedApi.Of(root);
        if (!ChoicesExist(api, choices, problems))
            return null;
        return new GuessedDocument(Guess(api, choices), $"The session of {Title(root, source)}", bundle.Root, bundle.Files.IsEmpty);
    }

    /// <summary>A guess of a document that nobody wrote down.</summary>
    internal static GuessedDocument Guessed(Node document, RoleChoices choices, string title) =>
        new(Guess(DescribedApi.Of(document), choices), $"The session of {title}", document, false);

    internal static SessionGuess Guess(DescribedApi api, RoleChoices choices)
    {
        var login = Chosen(api, choices, Role.Login) ?? RoleSearch.Login(api);
        var logouts = Chosen(api, choices, Role.Logout) ?? RoleSearch.Logouts(api, login.First);
        var refresh = Chosen(api, choices, Role.Refresh) ?? RoleSearch.Refresh(api, login.First);
        var ended = logouts.Taken.Select(c => c.Operation).ToList();
        var carriers = CarrierSearch.Find(api, login.First, ended);
        var scheme = carriers.FirstOrDefault()?.Scheme;
        var probes =
            Chosen(api, choices, Role.Protected)
            ?? RoleSearch.Probes(
                api,
                scheme is null ? null : s => s == scheme,
                ended.Concat(new[] { login.First, refresh.First }.OfType<DescribedOperation>())
            );
        return new SessionGuess(
            api,
            login,
            refresh,
            logouts,
            probes,
            carriers,
            refresh.First is { } operation ? RefreshPlace.OfRefresh(api, operation, carriers.FirstOrDefault()) : null,
            logouts.First is { } logout ? RefreshPlace.OfLogout(api, logout) : null
        );
    }

    private static RoleFinding? Chosen(DescribedApi api, RoleChoices choices, Role role) =>
        choices.Operations.TryGetValue(role, out var names)
            ? new RoleFinding(
                [.. names.Select(n => new Candidate(api.Operations.First(o => o.ToString() == n), [new Indication(20, choices.Reason)]))],
                [],
                0
            )
            : null;

    private static bool ChoicesExist(DescribedApi api, RoleChoices choices, Problems problems)
    {
        var known = api.Operations.Select(o => o.ToString()).ToHashSet(StringComparer.Ordinal);
        foreach (var name in choices.Operations.Values.SelectMany(n => n).Where(n => !known.Contains(n)))
        {
            var near = Nearest.To(name, known);
            problems.Error(
                "unknown-operation",
                (api.Root["paths"] ?? api.Root).At,
                $"\"{name}\" is to play a role, and the document has no such operation.",
                near is null ? "Write the method and the path as the document does, such as POST /logout." : $"Did you mean \"{near}\"?"
            );
        }

        return !problems.HasErrors;
    }

    private static string Title(Node root, ContractSource source) =>
        root["info"]?["title"]?.AsString() is { Length: > 0 } title ? title : source.Name;

    internal static InferredSession Told(GuessedDocument read, Observation? seen)
    {
        var (guess, title, document, isOneFile) = read;
        var roles = ImmutableArray.CreateBuilder<InferredRole>();
        var missing = ImmutableArray.CreateBuilder<MissingRole>();
        var unsure = ImmutableArray.CreateBuilder<InferredRole>();
        Add(Role.Login, guess.Login);
        Add(Role.Refresh, guess.Refresh);
        Add(Role.Logout, guess.Logouts);
        Add(Role.Protected, guess.Probes);
        var places = ImmutableArray.CreateBuilder<InferredPlace>();
        if ((seen?.Carrier ?? guess.Carrier) is { } carrier)
            places.Add(new InferredPlace("access", carrier.ToString(), carrier.IsStated, carrier.Why));
        if (guess.RefreshField is { } field)
            places.Add(new InferredPlace("refresh", field.ToString(), true, "the refresh takes it"));
        if (guess.LogoutField is { } ended)
            places.Add(new InferredPlace("logout", ended.ToString(), true, "the logout takes it"));
        return new InferredSession(
            roles.ToImmutable(),
            unsure.ToImmutable(),
            missing.ToImmutable(),
            places.ToImmutable(),
            SessionOverlay.Write(guess, seen, title),
            document,
            isOneFile,
            seen?.Sentences ?? []
        );

        void Add(Role role, RoleFinding finding)
        {
            var runnerUp = finding.RunnerUp is { } other
                ? $"{other.Operation}{(other.WhyNot.Length > 0 ? $" ({other.WhyNot})" : "")}"
                : null;
            roles.AddRange(finding.Live.Select(c => Of(c, runnerUp)));
            // A login that is none would leave no contract.
            if (role != Role.Login)
                unsure.AddRange(finding.Unsure.Select(c => Of(c, null)));
            if (finding.Taken.IsEmpty)
                missing.Add(new MissingRole(role, runnerUp));

            InferredRole Of(Candidate candidate, string? instead) =>
                new(role, candidate.Operation.ToString(), finding.ConfidenceOf(candidate), candidate.Why, instead);
        }
    }
}

/// <summary>A document and what was guessed of it.</summary>
internal sealed record GuessedDocument(SessionGuess Guess, string Title, Node Document, bool IsOneFile);
