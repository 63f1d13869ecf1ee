using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Conformance.Contracts.Model;
using Conformance.Proxying.Tokens;
using Conformance.Proxying.Traffic;
using Conformance.Sessions;
using Conformance.Validation;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Judging;

/// <summary>Whether the tokens of a request opened what they should: a dead one that is let in, and a live one that is refused.</summary>
internal sealed class TokenVerdicts(ContractUnderTest subject, TokenBook book, Observations seen, ExchangeEvidence evidence)
{
    private static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(5);

    private readonly Dictionary<Operation, ContractUnderTest> _byLogout = subject.Roles.Logouts.ToDictionary(
        o => o,
        subject.WithFirstLogout
    );

    /// <summary>Judges the tokens of an exchange; what it did to them is not yet in the book.</summary>
    public void Judge(TokenLook look)
    {
        if (!look.All.Any())
            return;
        var found = look.LookUp(book);
        if (look.Operation.Role is Role.Login or Role.Prelogin || !look.KnowsBody)
            return;
        if (look.IsSuccess)
            JudgeAccepted(look, found);
        else
            JudgeRefused(look, found);
    }

    private void JudgeAccepted(TokenLook look, Dictionary<PresentedText, (FollowedToken? Token, TokenStanding Standing)> found)
    {
        var dead = look
            .Ways.Select(w => w.Tokens.FirstOrDefault(t => found[t].Standing == TokenStanding.Dead && !Tolerates(t, found[t].Token!)))
            .ToList();
        if (dead.Count > 0 && dead.TrueForAll(t => t is not null))
        {
            // What a second logout answers most documents leave open.
            if (look.Operation.Role != Role.Logout)
                LetIn(look, dead[0]!, found[dead[0]!].Token!);
            return;
        }

        foreach (var presented in look.Counting)
        {
            if (found[presented] is not { Token: { } token, Standing: TokenStanding.Live })
                continue;
            if (token.Session.LoggedOut is { By.Role: Role.Logout } logout && logout.Order < look.Exchange.Begun)
                seen.Held("ANY-04", look.Operation, look.Exchange.BegunAt, triesLogout: true);
            if (IsLongExpired(token, look.Exchange.BegunAt, out var over) && !presented.Slot.Tolerates.HasFlag(Tolerance.Expired))
                Expired(look, presented, token, over);
            else
                seen.Held("ANY-13", look.Operation, look.Exchange.BegunAt);
        }
    }

    private void JudgeRefused(TokenLook look, Dictionary<PresentedText, (FollowedToken? Token, TokenStanding Standing)> found)
    {
        foreach (var presented in look.All)
        {
            var (token, standing) = found[presented];
            if (standing == TokenStanding.Dead && look.Operation.Role != Role.Logout && ContractOracle.Refuses(look.Reply))
            {
                seen.Held(
                    RuleOf(token!.End!, look.Operation, presented.Kind),
                    look.Operation,
                    look.Exchange.BegunAt,
                    IsOfLogout(token.End!)
                );
                LookAtRefusal(look, token.End!.Reason);
            }

            var replays =
                look.Operation.Role == Role.Refresh
                && token?.End is { Reason: Refusal.Reused, IsReplay: false }
                && subject.Policy!.Kinds[presented.Kind].Rotation == Rotation.RotateAndDetectReuse;
            if (replays && standing == TokenStanding.Dead && look.Operation.IsRefusal(look.Reply, Refusal.Reused))
                book.EndSessionOf(
                    token!,
                    new TokenEnd(look.Operation, Refusal.Revoked, look.Exchange.AnsweredAt, look.Exchange.Begun)
                    {
                        IsReplay = true,
                        Evidence = ExchangeEvidence.RecordShort(
                            look.Exchange,
                            look.Operation.ToString(),
                            evidence.RedactorOf(look.Exchange, look.Reply, look.All)
                        ),
                    }
                );
            else if (replays)
                book.Doubt([token!.Key]);
        }

        if (!MayJudgeRefusal(look))
            return;
        if (
            !look.Counting.All(t =>
                found[t] is { Standing: TokenStanding.Live, Token: { } live } && IsSurelyLive(live, t.Text, look.Exchange)
            )
        )
            return;

        // Tokens of two sessions need not open anything together.
        List<FollowedToken> tokens = [.. look.Counting.Select(t => found[t].Token!)];
        if (book.AreOfOneSession(tokens))
        {
            RefusesLive(look, tokens);
        }
    }

    private void LetIn(TokenLook look, PresentedText presented, FollowedToken token)
    {
        var (exchange, operation, end) = (look.Exchange, look.Operation, token.End!);
        var redactor = evidence.RedactorOf(exchange, look.Reply, look.All);
        var of = _byLogout.GetValueOrDefault(end.By) ?? subject;
        var since = $"{Time(exchange.BegunAt - end.At)} after {By(end)} had ended {token.Label}";
        Miss miss;
        if (end.Reason == Refusal.Revoked && !IsOfLogout(end))
        {
            var kind = subject.Policy!.Kinds[token.Kind].Name;
            var oracle = new ContractOracle(of, redactor, []);
            miss = oracle
                .Miss(
                    $"a refusal of {kind} tokens that {By(end)} ends",
                    $"{oracle.Tell(look.Reply)}, {since}",
                    look.Reply,
                    new Cause(
                        $"lets-in ended {kind}",
                        $"{look.Reply.Request.Name} lets in a token that {By(end)} has ended.",
                        end.By.At,
                        "#" + end.By.Pointer
                    )
                    {
                        Operation = operation.ToString(),
                    }
                )
                .Miss;
        }
        else
        {
            miss = new ContractOracle(of, redactor, []).LetsIn(look.Reply, end.Reason, since).Miss;
        }

        seen.Missed(
            RuleOf(end, operation, presented.Kind),
            CheckLevel.Must,
            operation,
            miss,
            exchange.BegunAt,
            exchange.Number,
            () => Exchanges(end, exchange, operation, redactor),
            IsOfLogout(end),
            token.Label,
            Open(end.By, token.Kind)
        );
    }

    private void Expired(TokenLook look, PresentedText presented, FollowedToken token, TimeSpan over)
    {
        var redactor = evidence.RedactorOf(look.Exchange, look.Reply, look.All);
        var kind = subject.Policy!.Kinds[presented.Kind];
        var oracle = new ContractOracle(subject, redactor, []);
        var miss = oracle
            .Miss(
                $"a refusal from {Time(kind.Lifetime!.Value)} after its issue on, as the contract documents the lifetime of {kind.Name}",
                $"{oracle.Tell(look.Reply)}, {Time(over)} past the lifetime of {token.Label}",
                look.Reply,
                new Cause(
                    $"lets-in expired {kind.Name}",
                    $"{look.Reply.Request.Name} lets in a token that is past its lifetime.",
                    look.Operation.At,
                    "#" + look.Operation.Pointer
                )
                {
                    Operation = look.Operation.ToString(),
                }
            )
            .Miss;
        Missed(look, "ANY-13", CheckLevel.Should, miss, redactor, token.Label);
    }

    private void RefusesLive(TokenLook look, List<FollowedToken> tokens)
    {
        var redactor = evidence.RedactorOf(look.Exchange, look.Reply, look.All);
        var token = tokens[0];
        var end = book.EndSince(token);
        var (rule, ground, level) = end switch
        {
            { End.IsReplay: true, IsOwn: false } => ("ANY-72", Ground.SiblingSession, CheckLevel.Must),
            { End: { IsReplay: false, By.Role: Role.End } } => ("ANY-34", Ground.SiblingSession, CheckLevel.Must),
            { IsOwn: true } => ("ANY-04", Ground.KeptToken, CheckLevel.Must),
            { IsSameUser: true } => ("ANY-05", Ground.SiblingSession, CheckLevel.Must),

            // Two names may be one user's, and a logout of all of a user's sessions then ends this one rightly.
            { End.By: var by } when token.Session.User is not null => (
                "ANY-06",
                Ground.OtherUser,
                EndsOthers(by) ? CheckLevel.Should : CheckLevel.Must
            ),
            _ => ("ANY-13", Ground.None, CheckLevel.Should),
        };
        var of = end is { } logout && _byLogout.TryGetValue(logout.End.By, out var seenFrom) ? seenFrom : subject;
        Miss miss;
        try
        {
            new ContractOracle(of, redactor, []).ExpectAccepted(look.Reply, of == subject ? Ground.None : ground);
            return;
        }
        catch (CheckFailedException failed)
        {
            miss = failed.Miss;
        }

        if (of == subject && end is { } other && ground != Ground.None)
            miss = miss with { Cause = EndsOther(other.End, look.Operation) };
        var which =
            tokens.Count == 1 ? $"{token.Label}, which" : $"{string.Join(" and ", tokens.Select(t => t.Label))}, of which {token.Label}";
        var uses = token.UsedAt > token.IssuedAt ? "was let in" : "was issued";
        var since = end is { } last && ground != Ground.None ? $", {Time(look.Exchange.BegunAt - last.End.At)} after {By(last.End)}" : "";
        Missed(
            look,
            rule,
            level,
            miss with
            {
                Found = $"{miss.Found}, for {which} {uses} {Time(look.Exchange.BegunAt - token.UsedAt)} before{since}",
            },
            redactor,
            token.Label,
            end is { } open && ground != Ground.None ? Open(open.End.By, token.Kind) : null,
            ground != Ground.None ? end?.End : null
        );
    }

    private static bool EndsOthers(Operation operation) =>
        operation.Session!.Revokes.Any(s => s is RevocationScope.User or RevocationScope.Others);

    private static Cause EndsOther(TokenEnd end, Operation operation) =>
        new(
            end.IsReplay ? "replay-ends-other" : $"ends-other {end.By}",
            end.IsReplay
                ? $"A refresh token that is used again at {end.By} ends another session than its own."
                : $"{end.By} ends a token that it does not say it ends.",
            end.By.At,
            "#" + end.By.Pointer
        )
        {
            Operation = operation.ToString(),
        };

    // Another status than the documented one is a refusal all the same, in another form.
    private void LookAtRefusal(TokenLook look, Refusal reason)
    {
        if (!look.IsAsDocumented || look.Operation.IsRefusal(look.Reply, reason))
            return;
        var redactor = evidence.RedactorOf(look.Exchange, look.Reply, look.All);
        var asides = new List<Miss>();
        try
        {
            new ContractOracle(subject, redactor, asides).ExpectRefused(look.Reply, reason);
        }
        catch (CheckFailedException)
        {
            // Whether it was refused is judged elsewhere.
        }

        foreach (var aside in asides)
            Missed(look, aside.Rule!, CheckLevel.Must, aside, redactor, about: null);
    }

    private void Missed(
        TokenLook look,
        string rule,
        CheckLevel level,
        Miss miss,
        Verification.Evidence.Redactor redactor,
        string? about,
        string? open = null,
        TokenEnd? end = null
    ) =>
        seen.Missed(
            rule,
            level,
            look.Operation,
            miss,
            look.Exchange.BegunAt,
            look.Exchange.Number,
            () => Exchanges(end, look.Exchange, look.Operation, redactor),
            triesLogout: end is not null && IsOfLogout(end),
            about,
            open
        );

    private static ImmutableArray<RecordedExchange> Exchanges(
        TokenEnd? end,
        PassedExchange exchange,
        Operation operation,
        Verification.Evidence.Redactor redactor
    ) =>
        end?.Evidence is { } ended
            ? [ended, ExchangeEvidence.Record(exchange, 2, operation.ToString(), redactor)]
            : [ExchangeEvidence.Record(exchange, 1, operation.ToString(), redactor)];

    // Where a 401 may mean something else than the token, such as a client's own key, it tells nothing of it.
    private static bool MayJudgeRefusal(TokenLook look) =>
        look is { Ways: [var only], IsAsDocumented: true, IsEndingUnderWay: false }
        && only.Tokens.Length > 0
        && only.Alternative.Credentials.IsEmpty
        && look.Operation.Client.IsEmpty
        && look.Exchange.RequestBody is not null
        && (
            look.Exchange.Status == 401
            || look.Exchange.Status is not (403 or 404 or 405 or 409 or 415 or 422 or >= 500)
                && look.Operation.IsRefusal(look.Reply, Refusal.Revoked)
                && !look.Operation.IsRefusal(look.Reply, Refusal.Invalid)
        );

    private bool IsSurelyLive(FollowedToken token, string text, PassedExchange exchange)
    {
        var kind = subject.Policy!.Kinds[token.Kind];
        var now = exchange.BegunAt + exchange.Duration + ClockSkew;
        if (!token.IsSeenIssued)
            return false;
        return !(token.IssuedAt + kind.Lifetime <= now)
            && !(token.UsedAt + kind.Idle <= now)
            && !(token.Session.BeganAt + kind.SessionLifetime <= now)
            && !(ExpiryOf(text) <= now);
    }

    private bool IsLongExpired(FollowedToken token, DateTimeOffset now, out TimeSpan over)
    {
        over = default;
        if (!token.IsSeenIssued || subject.Policy!.Kinds[token.Kind] is not { Lifetime: { } lifetime, Idle: null })
            return false;
        over = now - token.IssuedAt - lifetime;
        return over > TimeSpan.FromMinutes(1) && over > lifetime / 10;
    }

    // RFC 7519, section 4.1.4. A server may give less than its document says.
    private static DateTimeOffset? ExpiryOf(string text)
    {
        if (text.Split('.') is not [_, var payload, _])
            return null;
        try
        {
            using var claims = JsonDocument.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(payload));
            return
                claims.RootElement.ValueKind == JsonValueKind.Object
                && claims.RootElement.TryGetProperty("exp", out var exp)
                && exp.ValueKind == JsonValueKind.Number
                && exp.TryGetDouble(out var seconds)
                && seconds is > 0 and < 1e11
                ? DateTimeOffset.UnixEpoch.AddSeconds(seconds)
                : null;
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }

    private static bool Tolerates(PresentedText presented, FollowedToken token) =>
        presented.Slot.Tolerates.HasFlag(token.End!.Reason == Refusal.Reused ? Tolerance.Reused : Tolerance.Revoked);

    private static bool IsOfLogout(TokenEnd end) => end is { By.Role: Role.Logout };

    private string RuleOf(TokenEnd end, Operation operation, int kind) =>
        end switch
        {
            { IsReplay: true } => "ANY-22",
            { Reason: Refusal.Reused } when end.EffectiveAt > end.At => "ANY-33",
            { Reason: Refusal.Reused } => "ANY-21",
            { By.Role: Role.End } => "ANY-34",
            _ when operation.Role == Role.Refresh => "ANY-03",
            _ when subject.Roles.Given.Contains(kind) => "ANY-36",
            _ => "ANY-02",
        };

    private static string By(TokenEnd end) => end.IsReplay ? $"a replay at {end.By}" : end.By.ToString();

    // What another reading of the document would have this operation do is no fault of the server's.
    private string? Open(Operation by, int kind)
    {
        var ids = subject.OpenBy(c => ScopeOf(c, by, kind)).ToList();
        return ids.Count == 0
            ? null
            : $"The document leaves open what {by} does to {subject.Policy!.Kinds[kind].Name} tokens ({string.Join(", ", ids)}); choose a reading with --reading to have it judged.";
    }

    private static RevocationScope ScopeOf(Contracts.Contract contract, Operation by, int kind) =>
        contract.Operations.FirstOrDefault(o => o.ToString() == by.ToString())?.Session?.Revokes is { IsDefaultOrEmpty: false } scopes
        && kind < scopes.Length
            ? scopes[kind]
            : RevocationScope.None;

    private static string Time(TimeSpan time) =>
        time.TotalSeconds < 1 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(0, time.TotalMilliseconds):0} ms")
        : time.TotalMinutes < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:0.#} s")
        : time.TotalHours < 2 ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0} min")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h");
}
