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
            return (null, AlternativeCompiler.Credentials(_alternatives.Compile(operation, Role.None, [], _ => default, [])));
        }

        var role = node is null ? Role.None : Enum.Parse<Role>(node["role"]!.AsString()!, ignoreCase: true);
        var issued = Issues(operation, node?["issues"]);
        var alternatives = _alternatives.Compile(
            operation,
            role,
            Presented(node, plan),
            kind => (Tolerated(node, "tolerates", plan.Policy.Kinds[kind].Name), Tolerated(node, "honours", plan.Policy.Kinds[kind].Name)),
            issued
        );
        var slots = _alternatives.Slots(alternatives);
        var credentials = AlternativeCompiler.Credentials(alternatives);
        if (node is null && slots.Length == 0)
            return (null, credentials);
        if (role is Role.Protected or Role.Logout or Role.Refresh or Role.End or Role.List && slots.Length == 0)
            ReportNoToken(operation, node!);
        var session = new OperationSession(
            node is null ? Role.Protected : role,
            alternatives,
            slots,
            [.. issued],
            Revokes(node?["revokes"], plan.Policy),
            [.. Places(node?["subject"])],
            [.. Places(node?["secret"])],
            Places(node?["assertion"]).FirstOrDefault()
        )
        {
            Named = Place(node?["session"]),
            Lists = ListedIds.Parse(node?["lists"]?.AsString()),
            CountsAsUse = node?["counts-as-use"]?.AsBoolean() ?? true,
            IsHolder = node?["holder"]?.AsBoolean() == true,
        };
        if (role == Role.Login && session.Secret.IsEmpty && session.Assertion is null)
            session = ByBasic(session, operation, node!);
        CheckNamed(node, session);
        return (session, credentials);
    }

    /// <summary>Where the lifetimes of the tokens that an operation issues would stand in its response body (RFC 6749, section 5.1): an expression by JSON pointer.</summary>
    public IReadOnlyDictionary<string, string> BodyLifetimes(Node operation, Node? node)
    {
        var lifetimes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var issued in Issues(operation, node?["issues"]).Where(i => i.Place.Source == ExpressionSource.ResponseBody))
        {
            var kind = context.Session!.Policy.Kinds[issued.Kind];
            if (kind.Lifetime is null || JsonPointer.TryParse(issued.Place.Name!) is not { Segments: [.., var name] } pointer)
                continue;
            var holder = issued.Place.Name![..^(JsonPointer.Escape(name).Length + 1)];
            var expression = $"{{$token.{kind.Name}.expires_in}}";
            if (kind.Name == SessionPlan.AccessKind)
            {
                lifetimes[holder + "/expires_in"] = expression;
                lifetimes[holder + "/expiresIn"] = expression;
            }

            lifetimes[$"{holder}/{kind.Name}_expires_in"] = expression;
            lifetimes[$"{holder}/{kind.Name}_token_expires_in"] = expression;
            lifetimes[$"{holder}/{kind.Name}ExpiresIn"] = expression;
            lifetimes[$"{holder}/{kind.Name}TokenExpiresIn"] = expression;
        }

        return lifetimes;
    }

    /// <summary>Where the tokens that an operation issues stand in its response body: a text with an expression in it by JSON pointer.</summary>
    public IReadOnlyDictionary<string, string> BodyTokens(Node operation, Node? node)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var issued in Issues(operation, node?["issues"]))
        {
            if (issued.Place.Source == ExpressionSource.ResponseBody)
                places[issued.Place.Name!] = issued.Around.Wrap($"{{$token.{context.Session!.Policy.Kinds[issued.Kind].Name}}}");
        }

        // An id stands in each item of an array; the example has one item, which is repeated.
        if (node?["lists"]?.AsString() is ['$', ..] lists && lists.IndexOf('#', StringComparison.Ordinal) is > 0 and var at)
            places[lists[(at + 1)..]] = "{$listed.id}";
        return places;
    }

    private List<TokenSlot> Presented(Node? node, SessionPlan plan)
    {
        var slots = new List<TokenSlot>();
        foreach (var (name, at, value) in node?["presents"]?.Members ?? [])
        {
            if (Kind(name, at) is not { } kind)
                continue;

            // A token that stands at several places is needed at each of them.
            var token = plan.Policy.Kinds[kind].Name;
            foreach (var place in Places(value))
            {
                slots.Add(
                    new TokenSlot(kind, [WithScheme(place)], Tolerated(node, "tolerates", token))
                    {
                        Honours = Tolerated(node, "honours", token),
                    }
                );
            }
        }

        return slots;
    }

    private static Tolerance Tolerated(Node? node, string word, string kind)
    {
        var tolerated = Tolerance.None;
        foreach (var item in node?[word]?[kind]?.Items ?? [])
        {
            if (Refusals.All.FirstOrDefault(r => r.Name() == item.AsString()) is var refusal)
                tolerated |= refusal.Tolerance();
        }

        return tolerated;
    }

    private List<IssuedKind> Issues(Node operation, Node? issues)
    {
        var found = new List<IssuedKind>();
        foreach (var (name, at, value) in issues?.Members ?? [])
        {
            if (Kind(name, at) is not { } kind || TextAround.Parse(value.AsString() ?? "") is not var (place, around))
                continue;
            if (place.Source is ExpressionSource.ResponseHeader or ExpressionSource.ResponseCookie && !HttpField.IsName(place.Name))
                ReportName(value);
            found.Add(new IssuedKind(kind, place, ShownScheme.Around(context.Root, operation, place, around)));
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

    private void CheckNamed(Node? node, OperationSession session)
    {
        if (session.Revokes.Contains(RevocationScope.Named) == session.Named is not null)
            return;
        context.Fatal.Error(
            "named-session",
            (node!["session"] ?? node["revokes"])!.At,
            session.Named is null
                ? "The operation ends a \"named\" session, and nothing says where the request names it."
                : $"The request names a session at {node["session"]!.Describe()}, and the operation ends no \"named\" one.",
            session.Named is null
                ? "Add \"session: $request.path.NAME\", or the place where the session's id travels."
                : "Write \"revokes: {access: named}\", or leave \"session\" out."
        );
    }

    private static Expression? Place(Node? node) => node?.AsString() is { } text ? Expression.Parse(text) : null;

    /// <summary>The places that a member names, one or a list of them.</summary>
    public static IEnumerable<CredentialPlace> Places(Node? node)
    {
        foreach (
            var item in node is ArrayNode list ? list.Items
            : node is null ? []
            : [node]
        )
        {
            if (TextAround.Parse(item.AsString() ?? "") is var (place, around))
                yield return new CredentialPlace(place) { Around = around };
        }
    }

    // What stands before a token in an Authorization header is a scheme, whose name is case-insensitive (RFC 9110, section 11.1).
    private static CredentialPlace WithScheme(CredentialPlace place) =>
        place.Expression is not { Source: ExpressionSource.RequestHeader, Name: { } header }
        || !header.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
            ? place
            : place.Around switch
            {
                { Before: "", After: "" } => place with { Scheme = "Bearer" },
                { Before: [.. var scheme, ' '], After: "" } when HttpField.IsName(scheme) => new CredentialPlace(place.Expression, scheme),
                _ => place,
            };

    // RFC 7617: a login whose "security" asks for Basic takes the user's name and password there.
    private OperationSession ByBasic(OperationSession session, Node operation, Node node)
    {
        if (security.AsksForBasic(operation))
        {
            return session with
            {
                Subject = [new CredentialPlace(new Expression(ExpressionSource.RequestBasicUser))],
                Secret = [new CredentialPlace(new Expression(ExpressionSource.RequestBasicPassword))],
            };
        }

        context.Fatal.Error(
            "login-credentials",
            node["role"]!.At,
            "The operation has the role \"login\", yet nothing says where the user's credentials travel.",
            "Add \"subject\" and \"secret\", \"secret\" alone where a password tells who it is, or \"assertion\"; or name in \"security\" a scheme {type: http, scheme: basic}."
        );
        return session;
    }

    private int? Kind(string name, Location at)
    {
        var policy = context.Session!.Policy;
        if (policy.IndexOf(name) is var index and >= 0)
            return index;
        TokenKinds.ReportUnknown(name, at, policy, context.Fatal);
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
