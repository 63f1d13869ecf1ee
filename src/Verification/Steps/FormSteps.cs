using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Results;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Begins and ends sessions in each form that the contract documents for it.</summary>
[Binding]
internal sealed class FormSteps(ScenarioState state)
{
    // At depth deep there is no end.
    private const int MostForms = 10;

    [Then(
        "a logout in each other documented form ends its session, or is refused",
        Description = "Each with a session of its own: with the other documented bodies, media types, members and parameters, and as browsers and scripts send it. What it revokes is refused where it succeeded."
    )]
    public async Task LogoutInEachForm()
    {
        state.CheckLogoutEndsSomething();
        var forms = Forms(state.Logout).Concat(DocumentedForms.OfClients()).ToList();
        foreach (var (how, change) in Limited(forms))
        {
            var session = await LogIn.AsUserAsync(state, "the session", state.User(0));
            var draft = state.BuildLogout(session.Tokens);
            change(draft);

            // What such a request is answered may have another form; it is asked what it does alone.
            draft.Flaw = $"a logout {how}";
            if (!await SucceedsAsync(draft))
                continue;
            await state.ExpectEndedAsync(session, $"after a logout {how}");
        }
    }

    [Then(
        "a session that began in each other documented form of the login ends with its logout",
        Description = "Each form of the login that gives tokens which open something: the other documented bodies, members and parameters. After the documented logout what it revokes is refused."
    )]
    public async Task LoginInEachForm()
    {
        state.CheckLogoutEndsSomething();
        var login = state.Subject.Roles.Login ?? throw new NotApplicableException("The contract has no operation with the role login.");
        var forms = Limited([.. Forms(login)]).ToList();
        if (forms.Count == 0)
            throw new NotApplicableException("The contract documents one form of the login.");
        var user = state.User(0) ?? throw new NotApplicableException("No user is known to log in with.");
        LogIn.CheckIsKnown(state, user);
        foreach (var (how, change) in forms)
        {
            var before = login.Session!.Slots.IsEmpty ? null : await LogIn.AsUserAsync(state, "a twin session", user);
            var draft = state.Requests.Build(login, before?.Tokens ?? [], user);
            change(draft);
            draft.Flaw = $"a login {how}";
            var reply = await state.SendAsync(draft);
            ContractOracle.CheckJudgeable(reply);
            var session = new ClientSession("the session", user);
            session.Take(before?.Tokens ?? []);
            session.Take(LogIn.TokensIn(reply));
            if (!reply.IsSuccess || !session.Tokens.TryGetValue(state.Subject.Roles.AccessKind, out var access))
                continue;
            if (!(await state.UseAsync(access, session)).All(ContractOracle.IsAccepted))
                continue;
            if (await SucceedsAsync(state.BuildLogout(session.Tokens)))
                await state.ExpectEndedAsync(session, $"of a login {how}");
        }
    }

    private IEnumerable<(string How, Action<RequestDraft> Change)> Forms(Operation operation)
    {
        ImmutableHashSet<Expression> taken =
        [
            .. ((string[])[RequestBuilder.Label(operation), operation.Id])
                .SelectMany(name => state.Target.Values.GetValueOrDefault(name)?.Keys ?? [])
                .Select(Expression.Parse)
                .OfType<Expression>(),
        ];
        var plain = Written(_ => { });
        return DocumentedForms.Of(operation, state.Requests.ValueOf, taken).Where(f => Written(f.Change) != plain);

        string Written(Action<RequestDraft> change)
        {
            var draft = state.Requests.Build(operation, new Dictionary<int, string>());
            change(draft);
            return $"{draft.Resource} {string.Join('|', draft.AllHeaders)} {draft.Text}";
        }
    }

    private IEnumerable<T> Limited<T>(IReadOnlyList<T> forms) => state.Depth == RunDepth.Deep ? forms : forms.Take(MostForms);

    private async Task<bool> SucceedsAsync(RequestDraft logout)
    {
        var reply = await state.SendAsync(logout);
        ContractOracle.CheckJudgeable(reply);
        return ContractOracle.IsAccepted(reply);
    }
}
