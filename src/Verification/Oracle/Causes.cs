using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Validation;
using Conformance.Verification.Client;
using Conformance.Verification.Results;

namespace Conformance.Verification.Oracle;

/// <summary>What a request that has to be let in stands on.</summary>
internal enum Ground
{
    /// <summary>Nothing but the request itself.</summary>
    None,

    /// <summary>A token that a login has just given.</summary>
    FreshToken,

    /// <summary>A token that a refresh has just given.</summary>
    RefreshedToken,

    /// <summary>A token that the logout before it does not end.</summary>
    KeptToken,

    /// <summary>A session whose logout was refused.</summary>
    RefusedLogout,

    /// <summary>A session whose user somebody could not log in as.</summary>
    RefusedLogin,

    /// <summary>Another session of the user who logged out.</summary>
    SiblingSession,

    /// <summary>A session of another user than the one who logged out.</summary>
    OtherUser,
}

/// <summary>
/// Names what a target does otherwise than it should, so that all checks that meet the same name it alike. A key holds what makes two causes two: it names an operation only where the
/// same behaviour elsewhere would be another fault.
/// </summary>
internal sealed class Causes(ContractUnderTest subject)
{
    /// <summary>Something that had to be refused was not.</summary>
    public Cause NotRefused(Reply reply, Refusal reason, string what)
    {
        var request = reply.Request;
        if (request is { Flaw: not null, IsTokenFlaw: false })
            return NotRejected(reply);
        var (at, pointer) = PlaceOf(reason, request.Operation, request.JudgedKind ?? subject.Roles.AccessKind);
        return LetsIn(reply, request.Flaw ?? $"{reason.Name()} {TokenAt(request.Operation)}", request.Flaw ?? what, at, pointer);
    }

    private static Cause LetsIn(Reply reply, string key, string what, Location at, string pointer)
    {
        var answered = reply.IsSuccess ? "lets in" : $"does not refuse ({reply.Status})";
        return new Cause($"lets-in {key}", $"{reply.Request.Name} {answered} {what}.", at, pointer)
        {
            Operation = reply.Request.Operation.ToString(),
            CoveredBy = [.. Forgeries.Coarser(key).Select(k => $"lets-in {k}"), .. Plain(key)],
        };
    }

    // Whoever lets a dead token in lets it in however it is presented.
    private static IEnumerable<string> Plain(string flaw) =>
        flaw.Split(' ') switch
        {
            [_, "revoked", var kind, "token", ..] => [$"lets-in revoked {kind}"],
            [_, "forged", var kind, "token", ..] => Enum.GetValues<Forgery>().Select(f => $"lets-in {Forgeries.Name(f)} {kind} token"),
            _ => [],
        };

    /// <summary>A faulty request was not turned away.</summary>
    public static Cause NotRejected(Reply reply)
    {
        var request = reply.Request;
        var flaw = request.Flaw ?? "a faulty request";
        if (request.IsTokenFlaw)
            return LetsIn(reply, flaw, flaw, request.Operation.At, "#" + request.Operation.Pointer);
        var (key, verb) = reply.Status >= 500 ? ("breaks-on", "fails at") : ("takes", reply.IsSuccess ? "takes" : "does not refuse");
        return Of(request.Operation, $"{key} {request.Operation} {flaw}", $"{request.Operation} {verb} {flaw}.") with
        {
            CoveredBy = flaw == RequestDraft.WithoutBody ? [.. TokensOfBody(request).Select(p => $"lets-in no token at {p}")] : [],
        };
    }

    // Who asks for no token in the body asks for no body.
    private static IEnumerable<string> TokensOfBody(RequestDraft request) =>
        request.Alternative is { } alternative
            ? alternative
                .Slots.SelectMany(s => s.Places)
                .Where(p => p.Expression.Source == ExpressionSource.RequestBody)
                .Select(PlaceNames.Of)
            : [];

    /// <summary>A faulty request was turned away, with another status than the one for its fault.</summary>
    public static Cause OtherRefusal(Reply reply)
    {
        var (operation, flaw) = (reply.Request.Operation, reply.Request.Flaw);
        return Of(operation, $"answers {operation} {flaw} {reply.Status}", $"{operation} refuses {flaw} with {reply.Status}.");
    }

    /// <summary>One refresh token was redeemed by several requests at once; where it may be used again at any time, that is why.</summary>
    public static Cause RedeemedAtOnce(Operation refresh) =>
        Of(refresh, "redeems-at-once refresh", $"{refresh} redeems one refresh token more than once for requests at once.") with
        {
            CoveredBy = [$"lets-in {Refusal.Reused.Name()} {TokenAt(refresh)}"],
        };

    /// <summary>A live token was answered with what is another user's.</summary>
    public static Cause AnswersAsAnother(Reply reply) =>
        Of(reply.Request.Operation, "answers-as-another", $"{reply.Request.Operation} answers a user with what is another user's.");

    /// <summary>A live token was answered with what is the user's whom the request names beside it.</summary>
    public static Cause AnswersAsNamed(Reply reply, string how) =>
        Of(
            reply.Request.Operation,
            "answers-as-named",
            $"{reply.Request.Operation} answers as the user who is named {how}, whoever's token comes with it."
        );

    /// <summary>The target asked for a key where a token says that it stands.</summary>
    public static Cause AsksForKey(Reply reply) =>
        Of(reply.Request.Operation, "asks-for-key", $"{reply.Request.Operation} asks for a key at an address that a token names.");

    /// <summary>A stream that was open when its session logged out went on.</summary>
    public static Cause StreamOutlives(Operation operation) =>
        Of(operation, $"stream-outlives {operation}", $"{operation} goes on after the logout of its session.");

    /// <summary>A request that was waiting when its session logged out was told what happened.</summary>
    public static Cause PollOutlives(Operation operation) =>
        Of(operation, $"poll-outlives {operation}", $"{operation} answers a request that was waiting when its session logged out.");

    /// <summary>A refusal has another status than the documented one.</summary>
    public Cause OtherStatus(Reply reply, Refusal reason, int documented)
    {
        var what = reason switch
        {
            Refusal.Credentials or Refusal.UnknownUser => "credentials",
            Refusal.Client => "client",
            Refusal.Invalid or Refusal.UnsupportedMediaType => "request",
            Refusal.Missing or Refusal.WrongScheme => "missing token",
            _ => "token",
        };
        var operation = reply.Request.Operation;
        var (at, pointer) = Response(operation, documented);
        return new Cause(
            $"status {what} {documented} {reply.Status}",
            $"{operation} refuses a bad {what} with {reply.Status}; {documented} is documented.".Replace(
                "a bad missing token",
                "a missing token",
                StringComparison.Ordinal
            ),
            at,
            pointer
        )
        {
            Operation = operation.ToString(),
            CoveredBy = what == "missing token" ? [$"status token {documented} {reply.Status}"] : [],
        };
    }

    /// <summary>An answer is not as its status is documented.</summary>
    public Cause OtherForm(Reply reply, ResponseViolation violation)
    {
        var operation = reply.Request.Operation;
        if (reply.IsSuccess && operation.Documented.For(reply.Status) is null)
            return UndocumentedSuccess(reply);
        var (at, pointer) = Response(operation, reply.Status);

        // Refusals mostly have one form for all operations.
        var where = reply.Status >= 400 ? "" : $" {operation}";
        return new Cause(
            reply.Status >= 500 ? $"fails{where} {reply.Status}" : $"form{where} {reply.Status} {violation.Where} {violation.Pointer}",
            reply.Status >= 500
                ? $"{operation} fails with {reply.Status}."
                : $"{operation} answers {reply.Status} in another form than the documented one.",
            at,
            pointer
        )
        {
            Operation = operation.ToString(),
            CoveredBy = reply.Status is > 400 and < 500 ? [.. OfLowerStatuses(reply.Status, violation)] : [],
        };
    }

    // What is wrong at one member of several refusals is mostly made in one place.
    private static IEnumerable<string> OfLowerStatuses(int status, ResponseViolation violation) =>
        violation.Where != "body" || violation.Pointer.Length > 0
            ? Enumerable.Range(400, status - 400).Select(s => $"form {s} {violation.Where} {violation.Pointer}")
            : [];

    /// <summary>A request succeeded with a status that its operation does not document.</summary>
    public static Cause UndocumentedSuccess(Reply reply) =>
        Of(
            reply.Request.Operation,
            $"success {reply.Request.Operation} {reply.Status}",
            $"{reply.Request.Operation} succeeds with {reply.Status}, which it does not document."
        ) with
        {
            AskedBy = RuleOf(reply.Request),
        };

    /// <summary>Something that had to be let in was not.</summary>
    public Cause TurnedAway(Reply reply, Ground ground)
    {
        var request = reply.Request;
        var operation = request.Operation;
        if (request.Flaw is { } flaw)
            return Of(operation, $"refuses {operation} {flaw}", $"{operation} refuses {flaw}.");
        if (ground != Ground.None)
            return Ended(operation, ground);
        return operation.Role switch
        {
            Role.Logout => Of(operation, $"logout-fails {operation}", $"The documented logout, {operation}, does not succeed.") with
            {
                AskedBy = AnyContractRules.Logout,
            },
            Role.Refresh => Of(operation, $"refresh-fails {operation}", $"The documented refresh, {operation}, does not succeed.") with
            {
                AskedBy = AnyContractRules.Refresh,
            },
            Role.Login => LoginFails(operation),
            _ => Of(operation, $"refuses {operation} {request.Name}", $"{request.Name} refuses a live token."),
        };
    }

    /// <summary>A login was answered, and gave no session.</summary>
    public static Cause LoginFails(Operation login) =>
        Of(login, $"login-fails {login}", $"The documented login, {login}, does not succeed.") with
        {
            AskedBy = AnyContractRules.LoginAgain,
        };

    /// <summary>After the logout the target answered nothing.</summary>
    public static Cause BreaksAfterLogout(Operation operation) =>
        Of(operation, "breaks-after-logout", $"After a logout the target breaks the connection at {operation}.");

    /// <summary>A body that has not what was expected of it; where it is not as its status documents it, that is why.</summary>
    public Cause OfBody(string expected, Reply reply)
    {
        var cause = Other(expected, reply);
        return reply.Status < 500 && ResponseValidator.Validate(reply.Request.Operation, reply) is [var first, ..]
            ? cause with
            {
                CoveredBy = [OtherForm(reply, first).Key],
            }
            : cause;
    }

    /// <summary>What no other method names: a cause for each thing that was expected.</summary>
    public Cause Other(string expected, Reply? reply) =>
        reply?.Request.Operation is { } operation
            ? Of(
                operation,
                reply.Status >= 500 ? $"fails {reply.Status} {reply.Request.Flaw ?? operation.ToString()}" : $"misses {expected}",
                reply.Status >= 500
                    ? $"{operation} fails with {reply.Status}{(reply.Request.Flaw is { } flaw ? $" at {flaw}" : "")}."
                    : $"{operation} does not give {expected}."
            )
            : new Cause($"misses {expected}", $"The target does not give {expected}.", Logout.At, "#" + Logout.Pointer);

    private Cause Ended(Operation operation, Ground ground) =>
        ground switch
        {
            Ground.FreshToken => Of(operation, "fresh-token-refused", $"{operation} refuses a token that was just issued.") with
            {
                AskedBy = AnyContractRules.LoginAgain,
            },
            Ground.RefreshedToken => Of(
                operation,
                "refreshed-token-refused",
                $"{operation} refuses a token that the refresh just gave."
            ) with
            {
                AskedBy = AnyContractRules.Refresh,
            },
            Ground.KeptToken => Of(Logout, $"ends-kept {TokenAt(operation)}", $"{Logout} ends a token that it does not say it ends."),
            Ground.RefusedLogout => Of(Logout, "refused-logout-ends", $"{Logout} ends the session although it is refused."),
            Ground.RefusedLogin => Of(operation, "refused-login-ends", "A login with a wrong password ends a session of its user."),
            Ground.SiblingSession => Of(Logout, "ends-sibling", $"{Logout} ends another session of the same user."),
            _ => Of(Logout, "ends-other-user", $"{Logout} ends the session of another user."),
        };

    private Operation Logout => subject.Roles.Logout!;

    private static string? TokenAt(Operation operation) =>
        operation.Role switch
        {
            Role.Refresh => "refresh",
            Role.Login or Role.Prelogin => null,
            _ => "access",
        };

    private static string? RuleOf(RequestDraft request) =>
        request.Operation.Role switch
        {
            Role.Logout when request.Flaw is null => AnyContractRules.Logout,
            Role.Refresh when request.Flaw is null => AnyContractRules.Refresh,
            _ => null,
        };

    // What a logout revokes is said at the logout.
    private (Location At, string Pointer) PlaceOf(Refusal reason, Operation operation, int kind) =>
        reason == Refusal.Revoked ? Below(Logout, "x-session", "revokes")
        : operation.RefusalOf(reason, kind) is { } answer ? Response(operation, answer.Status)
        : (operation.At, "#" + operation.Pointer);

    private (Location At, string Pointer) Response(Operation operation, int status)
    {
        foreach (var key in (string[])[$"{status}", $"{status / 100}XX", "default"])
        {
            if (Node(operation, "responses", key) is { } node)
                return (node.At, $"#{operation.Pointer}/responses/{key}");
        }

        return (operation.At, "#" + operation.Pointer);
    }

    private (Location At, string Pointer) Below(Operation operation, string first, string second) =>
        Node(operation, first, second) is { } node
            ? (node.At, $"#{operation.Pointer}/{first}/{second}")
            : (operation.At, "#" + operation.Pointer);

    private Node? Node(Operation operation, string first, string second) =>
        JsonPointer.TryParse(operation.Pointer)?.Resolve(subject.Contract.Document)?[first]?[second];

    private static Cause Of(Operation operation, string key, string sentence) =>
        new(key, sentence, operation.At, "#" + operation.Pointer) { Operation = operation.ToString() };
}
