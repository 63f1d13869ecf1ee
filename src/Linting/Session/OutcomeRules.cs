using Conformance.Contracts.Conditions;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Linting.Session;

/// <summary>A success and a refusal are documented, and told from each other.</summary>
internal static class OutcomeRules
{
    public static void Check(LintContext context)
    {
        if (context.Contract is not { Session: not null } contract)
            return;
        var undocumented = new Dictionary<(Location At, int Status), List<(Operation Operation, Refusal Reason)>>();
        foreach (var operation in contract.Operations.Where(o => o.SessionPointer is not null || o.Session is not null))
        {
            CheckSuccess(context, operation);
            foreach (var reason in Refusals.All.Where(r => RefusalRules.CanOccur(r, operation, contract.Session.Policy)))
            {
                foreach (var answer in Answers(operation, reason))
                {
                    CheckRefusal(context, operation, reason, answer);

                    // No document lists what HTTP itself refuses.
                    if (answer is { Documented: null, SaidAt: { } at } && !(reason.IsOfHttp() && answer.Status == reason.UsualStatus()))
                        (undocumented.TryGetValue((at, answer.Status), out var known) ? known : undocumented[(at, answer.Status)] = []).Add(
                            (operation, reason)
                        );
                }
            }
        }

        foreach (var ((at, status), cases) in undocumented)
            ReportUndocumented(context, at, status, cases);
    }

    // A reason may be told apart by the kind of token that is refused.
    private static IEnumerable<Answer> Answers(Operation operation, Refusal reason) =>
        operation
            .RefusalsByKind.Where(r => r.Reason == reason)
            .Select(r => r.Answer)
            .Prepend(operation.Refusals[(int)reason])
            .OfType<Answer>();

    private static void CheckSuccess(LintContext context, Operation operation)
    {
        var rule = operation.Succeeds;
        if (operation.Success is not [var success, ..] || operation.Documented.Responses.Count == 0)
            return;
        if (rule?.Status is { } status && success.Documented is null)
            context.Problems.Error(
                "success-undocumented",
                At(context, operation, "succeeds"),
                $"{operation} succeeds with {status}, which it does not document; it documents {Keys(operation)}.",
                $"Add \"{status}\" to its responses, or name a status that is there."
            );
        else if (rule?.Status is null && operation.SessionPointer is not null && success.Status / 100 != 2)
            context.Problems.Error(
                "success-undocumented",
                At(context, operation, "role"),
                $"{operation} documents no success of 2xx, and its x-session does not say what else one is; it documents {Keys(operation)}.",
                $"Add \"succeeds: {{status: {success.Status}}}\" with a \"where\" such as {{$response.header.Location: /}}, or document a 2xx."
            );
        if (rule?.Where is { } where && Missed(success, where) is { } missed)
            context.Problems.Error(
                "where-unmet",
                At(context, operation, "succeeds"),
                $"{operation} succeeds where {missed}, and no example of its response {success.Status} does.",
                "Add an example that does: a mock answers with it."
            );
    }

    private static void CheckRefusal(LintContext context, Operation operation, Refusal reason, Answer answer)
    {
        var at = answer.SaidAt ?? At(context, operation, "refusals");
        if (answer.Where is { } where && Missed(answer, where) is { } missed)
            context.Problems.Error(
                "where-unmet",
                at,
                $"{operation} refuses with \"{reason.Name()}\" where {missed}, and no example of its response {answer.Status} does.",
                "Add an example that does: a mock answers with it."
            );
        if (operation.Success is not [var success, ..] || answer.Status != success.Status)
            return;
        var told = operation.Succeeds?.Where;
        if (answer.Where is null && told is null)
            context.Problems.Error(
                "refusal-like-success",
                at,
                $"{operation} refuses with \"{reason.Name()}\" and succeeds by the same status {answer.Status}, so that nothing tells which is which.",
                "Say in the refusal what of the answer tells it: \"where: {$response.body: null}\", or in \"succeeds\" what tells the success."
            );
        else if (answer.Where is { } refusal && (told is not null ? !told.Excludes(refusal) : IsFulfilled(success, refusal)))
            context.Problems.Error(
                "refusal-like-success",
                at,
                told is not null
                    ? $"An answer of {operation} can be a success and a refusal for \"{reason.Name()}\" at once: what fulfils \"{told}\" may fulfil \"{refusal}\" as well."
                    : $"The documented success of {operation} fulfils the condition of its refusal for \"{reason.Name()}\": {refusal}.",
                "Have both ask for the same place, with values of which only one can stand there."
            );
    }

    private static void ReportUndocumented(LintContext context, Location at, int status, List<(Operation Operation, Refusal Reason)> cases)
    {
        var operations = cases.Select(c => c.Operation.ToString()).Distinct(StringComparer.Ordinal).ToList();
        var reasons = cases.Select(c => $"\"{c.Reason.Name()}\"").Distinct(StringComparer.Ordinal);
        var message =
            $"The refusal says {status}, which {string.Join(", ", operations)} {(operations.Count == 1 ? "does" : "do")} not document for {string.Join(", ", reasons)}; "
            + $"{operations[0]} documents {Keys(cases[0].Operation)}.";
        var mend =
            $"Add \"{status}\" to the responses there, name one of #/components/responses with \"response\", or say in the operation's own \"refusals\" what it answers.";

        // Below 400 an answer that is not documented is no refusal of HTTP itself either.
        if (status < 400)
            context.Problems.Error("refusal-undocumented", at, message, mend);
        else
            context.Problems.Warning("refusal-undocumented", at, message, mend);
    }

    // What tokens and expressions make of a body is known only when it is sent.
    private static ConditionTerm? Missed(Answer answer, MessageCondition where)
    {
        var places = new AnswerPlaces(answer);
        return where.Terms.FirstOrDefault(t => places.Knows(t.Place) && !t.Holds(places));
    }

    private static bool IsFulfilled(Answer answer, MessageCondition where)
    {
        var places = new AnswerPlaces(answer);
        return where.Terms.All(t => places.Knows(t.Place) && t.Holds(places));
    }

    private static Location At(LintContext context, Operation operation, string member) =>
        context.SessionOf(operation) is { } session ? (session[member] ?? session["role"] ?? session).At : operation.At;

    private static string Keys(Operation operation) => string.Join(", ", operation.Documented.Responses.Select(r => r.Key));
}
