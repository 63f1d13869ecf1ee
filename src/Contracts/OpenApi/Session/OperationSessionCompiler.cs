using System.Collections.Immutable;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Compiles <c>x-session</c> at an operation, once its schema has accepted it.</summary>
internal sealed class OperationSessionCompiler(CompileContext context, SecurityCompiler security)
{
    private readonly AlternativeCompiler _alternatives = new(context, security);

    /// <summary>
    /// What the operation does, null where it plays no role; and what else its <c>security</c> asks for. An operation whose <c>security</c> asks for a session token is protected without
    /// being told.
    /// </summary>
    /// <param name="node">The policy; null where the operation has none.</param>
    public (OperationSession? Session, ImmutableArray<CredentialAlternative> Credentials) Compile(Node operation, Node? node)
    {
        if (context.Session is not { } plan)
        {
            if (node is not null)
                ReportOrphan(node);
            return (null, AlternativeCompiler.Credentials(_alternatives.Compile(operation, Role.None, [], _ => Tolerance.None)));
        }

        var role = node is null ? Role.None : Enum.Parse<Role>(node["role"]!.AsString()!, ignoreCase: true);
        var alternatives = _alternatives.Compile(
            operation,
            role,
            Presented(node, plan),
            kind => Tolerated(node, plan.Policy.Kinds[kind].Name)
        );
        var slots = _alternatives.Slots(alternatives);
        var credentials = AlternativeCompiler.Credentials(alternatives);
        if (node is null && slots.Length == 0)
            return (null, credentials);
        if (role is Role.Protected or Role.Logout or Role.Refresh && slots.Length == 0)
            ReportNoToken(operation, node!);
        var session = new OperationSession(
            node is null ? Role.Protected : role,
            alternatives,
            slots,
            [.. Issues(node?["issues"])],
            Revokes(node?["revokes"], plan.Policy),
            Place(node?["subject"]),
            Place(node?["secret"]),
            Place(node?["assertion"])
        );
        return (session, credentials);
    }

    /// <summary>Where the tokens that an operation issues stand in its response body: an expression by JSON pointer.</summary>
    public IReadOnlyDictionary<string, Expression> BodyTokens(Node? node)
    {
        var places = new Dictionary<string, Expression>(StringComparer.Ordinal);
        foreach (var (kind, place) in Issues(node?["issues"]))
        {
            if (place.Source == ExpressionSource.ResponseBody)
                places[place.Name!] = new Expression(ExpressionSource.Token, context.Session!.Policy.Kinds[kind].Name);
        }

        return places;
    }

    private List<TokenSlot> Presented(Node? node, SessionPlan plan)
    {
        var slots = new List<TokenSlot>();
        foreach (var (name, at, value) in node?["presents"]?.Members ?? [])
        {
            if (Kind(name, at) is not { } kind || Place(value) is not { } expression)
                continue;
            var scheme =
                expression is { Source: ExpressionSource.RequestHeader, Name: { } header }
                && header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
                    ? "Bearer"
                    : null;
            slots.Add(new TokenSlot(kind, [new CredentialPlace(expression, scheme)], Tolerated(node, plan.Policy.Kinds[kind].Name)));
        }

        return slots;
    }

    private static Tolerance Tolerated(Node? node, string kind)
    {
        var tolerated = Tolerance.None;
        foreach (var item in node?["tolerates"]?[kind]?.Items ?? [])
        {
            if (Refusals.All.FirstOrDefault(r => r.Name() == item.AsString()) is var refusal)
                tolerated |= refusal.Tolerance();
        }

        return tolerated;
    }

    private List<IssuedKind> Issues(Node? issues)
    {
        var found = new List<IssuedKind>();
        foreach (var (name, at, value) in issues?.Members ?? [])
        {
            if (Kind(name, at) is not { } kind || Place(value) is not { } place)
                continue;
            if (place.Source is ExpressionSource.ResponseHeader or ExpressionSource.ResponseCookie && !HttpField.IsName(place.Name))
                ReportName(value);
            found.Add(new IssuedKind(kind, place));
        }

        return found;
    }

    private ImmutableArray<RevocationScope> Revokes(Node? revokes, SessionPolicy policy)
    {
        var scopes = new RevocationScope[policy.Kinds.Length];
        foreach (var (name, at, value) in revokes?.Members ?? [])
        {
            if (Kind(name, at) is { } kind)
                scopes[kind] = Enum.Parse<RevocationScope>(value.AsString()!, ignoreCase: true);
        }

        return [.. scopes];
    }

    private static Expression? Place(Node? node) => node?.AsString() is { } text ? Expression.Parse(text) : null;

    private int? Kind(string name, Location at)
    {
        var policy = context.Session!.Policy;
        if (policy.IndexOf(name) is var index and >= 0)
            return index;
        var known = policy.Kinds.Select(k => k.Name).ToList();
        var near = Nearest.To(name, known);
        context.Fatal.Error(
            "unknown-token-kind",
            at,
            $"\"{name}\" is no kind of token of this contract; expected one of {string.Join(", ", known)}.",
            near is null ? "Add it under x-session/tokens at the root, or name one of those." : $"Did you mean \"{near}\"?"
        );
        return null;
    }

    private void ReportName(Node place) =>
        context.Fatal.Error(
            "token-place-name",
            place.At,
            $"The token is to travel in {place.Describe()}, and HTTP has no header and no cookie of that name; expected letters, digits and !#$%&'*+-.^_`|~ alone.",
            "Write the name alone, as it stands in the response."
        );

    private void ReportNoToken(Node operation, Node node) =>
        context.Fatal.Error(
            "no-token-place",
            node["role"]!.At,
            $"The operation has the role \"{node["role"]!.AsString()}\", yet nothing says where its token travels.",
            operation["security"] is null
                ? "Add \"presents: {access: $request.header.NAME}\", or a \"security\" that names a scheme which carries the token."
                : "Add \"presents: {access: $request.header.NAME}\", or name in \"security\" a scheme which carries the token (tokens/access/scheme at the root says which)."
        );

    private void ReportOrphan(Node node) =>
        context.Fatal.Error(
            "no-session-policy",
            node.At,
            "The operation has an x-session, but the root of the document has none.",
            "Add x-session with tokens at the root; specs/README.md shows how."
        );
}
