using System.Collections.Immutable;
using Conformance.Verification.Client;

namespace Conformance.Exploration.Model;

/// <summary>An answer that no reading of the contract explains.</summary>
/// <param name="Expected">What the reading in force expects.</param>
internal sealed record UnexplainedAnswer(Reply Reply, AnswerExpectation Expected);

/// <summary>
/// The readings of a contract that explain all that a target has answered so far. Where none is left the target does what nothing that the contract may mean allows.
/// </summary>
internal sealed class ModelSet
{
    private const int MostModels = 64;

    private List<ContractModel> _models;
    private bool _hasTooMany;

    /// <param name="readings">The reading in force, then others.</param>
    public ModelSet(IEnumerable<ContractReading> readings, ModelClock clock)
    {
        _models = [.. readings.Select(r => new ContractModel(r, clock))];
        InForce = _models[0].Reading;
    }

    /// <summary>The reading in force.</summary>
    private ContractReading InForce { get; }

    /// <summary>The readings that explain all so far.</summary>
    public IEnumerable<ContractReading> Left => _models.Select(m => m.Reading).Distinct();

    /// <summary>What the reading in force did not explain, and another one did; null as long as there is nothing.</summary>
    public UnexplainedAnswer? Deviation { get; private set; }

    /// <summary>Whether nothing can be judged any more.</summary>
    public bool IsLost => _hasTooMany || _models.Exists(m => m.IsLost);

    /// <summary>Takes in a session whose tokens come from elsewhere.</summary>
    public async ValueTask BeginAsync(string user, IReadOnlyDictionary<int, string> tokens)
    {
        foreach (var model in _models)
            await model.BeginAsync(user, tokens);
    }

    /// <summary>Takes in by which id the target lists the session of a token.</summary>
    public async ValueTask NoteListedAsync(string id, string token)
    {
        foreach (var model in _models)
            await model.NoteListedAsync(id, token);
    }

    /// <summary>Takes in an answer.</summary>
    /// <returns>What was expected of it by all readings that were left, open where they differ; and the answer where none explains it.</returns>
    public async ValueTask<(AnswerExpectation Expected, UnexplainedAnswer? Unexplained)> TakeAsync(Reply reply)
    {
        var expected = new List<(ContractModel Model, AnswerExpectation Expected)>();
        foreach (var model in _models)
            expected.Add((model, await model.ExpectAsync(reply.Request)));
        var agreed = Agreed(expected.ConvertAll(e => e.Expected));
        var left = expected.FindAll(e => e.Expected.Holds(reply));
        if (left.Count == 0)
            return (agreed, new UnexplainedAnswer(reply, expected[0].Expected));
        foreach (var (model, expectation) in left)
            await model.TakeAsync(reply, expectation, AnswerExpectation.IsAccepted(reply));
        if (Deviation is null && !left.Exists(l => l.Model.Reading == InForce))
            Deviation = new UnexplainedAnswer(reply, expected[0].Expected);
        _models = left.ConvertAll(l => l.Model);
        return (agreed, null);
    }

    /// <summary>Takes in the answers to requests that were sent at once: some order of them has to explain all.</summary>
    /// <returns>The last answer of the order that got furthest, where none does.</returns>
    public async ValueTask<UnexplainedAnswer?> TakeAtOnceAsync(ImmutableArray<Reply> replies)
    {
        var left = new Dictionary<string, ContractModel>(StringComparer.Ordinal);
        var (furthest, unexplained) = (-1, (UnexplainedAnswer?)null);
        var (furthestInForce, ofInForce) = (-1, (UnexplainedAnswer?)null);
        foreach (var model in _models)
        {
            foreach (var order in Orders(replies))
            {
                var fork = await model.ForkAsync();
                var (explained, refuted) = await ExplainedAsync(fork, order);
                if (refuted is null)
                {
                    left.TryAdd($"{_models.IndexOf(model)} {await fork.FingerprintAsync()}", fork);
                    continue;
                }

                if (explained > furthest)
                    (furthest, unexplained) = (explained, refuted);
                if (model.Reading == InForce && explained > furthestInForce)
                    (furthestInForce, ofInForce) = (explained, refuted);
            }
        }

        var letIn = replies.Count(r => r.IsSuccess);
        if (left.Count == 0)
            return Counted(ofInForce ?? unexplained);
        if (Deviation is null && !left.Values.Any(m => m.Reading == InForce))
            Deviation = Counted(ofInForce);
        _hasTooMany = left.Count > MostModels;
        _models = [.. left.Values];
        return null;

        UnexplainedAnswer? Counted(UnexplainedAnswer? answer) =>
            answer is null ? null : answer with { Expected = answer.Expected with { LetIn = letIn } };
    }

    private static async ValueTask<(int Explained, UnexplainedAnswer? Refuted)> ExplainedAsync(
        ContractModel model,
        IReadOnlyList<Reply> order
    )
    {
        for (var i = 0; i < order.Count; i++)
        {
            var expected = await model.ExpectAsync(order[i].Request);
            if (!expected.Holds(order[i]))
                return (i, new UnexplainedAnswer(order[i], expected));
            await model.TakeAsync(order[i], expected, AnswerExpectation.IsAccepted(order[i]));
        }

        return (order.Count, null);
    }

    private static IEnumerable<ImmutableArray<Reply>> Orders(ImmutableArray<Reply> replies) =>
        replies.Length <= 1 ? [replies] : replies.SelectMany(first => Orders(replies.Remove(first)).Select(rest => rest.Insert(0, first)));

    private static AnswerExpectation Agreed(List<AnswerExpectation> expected) =>
        expected.TrueForAll(e => e.Answer == expected[0].Answer && e.Reason == expected[0].Reason)
            ? expected[0]
            : new AnswerExpectation(ExpectedAnswer.Open, expected.Select(e => e.Reason).FirstOrDefault(r => r is not null));
}
