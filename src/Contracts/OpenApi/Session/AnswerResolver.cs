using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Decides at start what an operation answers: its success, and each refusal in the contract's own words.</summary>
internal sealed class AnswerResolver(CompileContext context, AnswerFactory factory)
{
    /// <summary>The documented success in each of its representations: the lowest 2xx, else <c>2XX</c> or <c>default</c>, else the lowest final status there is (RFC 9110, section 15).</summary>
    /// <param name="rule">What <c>succeeds</c> says; null for nothing.</param>
    public ImmutableArray<Answer> Success(IReadOnlyList<Response> responses, IReadOnlyDictionary<string, string> tokens, SuccessRule? rule)
    {
        if (rule?.Status is { } told)
        {
            return (DocumentedAnswers.Exact(responses, told) ?? responses.FirstOrDefault(r => r.Key == "default")) is { } own
                ? Success(told, own, tokens, rule)
                : [AnswerFactory.Undocumented(told, new Told(rule.Where, rule.At))];
        }

        var response =
            responses.Where(r => r.Status is >= 200 and < 300).MinBy(r => r.Status)
            ?? responses.FirstOrDefault(r => r.Key is "2XX" or "2xx")
            ?? responses.FirstOrDefault(r => r.Key == "default")
            ?? responses.Where(r => r.Status is null or (>= 200 and < 600)).MinBy(r => r.Status ?? 599);
        return response is null ? [AnswerFactory.Undocumented(204)] : Success(response.Status ?? 200, response, tokens, rule);
    }

    private ImmutableArray<Answer> Success(int status, Response response, IReadOnlyDictionary<string, string> tokens, SuccessRule? rule)
    {
        var told = new Told(rule?.Where, rule?.At);
        if (rule?.Example is { } example)
        {
            if (factory.Named(status, response, example.AsString()!, told) is { } answer)
                return [answer];
            ReportExample("\"succeeds\"", example, status, response, isShared: false);
        }

        return [.. factory.All(status, response, tokens, told)];
    }

    /// <summary>What an operation answers for a refusal; null where the contract documents nothing.</summary>
    /// <param name="occurs">Whether the operation can refuse for this reason at all, so that an example that is not there is a mistake.</param>
    public Answer? Refuse(Refusal refusal, IReadOnlyList<Response> responses, IReadOnlyDictionary<string, RefusalRule> own, bool occurs)
    {
        var root = context.Session?.Refusals ?? ImmutableDictionary<string, RefusalRule>.Empty;
        var rule = InChain(own, refusal) ?? InChain(root, refusal);
        if (rule is null && (own.GetValueOrDefault(Refusals.Default) ?? root.GetValueOrDefault(Refusals.Default)) is { } general)
        {
            // What HTTP itself refuses keeps its status, whatever the others have; the form is the default's where there is one.
            var isOfHttp = refusal.IsOfHttp();
            rule = isOfHttp ? general with { Status = null, Where = null } : general;
            occurs &= !isOfHttp;
        }

        return Answer(refusal, responses, rule, occurs);
    }

    /// <summary>What an operation answers where a token of one kind is refused; null where the refusals say nothing of that kind, so that it is refused as any other.</summary>
    /// <param name="kind">The name of the kind.</param>
    /// <inheritdoc cref="Refuse(Refusal, IReadOnlyList{Response}, IReadOnlyDictionary{string, RefusalRule}, bool)"/>
    public Answer? Refuse(
        Refusal refusal,
        string kind,
        IReadOnlyList<Response> responses,
        IReadOnlyDictionary<string, RefusalRule> own,
        bool occurs
    )
    {
        var root = context.Session?.Refusals ?? ImmutableDictionary<string, RefusalRule>.Empty;

        // What an operation says of any kind comes before what the root says of one.
        return (OfKind(own, refusal, kind) ?? (InChain(own, refusal) is null ? OfKind(root, refusal, kind) : null)) is { } rule
            ? Answer(refusal, responses, rule, occurs)
            : null;
    }

    private Answer? Answer(Refusal refusal, IReadOnlyList<Response> responses, RefusalRule? rule, bool occurs)
    {
        var told = new Told(rule?.Where, rule?.At);
        var status = rule?.Status ?? UsualStatus(refusal, responses);
        var documented = DocumentedAnswers.Exact(responses, status);
        var shared = rule?.Response is { } name ? Shared(name, status) : null;
        var fallback = responses.FirstOrDefault(r => r.Key == "default");
        if (rule?.Example is { } example)
        {
            foreach (var response in new[] { documented, shared, fallback })
            {
                if (response is not null && factory.Named(status, response, example.AsString()!, told) is { } answer)
                    return answer;
            }

            if (occurs)
                ReportExample("The refusal", example, status, documented ?? shared ?? fallback, rule.Response is not null);
        }

        if ((documented ?? shared ?? fallback) is { } first)
            return factory.All(status, first, told: told).FirstOrDefault();
        return rule is { Status: not null } or { Where: not null } ? AnswerFactory.Undocumented(status, told) : null;
    }

    private static RefusalRule? OfKind(IReadOnlyDictionary<string, RefusalRule> rules, Refusal refusal, string kind) =>
        InChain(rules, refusal, kind) ?? rules.GetValueOrDefault(Refusals.Key(kind, Refusals.Default));

    private static RefusalRule? InChain(IReadOnlyDictionary<string, RefusalRule> rules, Refusal refusal, string? kind = null)
    {
        for (Refusal? reason = refusal; reason is { } current; reason = current.Fallback())
        {
            if (rules.TryGetValue(kind is null ? current.Name() : Refusals.Key(kind, current.Name()), out var rule))
                return rule;
        }

        return null;
    }

    // 422 is what several frameworks document for a body that violates its schema.
    private static int UsualStatus(Refusal refusal, IReadOnlyList<Response> responses) =>
        refusal == Refusal.Invalid && responses.All(r => r.Key != "400") && responses.Any(r => r.Key == "422")
            ? 422
            : refusal.UsualStatus();

    private Response? Shared(Node name, int status)
    {
        var components = context.Root["components"]?["responses"];
        if (context.Resolve(components?[name.AsString()!]) is { } node)
            return ResponseCompiler.One(context, $"{status}", node);
        var near = Nearest.To(name.AsString()!, components?.Members.Select(m => m.Name) ?? []);
        context.Fatal.Error(
            "unknown-response",
            name.At,
            $"The refusal names the response {name.Describe()}, which #/components/responses does not have.",
            near is null ? "Add it there, or name one that exists." : $"Did you mean \"{near}\"?"
        );
        return null;
    }

    private void ReportExample(string who, Node example, int status, Response? response, bool isShared)
    {
        var known =
            response
                ?.Content.SelectMany(c => c.Examples)
                .Select(e => e.Name)
                .Where(n => n.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .ToList()
            ?? [];
        var near = Nearest.To(example.AsString()!, known);
        context.Fatal.Error(
            "unknown-example",
            example.At,
            $"{who} names the example {example.Describe()}, which response {status} of {factory.OperationName} does not have{(known.Count > 0 ? $"; it has {string.Join(", ", known)}" : "")}.",
            near is not null ? $"Did you mean \"{near}\"?"
                : !isShared ? "Add the example to that response, or name one that it has."
                : "Add the example to the response that the refusal names."
        );
    }
}
