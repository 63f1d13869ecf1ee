using System.Collections.Immutable;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;

namespace Conformance.Inference.Observing;

/// <summary>What came of asking a target: an observation, or a sentence why there is none.</summary>
internal sealed record ObservationResult(Observation? Seen, string? Failure);

/// <summary>Asks a target what a document leaves open. It presents nothing but tokens that it was given itself, and texts that never were one.</summary>
internal sealed class SessionObserver(SessionGuess guess, TargetClient client)
{
    private const int MostProbes = 6;
    private const string NeverAToken = "conform-init-not-a-token";

    private readonly ImmutableArray<string>.Builder _sentences = ImmutableArray.CreateBuilder<string>();

    /// <summary>What will be asked and ended, a sentence each.</summary>
    public static IEnumerable<string> Plan(SessionGuess guess, IReadOnlyList<string> users)
    {
        yield return $"{guess.Login.First}: three times as {users[0]}{(users.Count > 1 ? $", once as {users[1]}" : "")}, and once with a wrong password";
        yield return $"{string.Join(", ", Probes(guess))}: without a token, with a text that is none, and with the tokens that were given";
        if (guess.Refresh.First is { } refresh)
            yield return $"{refresh}: with a text that is no token, once with the token that was given, and again with that";
        if (guess.Logouts.First is { } logout)
            yield return $"{logout}: without a token and with a text that is none, then once, which ends a session of {users[0]} that was begun for it, and again with the token that it ended";
    }

    /// <exception cref="HttpRequestException">The target was not reached.</exception>
    public async Task<ObservationResult> ObserveAsync(IReadOnlyList<(string Name, string Password)> users, CancellationToken cancellation)
    {
        if (guess.Login.First is not { } login || Credentials.Fields(guess.Api, login) is not { } fields)
            return new ObservationResult(null, "The document has no login that takes a name and a password.");
        var first = await LogInAsync(users[0]);
        if (!first.IsSuccess && first.Status is not (302 or 303))
            return new ObservationResult(
                null,
                $"{login} answered {first.Status} to {users[0].Name}: {Shortened(first.Body.Replace(users[0].Password, "…", StringComparison.Ordinal))} Check the user and the password, or name another login with --role login='POST /…'."
            );
        if (await FindAsync(first.Tokens(), cancellation) is not { } found)
            return new ObservationResult(
                null,
                $"{login} answered {first.Status}, and nothing in that answer opens {string.Join(" or ", Probes(guess))}. Name an operation that needs a login with --role protected='GET /…'."
            );
        var wrong = await LogInAsync((users[0].Name, users[0].Password + "-wrong"));
        var (rotates, refreshField, refreshRefusal) = await RefreshAsync(first.Tokens(), found, cancellation);
        var ended = await LogOutAsync(found, cancellation);
        var credentials = SeenRefusal.OfRefused(wrong) is { } refused && refused != SeenRefusal.Of(first) ? refused : null;
        Compare(found, ended.Revoked);
        return new ObservationResult(
            new Observation(
                found.Carrier,
                found.Token.Field,
                refreshField,
                found.Probes,
                Jwt.Read(found.Token.Value),
                SeenRefusal.Of(first),
                found.Missing,
                found.Unknown,
                ended.Revoked,
                credentials,
                ended.NeedsBoth,
                ended.Tolerates,
                rotates,
                refreshRefusal,
                _sentences.ToImmutable()
            ),
            null
        );

        Task<TargetAnswer> LogInAsync((string Name, string Password) user) =>
            client.SendAsync(login, [(fields.User, user.Name), (fields.Password, user.Password)], null, cancellation);

        async Task<Ended> LogOutAsync(Found session, CancellationToken token)
        {
            if (guess.Logouts.First is not { } logout)
                return Ended.Untried;
            var (ended, other) = (Renewed(await LogInAsync(users[0]), session), Renewed(await LogInAsync(users[0]), session));
            var stranger = users.Count > 1 ? Renewed(await LogInAsync(users[1]), session) : null;
            return ended is null ? Ended.Untried : await EndAsync(logout, session, ended, other, stranger, token);
        }
    }

    private sealed record Found(
        TokenCarrier Carrier,
        SeenToken Token,
        ImmutableArray<DescribedOperation> Probes,
        SeenRefusal? Missing,
        SeenRefusal? Unknown
    );

    private sealed record Ended(SeenRefusal? Revoked, bool NeedsBoth, Tolerated Tolerates)
    {
        public static Ended Untried { get; } = new(null, false, Tolerated.Nothing);
    }

    private sealed record Given(string Access, string? Refresh);

    private static IEnumerable<DescribedOperation> Probes(SessionGuess guess) =>
        guess
            .Probes.Taken.Concat(guess.Probes.Others)
            .Where(c => c.Score > -1 && c.Operation.Method == "GET" && !c.Operation.Selectors.Any())
            .Select(c => c.Operation)
            .Take(MostProbes);

    // The first place and probe where the token opens what neither nothing nor a text opens, and then what else it opens.
    private async Task<Found?> FindAsync(ImmutableArray<SeenToken> tokens, CancellationToken cancellation)
    {
        Found? found = null;
        foreach (var probe in Probes(guess))
        {
            var missing = await client.SendAsync(probe, [], null, cancellation);
            if (missing.IsSuccess)
            {
                _sentences.Add($"{probe} answers {missing.Status} to whoever asks, so it proves nothing.");
                continue;
            }

            if (found is not null)
            {
                if ((await client.SendAsync(probe, [], (found.Carrier, found.Token.Value), cancellation)).IsSuccess)
                    found = found with { Probes = found.Probes.Add(probe) };
                continue;
            }

            foreach (var (carrier, token) in Pairs(tokens))
            {
                if (!(await client.SendAsync(probe, [], (carrier, Bare(token.Value)), cancellation)).IsSuccess)
                    continue;
                var unknown = await client.SendAsync(probe, [], (carrier, NeverAToken), cancellation);
                if (unknown.IsSuccess)
                    continue;
                found = new Found(
                    carrier,
                    token with
                    {
                        Value = Bare(token.Value),
                    },
                    [probe],
                    SeenRefusal.OfRefused(missing),
                    SeenRefusal.OfRefused(unknown)
                );
                break;
            }
        }

        return found;
    }

    // What the document says comes first; then a bearer header, and each cookie as itself.
    private IEnumerable<(TokenCarrier Carrier, SeenToken Token)> Pairs(ImmutableArray<SeenToken> tokens)
    {
        var declared = guess.Carriers.Where(c => c is { Place: "header" or "query", Scheme.IsBasic: not true }).ToList();
        var bearer = new TokenCarrier("header", "Authorization", BearerScheme(), true, true, 0, "the target takes it there");
        foreach (var token in tokens.Where(t => !t.IsRefresh).OrderBy(t => t.Field.Place == "cookie" ? 1 : 0))
        {
            if (token.Field.Place == "cookie")
            {
                var scheme = guess.Api.Schemes.FirstOrDefault(s => s.Place == "cookie" && s.Field == token.Field.Name);
                yield return (new TokenCarrier("cookie", token.Field.Name, scheme, false, true, 0, "the target takes it there"), token);
                continue;
            }

            foreach (var carrier in declared)
                yield return (carrier, token);
            if (!declared.Exists(c => c is { Field: "Authorization", IsBearer: true }))
                yield return (bearer, token);
        }
    }

    private DescribedScheme? BearerScheme() => guess.Api.Schemes.FirstOrDefault(s => s.IsBearer && s.Type == "http");

    private async Task<(bool? Rotates, DescribedField? Field, SeenRefusal? Refusal)> RefreshAsync(
        ImmutableArray<SeenToken> tokens,
        Found found,
        CancellationToken cancellation
    )
    {
        if (guess.Refresh.First is not { } refresh || guess.RefreshField is not { } place || refresh == guess.Login.First)
            return (null, null, null);
        var token =
            tokens.FirstOrDefault(t => t.IsRefresh) ?? tokens.FirstOrDefault(t => t.Field.Place == "cookie" && t.Field.Name == place.Name);
        if (token is null)
        {
            _sentences.Add($"The login gives no refresh token that {refresh} could take.");
            return (null, null, null);
        }

        var unknown = await client.SendAsync(refresh, [(place, NeverAToken)], (found.Carrier, found.Token.Value), cancellation);
        var answer = await client.SendAsync(refresh, [(place, token.Value)], (found.Carrier, found.Token.Value), cancellation);
        if (!answer.IsSuccess)
        {
            _sentences.Add($"{refresh} answered {answer.Status} to the refresh token that the login gave.");
            return (null, token.Field, null);
        }

        var again = await client.SendAsync(refresh, [(place, token.Value)], (found.Carrier, found.Token.Value), cancellation);
        _sentences.Add(
            again.IsSuccess
                ? $"A refresh token can be exchanged again after {refresh} has exchanged it."
                : $"A refresh token is dead once {refresh} has exchanged it."
        );
        return (!again.IsSuccess, token.Field, SeenRefusal.OfRefused(unknown));
    }

    private async Task<Ended> EndAsync(
        DescribedOperation logout,
        Found found,
        Given ended,
        Given? other,
        Given? stranger,
        CancellationToken cancellation
    )
    {
        var probe = found.Probes[0];
        // One whose path holds the token is another path without it.
        var isInPath = guess.LogoutField is { Place: "path" };
        var missing = isInPath ? null : await LogOutAsync(null);
        var unknown = await LogOutAsync(new Given(NeverAToken, null));
        var alone = guess.LogoutField is null || isInPath ? null : await LogOutAsync(ended, isBeside: false);
        var needsBoth = alone is { Status: 401 or 403 };
        var answer = alone is null || needsBoth ? await LogOutAsync(ended) : alone;
        if (!SeenRefusal.Of(answer).IsDocumentedAt(logout))
            _sentences.Add($"{logout} answered {answer.Status}, which the document does not have.");
        if (answer.Status >= 400)
        {
            _sentences.Add(
                $"{logout} refused: {answer.Status} {Shortened(answer.Body.Replace(ended.Access, "…", StringComparison.Ordinal))}"
            );
            return Ended.Untried;
        }

        var dead = await UseAsync(ended);
        _sentences.Add(
            dead.IsSuccess
                ? $"After {logout} the access token still opens {probe}. Whether it may is what \"revokes\" says there; conform verify holds the target to it."
                : $"After {logout} the access token opens {probe} no more."
        );
        if (other is not null)
            _sentences.Add(
                (await UseAsync(other)).IsSuccess
                    ? "Another session of the same user lives on."
                    : "Another session of the same user ended with it."
            );
        if (stranger is not null && !(await UseAsync(stranger)).IsSuccess)
            _sentences.Add("The session of another user ended with it.");
        var again = await LogOutAsync(ended);
        var tolerates = new Tolerated(missing is not null && Succeeded(missing), Succeeded(unknown), !dead.IsSuccess && Succeeded(again));
        // A token that lives on tells nothing of dead ones; an expired one is taken as an unknown one is.
        if (dead.IsSuccess)
            tolerates = tolerates with { Revoked = tolerates.Unknown };
        if (tolerates != Tolerated.Nothing)
            _sentences.Add($"{logout} answers {answer.Status} also to who has nothing to end; \"tolerates\" says so.");
        return new Ended(SeenRefusal.OfRefused(dead), needsBoth, tolerates);

        bool Succeeded(TargetAnswer told) => SeenRefusal.Of(told) == SeenRefusal.Of(answer);

        Task<TargetAnswer> LogOutAsync(Given? session, bool isBeside = true) =>
            client.SendAsync(
                logout,
                session is not null && guess.LogoutField is { } field ? [(field, session.Refresh ?? session.Access)] : [],
                session is null || !isBeside ? null : (found.Carrier, session.Access),
                cancellation
            );

        Task<TargetAnswer> UseAsync(Given session) => client.SendAsync(probe, [], (found.Carrier, session.Access), cancellation);
    }

    private static Given? Renewed(TargetAnswer login, Found found)
    {
        var tokens = login.Tokens();
        var access = tokens.FirstOrDefault(t => t.Field.InResponse == found.Token.Field.InResponse);
        return access is null ? null : new Given(Bare(access.Value), tokens.FirstOrDefault(t => t.IsRefresh)?.Value);
    }

    private void Compare(Found found, SeenRefusal? revoked)
    {
        foreach (
            var (what, refusal) in (ReadOnlySpan<(string, SeenRefusal?)>)
                [("nothing", found.Missing), ("a text that is no token", found.Unknown), ("a token that a logout ended", revoked)]
        )
        {
            if (refusal is not null && found.Probes.FirstOrDefault(refusal.IsDocumentedOtherwiseAt) is { } probe)
                _sentences.Insert(
                    0,
                    $"{probe} answers {refusal.Status} to {what}, which the document does not have; conform verify tells of it."
                );
        }

        if (
            guess.Carrier is { IsStated: true } stated
            && (stated.Place, stated.Field.ToUpperInvariant()) != (found.Carrier.Place, found.Carrier.Field.ToUpperInvariant())
        )
            _sentences.Insert(0, $"The document says that the token travels in {stated}; the target takes it in {found.Carrier}.");
        foreach (var probe in guess.Probes.Taken.Where(p => !found.Probes.Contains(p.Operation)))
            _sentences.Insert(
                0,
                $"{probe.Operation} was taken for an operation that needs a login, and the target does not bear that out."
            );
    }

    private static string Bare(string token) =>
        token.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? token["Bearer ".Length..] : token;

    // An answer may repeat what it was sent; it is the target's own words that matter, and few of them.
    private static string Shortened(string body)
    {
        var line = body.ReplaceLineEndings(" ").Trim();
        return line.Length <= 120 ? line : string.Concat(line.AsSpan(0, 119), "…");
    }
}
