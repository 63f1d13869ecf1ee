using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Proxying.Tokens;
using Conformance.Proxying.Traffic;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Evidence;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;

namespace Conformance.Proxying.Judging;

/// <summary>
/// Holds what passes against the contract: what the client sends, what the server answers, and whether the tokens of a request open what they should. Then it follows what the exchange did to the
/// tokens. Nothing here sends anything.
/// </summary>
internal sealed class ContractJudge
{
    private readonly ContractUnderTest _subject;
    private readonly TokenBook _book;
    private readonly Observations _seen;
    private readonly ExchangeEvidence _evidence;
    private readonly TokenVerdicts _verdicts;
    private readonly HashSet<int> _ofApps;
    private int _endingsUnderWay;

    public ContractJudge(ContractUnderTest subject, TokenBook book, Observations seen, Uri target)
    {
        (_subject, _book, _seen) = (subject, book, seen);
        _evidence = new ExchangeEvidence(subject, book, target);
        _verdicts = new TokenVerdicts(subject, book, seen, _evidence);
        _ofApps = subject.Roles.Prelogins.SelectMany(o => o.Session!.Issues).ToHashSet();
    }

    /// <summary>Whether the answer of an operation changes what tokens open, so that a client must not see its end before that is known here.</summary>
    public static bool ChangesTokens(Operation operation) =>
        operation.Session is { } session
        && (session.Role is Role.Login or Role.Prelogin or Role.Refresh or Role.Logout or Role.End || !session.Issues.IsEmpty);

    /// <summary>Whether it may end tokens while it is under way.</summary>
    public static bool MayEndTokens(Operation operation) => operation.Role is Role.Refresh or Role.Logout or Role.End or Role.Login;

    /// <summary>Tells that a request is under way that may end tokens; give back what it returns when it has ended.</summary>
    public void BeginEnding() => Interlocked.Increment(ref _endingsUnderWay);

    /// <summary>Tells that it has ended.</summary>
    public void FinishEnding() => Interlocked.Decrement(ref _endingsUnderWay);

    /// <summary>The operation that a request means, of those that share its method and path; null where it means none, or where that cannot be told.</summary>
    public static Operation? Choose(PassedExchange exchange)
    {
        if (exchange.Candidates is [var only])
            return only;
        foreach (var candidate in exchange.Candidates)
        {
            if (candidate.Where is null)
                return candidate;
            if (exchange.RequestBody is null && candidate.Where.Terms.Any(t => t.IsOfBody))
                return null;
            using var places = new RequestPlaces(exchange, exchange.ContentType, exchange.RequestBody ?? default);
            if (candidate.Where.Holds(places))
                return candidate;
        }

        return null;
    }

    /// <summary>Judges an exchange that has been answered, and follows what it did.</summary>
    /// <param name="order">The moment of its answer in the order of all that happens in the proxy.</param>
    public void Judge(PassedExchange exchange, long order)
    {
        var operation = exchange.Operation!;
        var isAsDocumented = true;
        foreach (var sentence in ClientCheck.Of(operation, exchange))
        {
            isAsDocumented = false;
            _seen.Note(operation.ToString(), sentence, exchange.BegunAt, exchange.Number);
        }

        using var places = new RequestPlaces(exchange, exchange.ContentType, exchange.RequestBody ?? default);
        var ways = operation.Session is { } session ? PresentedWay.Of(session, places) : [];
        var reply = ReplyOf(exchange, operation, ways);
        if (exchange.Status != 429)
        {
            var look = new TokenLook(exchange, operation, reply, ways)
            {
                IsAsDocumented = isAsDocumented,
                IsEndingUnderWay = Volatile.Read(ref _endingsUnderWay) > (MayEndTokens(operation) ? 1 : 0),
                KnowsBody = exchange.AnswerBody is not null || !NeedsBody(operation),
            };
            _verdicts.Judge(look);
            Follow(look, places, order);
        }

        if (exchange.AnswerBody is not null)
            LookAtAnswer(exchange, reply, ways, isAsDocumented);
    }

    /// <summary>Notes that a request that may have changed tokens got no answer that could be read.</summary>
    public void JudgeUnanswered(PassedExchange exchange)
    {
        if (exchange.Operation is not { Session: { } session } operation || !MayEndTokens(operation) || operation.Role == Role.Login)
            return;
        using var places = new RequestPlaces(exchange, exchange.ContentType, exchange.RequestBody ?? default);
        _book.Doubt(PresentedWay.Of(session, places).SelectMany(w => w.Tokens).Select(t => _book.KeyOf(t.Text)));
    }

    private static bool NeedsBody(Operation operation) => operation.Succeeds?.Where is not null || !operation.RefusalsByCondition.IsEmpty;

    private static Reply ReplyOf(PassedExchange exchange, Operation operation, ImmutableArray<PresentedWay> ways)
    {
        var draft = new RequestDraft
        {
            Label = operation.Role == Role.Logout ? "logout" : operation.ToString(),
            Operation = operation,
            Method = exchange.Method,
            PathTemplate = operation.Path,
            Alternative = ways is [var way, ..] ? way.Alternative : null,
        };
        draft.Presented.AddRange(ways.SelectMany(w => w.Tokens).Select(t => t.Text).Distinct(StringComparer.Ordinal));

        // Real clients ask for languages and media types as they like, and get what is documented all the same.
        draft.Headers.AddRange(exchange.RequestHeaders.Where(h => NegotiatesOtherwise(h.Name)));
        return new Reply(draft, 1, exchange.Status, exchange.AnswerHeaders, exchange.AnswerBody ?? default);
    }

    private static bool NegotiatesOtherwise(string name) =>
        name.Equals("Range", StringComparison.OrdinalIgnoreCase)
        || name.Equals("If-None-Match", StringComparison.OrdinalIgnoreCase)
        || name.Equals("If-Modified-Since", StringComparison.OrdinalIgnoreCase)
        || name.Equals("Authorization", StringComparison.OrdinalIgnoreCase);

    /// <summary>What the exchange did to its tokens, where it succeeded; what cannot be told is doubted.</summary>
    private void Follow(TokenLook look, RequestPlaces places, long order)
    {
        if (look.Operation.Session is not { } session)
            return;
        var (exchange, operation) = (look.Exchange, look.Operation);
        var presented = look.Counting.Select(t => (t.Kind, Key: _book.KeyOf(t.Text))).ToList();
        var end = new TokenEnd(operation, operation.Role == Role.Refresh ? Refusal.Reused : Refusal.Revoked, exchange.AnsweredAt, order);
        if (!look.KnowsBody || !look.IsSuccess)
        {
            var isPlain = look.KnowsBody && (exchange.Status is >= 300 and < 500 || operation.IsToldRefusal(look.Reply));
            if (MayEndTokens(operation) && operation.Role != Role.Login && !isPlain)
                _book.Doubt(presented.Select(p => p.Key));
            return;
        }

        var issued = session
            .Issued.Select(i => (i.Kind, Text: look.Reply.TokenAt(i)))
            .Where(i => i.Text is not null)
            .Select(i => (i.Kind, _book.KeyOf(i.Text!)))
            .ToList();
        switch (operation.Role)
        {
            case Role.Login or Role.Prelogin:
                _book.Begin(UserOf(session, places), issued, exchange.AnsweredAt, order);
                break;
            case Role.Refresh:
                _book.Exchange(presented, issued, end, isRefresh: true);
                break;
            case Role.Logout or Role.End:
                _book.EndBy(OwnersOf(session, look, presented), session.Revokes, end);
                end.Evidence = ExchangeEvidence.RecordShort(
                    exchange,
                    operation.Role == Role.Logout ? "logout" : operation.ToString(),
                    _evidence.RedactorOf(exchange, look.Reply, look.All)
                );
                break;
            default:
                if (look.Ways.Length == 1 && presented.Count > 0)
                    _book.Use(presented, exchange.AnsweredAt, exchange.Begun);
                if (issued.Count > 0)
                    _book.Exchange(presented, issued, end, isRefresh: false);
                else
                    FollowCookies(look, presented, end);
                break;
        }
    }

    // A server may give a cookie's session another id whenever it likes; the old one may have ended.
    private void FollowCookies(TokenLook look, List<(int Kind, UInt128 Key)> presented, TokenEnd end)
    {
        if (look.Reply.Header("Set-Cookie") is not { Count: > 0 } lines)
            return;
        var given = new List<(int Kind, UInt128 Key)>();
        foreach (var token in look.Counting.Where(t => t.Slot.Places[0].Expression.Source == ExpressionSource.RequestCookie))
        {
            var value = SetCookies.ValueOf(lines, token.Slot.Places[0].Expression.Name!);
            if (value is { Length: > 0 } && Uri.UnescapeDataString(value) is var text && text != token.Text)
                given.Add((token.Kind, _book.KeyOf(text)));
        }

        if (given.Count > 0)
            _book.Exchange(presented, given, end, isRefresh: false);
    }

    // Whoever holds the token beside the access token owns its session (RFC 7009, section 2.1).
    private List<(int Kind, UInt128 Key)> OwnersOf(OperationSession session, TokenLook look, List<(int Kind, UInt128 Key)> presented)
    {
        var counting = presented.Where((p, i) => !_ofApps.Contains(p.Kind) && !look.IsDead(look.Counting[i])).ToList();
        if (!session.IsHolder)
            return counting;
        var others = counting.Where(p => p.Kind != _subject.Roles.AccessKind).ToList();
        return others.Count > 0 ? others : counting;
    }

    private UInt128? UserOf(OperationSession session, RequestPlaces places)
    {
        IEnumerable<CredentialPlace> subject = session.Subject.IsEmpty && session.Assertion is { } outside ? [outside] : session.Subject;
        var name = subject
            .Select(p => PresentedCredential.Of(p, PresentedWay.TextAt(places, p.Expression), out _))
            .FirstOrDefault(t => t is not null);
        return name is null ? null : _book.KeyOf("user " + name.Trim().ToLowerInvariant());
    }

    private void LookAtAnswer(PassedExchange exchange, Reply reply, ImmutableArray<PresentedWay> ways, bool isAsDocumented)
    {
        var operation = exchange.Operation!;
        var found = Misses(_evidence.Unknowing());
        if (found.Count == 0)
        {
            if (operation.Documented.For(exchange.Status) is not null)
                _seen.Held(AnyContractRules.Form, operation, exchange.BegunAt);
            return;
        }

        // What is told and kept is told without the secrets of the exchange.
        var redactor = _evidence.RedactorOf(exchange, reply, ways.SelectMany(w => w.Tokens));
        foreach (var miss in Misses(redactor))
        {
            var isUndocumented = operation.Documented.For(exchange.Status) is null;
            _seen.Missed(
                miss.Rule ?? AnyContractRules.Form,
                miss.Rule is { } rule && !rule.StartsWith("ANY-", StringComparison.Ordinal) ? CheckLevel.Advice
                    : isUndocumented && !reply.IsSuccess ? CheckLevel.Should
                    : CheckLevel.Must,
                operation,
                miss,
                exchange.BegunAt,
                exchange.Number,
                () => [ExchangeEvidence.Record(exchange, 1, operation.ToString(), redactor)]
            );
        }

        List<Miss> Misses(Redactor texts)
        {
            var misses = new List<Miss>();
            var oracle = new ContractOracle(_subject, texts, misses);

            // What refuses a broken request may repeat what was wrong about it.
            if (isAsDocumented)
                new ExchangeLooks(_subject, oracle).Over([reply]);
            else if (exchange.Status is not (429 or >= 500))
                oracle.ExpectDocumented(reply);

            // Statuses that no document lists for each operation say nothing of it.
            if (
                operation.Documented.Responses.Count > 0
                && operation.Documented.For(exchange.Status) is null
                && exchange.Status is not (304 or 206 or 429 or (>= 400 and < 500))
            )
            {
                var documented = string.Join(", ", operation.Documented.Responses.Select(r => r.Key));
                oracle.Notice(
                    AnyContractRules.Form,
                    $"one of the documented statuses, {documented}",
                    oracle.Tell(reply),
                    reply,
                    reply.IsSuccess ? Causes.UndocumentedSuccess(reply) : StatusCause(operation, exchange.Status)
                );
            }

            return misses;
        }
    }

    private static Cause StatusCause(Operation operation, int status) =>
        new(
            $"status {operation} {status}",
            status >= 500 ? $"{operation} fails with {status}." : $"{operation} answers {status}, which it does not document.",
            operation.At,
            "#" + operation.Pointer
        )
        {
            Operation = operation.ToString(),
        };
}
