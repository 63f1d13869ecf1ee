using System.Text.Json.Nodes;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Places;

/// <summary>Where a login takes a name and a password.</summary>
internal sealed record CredentialFields(DescribedField User, DescribedField Password);

/// <summary>What a login takes.</summary>
internal static class Credentials
{
    /// <summary>The members of <c>x-session</c> that say where the credentials travel; null where nothing that the login takes can be one.</summary>
    public static JsonObject? Of(DescribedApi api, DescribedOperation login)
    {
        if (Fields(api, login) is { } fields && fields == Basic)
            return [];
        if (Fields(api, login) is var (user, password))
            return new JsonObject { ["subject"] = user.InRequest, ["secret"] = password.InRequest };
        // What another one vouches with: a code, an assertion, a session of theirs.
        var inputs = login.Inputs.ToList();
        var assertion =
            inputs.FirstOrDefault(f => NameWords.Joined(f.Name) is "code" or "assertion" or "idtoken" or "credential")
            ?? inputs.FirstOrDefault(f => f.Place == "body" && (FieldNames.IsAccessToken(f) || Terms.Has(f.Name, Term.Session)));
        return assertion is null ? null : new JsonObject { ["assertion"] = assertion.InRequest };
    }

    /// <summary>HTTP Basic (RFC 7617), which <c>security</c> says by itself.</summary>
    public static CredentialFields Basic { get; } = new(OfBasic("user"), OfBasic("password"));

    /// <summary>Where a name and a password travel; null where one of them has no place.</summary>
    public static CredentialFields? Fields(DescribedApi api, DescribedOperation login) =>
        Named(login) ?? (api.Uses(login, s => s.IsBasic) && !login.Inputs.Any(FieldNames.IsGrantType) ? Basic : null);

    private static DescribedField OfBasic(string name) => new("basic", name, "", "string", "", "", "", true);

    private static CredentialFields? Named(DescribedOperation login)
    {
        var inputs = login.Inputs.ToList();
        var password = inputs.Where(FieldNames.IsPassword).OrderBy(Rank).FirstOrDefault();
        var user = inputs
            .Where(f => f != password && FieldNames.IsUser(f) && f.Type is "string" or "")
            .OrderBy(f => Rank(f) + (IsBesides(f) ? 3 : 0))
            .FirstOrDefault();
        // Whatever stands alone beside a password is who it belongs to.
        if (user is null && password is not null && inputs.Where(f => f != password && IsText(f)).ToList() is [var only])
            user = only;
        return password is null || user is null ? null : new CredentialFields(user, password);
    }

    private static bool IsText(DescribedField field) => field is { Place: "body" or "query", Type: "string", Values: "" };

    private static int Rank(DescribedField field) => 10 * field.Pointer.Count(c => c == '/') + (field.IsRequired ? 0 : 2);

    // An id, a name or a phone beside what is called a user or an email.
    private static bool IsBesides(DescribedField field) =>
        NameWords.Joined(field.Name) is "id" or "name" or "phone" or "mobile" or "phonenumber" or "handle";
}
