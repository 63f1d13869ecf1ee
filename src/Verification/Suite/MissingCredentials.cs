using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Verification.Client;
using Conformance.Verification.Steps;

namespace Conformance.Verification.Suite;

/// <summary>
/// Credentials of another sort than tokens that an operation's <c>security</c> asks for (OpenAPI 3.1.1, section 4.8.30), such as an app's key, and that nobody gave: the target would refuse
/// every request for that reason, and the run would blame users and tokens.
/// </summary>
internal static class MissingCredentials
{
    /// <summary>A sentence about the first operation that cannot be asked for lack of them; null where all can.</summary>
    public static string? Of(ScenarioState state)
    {
        if (state.Target.OtherCredentials is not null)
            return null;
        var roles = state.Subject.Roles;
        var asked = state.Target.Tokens is null ? new[] { roles.Login, roles.Logout } : [roles.Logout];
        return asked.OfType<Operation>().Concat(state.Subject.Protected).Select(o => Of(state, o)).FirstOrDefault(s => s is not null);
    }

    private static string? Of(ScenarioState state, Operation operation)
    {
        CredentialPlace? missing = null;
        foreach (var alternative in operation.Session!.Alternatives)
        {
            var draft = state.Requests.Build(operation, new Dictionary<int, string>(), alternative: alternative);
            if (
                alternative.Credentials.FirstOrDefault(p => !IsOfUser(operation, p) && !IsGiven(state, draft, alternative, p))
                is not { } place
            )
                return null;
            missing ??= place;
        }

        return missing is null
            ? null
            : $"{operation} asks for {Describe(missing)}{SchemeName(state.Subject.Contract.Document, missing)}, and no value is given for it. {Mend(operation, missing)}";
    }

    // RFC 7617: there a login takes the user's own name and password.
    private static bool IsOfUser(Operation operation, CredentialPlace place) =>
        IsBasic(place) && operation.Session!.UserPlaces.Any(p => p.Expression.Source == ExpressionSource.RequestBasicPassword);

    // At one place with a token the two would overwrite each other, and what is given is not seen in a request without a token.
    private static bool IsGiven(ScenarioState state, RequestDraft draft, TokenAlternative alternative, CredentialPlace place) =>
        alternative.Slots.Any(s => s.Places.Any(p => p.Expression == place.Expression))
        || place.Expression.Source switch
        {
            ExpressionSource.RequestHeader => draft.Headers.Any(h =>
                h.Name.Equals(place.Expression.Name, StringComparison.OrdinalIgnoreCase)
            ) || state.Target.Headers.Any(h => h.Name.Equals(place.Expression.Name, StringComparison.OrdinalIgnoreCase)),
            ExpressionSource.RequestQuery => draft.Query.Any(q => q.Key == place.Expression.Name),
            ExpressionSource.RequestCookie => draft.Headers.Any(h =>
                h.Name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
                && h.Value.Contains(place.Expression.Name + "=", StringComparison.Ordinal)
            ),
            _ => true,
        };

    private static bool IsBasic(CredentialPlace place) => string.Equals(place.Scheme, "Basic", StringComparison.OrdinalIgnoreCase);

    private static string Describe(CredentialPlace place) =>
        place switch
        {
            _ when IsBasic(place) => "HTTP Basic client authentication",
            { Scheme: { } scheme } => $"a credential of the authentication scheme {scheme}",
            { Expression: { Source: ExpressionSource.RequestHeader, Name: var name } } => $"a credential in the header {name}",
            { Expression: { Source: ExpressionSource.RequestQuery, Name: var name } } => $"a credential in the query parameter {name}",
            { Expression.Name: var name } => $"a credential in the cookie {name}",
        };

    private static string SchemeName(Node document, CredentialPlace place)
    {
        var name = (document["components"]?["securitySchemes"]?.Members ?? []).FirstOrDefault(s => Is(s.Value, place)).Name;
        return name is null ? "" : $" (the security scheme \"{name}\")";
    }

    private static bool Is(Node scheme, CredentialPlace place) =>
        place.Scheme is { } word
            ? string.Equals(scheme["scheme"]?.AsString(), word, StringComparison.OrdinalIgnoreCase)
            : scheme["name"]?.AsString() == place.Expression.Name && scheme["type"]?.AsString() == "apiKey";

    private static string Mend(Operation operation, CredentialPlace place)
    {
        var value = place.Scheme is { } scheme ? $"{scheme} …" : "…";
        var own = $"under \"values\" of conform.yaml: {{{RequestBuilder.Label(operation)}: {{{PlaceOf(place)}: '{value}'}}}}";
        return place.Expression.Source == ExpressionSource.RequestHeader
            ? $"Give it with -H '{place.Expression.Name}: {value}', or for this operation alone {own}."
            : $"Give it {own}.";
    }

    private static string PlaceOf(CredentialPlace place) =>
        place.Expression.Source switch
        {
            ExpressionSource.RequestHeader => $"$request.header.{place.Expression.Name}",
            ExpressionSource.RequestQuery => $"$request.query.{place.Expression.Name}",
            _ => $"$request.cookie.{place.Expression.Name}",
        };
}
