using System.Collections.Immutable;
using Conformance.Inference.Observing;
using Conformance.Inference.Places;
using Conformance.Inference.Surface;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Overlays;

/// <summary>A token that an answer hands out.</summary>
/// <param name="Kind"><c>access</c> or <c>refresh</c>.</param>
/// <param name="Field">Where.</param>
/// <param name="IsDocumented">Whether the answer documents the field; else the overlay has to add it.</param>
internal sealed record HandedOutToken(string Kind, DescribedField Field, bool IsDocumented);

/// <summary>Where the answers of logins and refreshes hand out tokens.</summary>
internal static class HandedOutTokens
{
    /// <summary>The tokens of an answer.</summary>
    /// <param name="refresh">Where a refresh takes its token; null where there is no refresh token.</param>
    /// <param name="isLogin">Whether the operation begins the session, and so has to hand out every kind.</param>
    public static ImmutableArray<HandedOutToken> Of(
        DescribedOperation operation,
        TokenCarrier carrier,
        DescribedField? refresh,
        bool isLogin
    )
    {
        var issued = ImmutableArray.CreateBuilder<HandedOutToken>();
        issued.Add(Access(operation, carrier));
        if (
            refresh is not null
            && Refresh(operation, refresh, isLogin) is { } token
            && token.Field.InResponse != issued[0].Field.InResponse
        )
            issued.Add(token);
        return issued.ToImmutable();
    }

    /// <summary>The tokens that a login was seen to hand out.</summary>
    public static ImmutableArray<HandedOutToken> Seen(DescribedOperation login, Observation seen, bool hasRefresh)
    {
        var issued = ImmutableArray.Create(Documented("access", seen.Access));
        if (!hasRefresh)
            return issued;
        return issued.Add(
            seen.Refresh is { } refresh
                ? Documented("refresh", refresh)
                : new HandedOutToken("refresh", Made("body", "refresh_token", "/refresh_token"), false)
        );

        HandedOutToken Documented(string kind, DescribedField field) =>
            new(
                kind,
                field,
                field.Place == "cookie" ? SetsCookies(login)
                    : field.Place == "header"
                        ? login.Answer.Any(f => f.Place == "header" && f.Name.Equals(field.Name, StringComparison.OrdinalIgnoreCase))
                    : login.Answer.Any(f => f.Place == "body" && f.Pointer == field.Pointer)
            );
    }

    private static HandedOutToken Access(DescribedOperation operation, TokenCarrier carrier)
    {
        if (carrier.Place == "cookie")
            return new HandedOutToken("access", Made("cookie", carrier.Field, ""), SetsCookies(operation));
        var header = operation.Answer.FirstOrDefault(f =>
            f.Place == "header" && (f.Name.Equals(carrier.Field, StringComparison.OrdinalIgnoreCase) || FieldNames.IsAccessToken(f))
        );
        var body =
            operation.Answer.Where(f => f.Place == "body" && FieldNames.IsAccessToken(f)).OrderBy(Rank).FirstOrDefault()
            ?? operation.Answer.FirstOrDefault(f => f is { Place: "body", Pointer: "" })
            ?? (operation.LastTerms.Contains(Term.Token) ? operation.Answer.FirstOrDefault(f => f is { Place: "body", Name: "id" }) : null);
        return (header, body) switch
        {
            ({ } only, null) => new HandedOutToken("access", only, true),
            (_, { } field) => new HandedOutToken("access", field, true),
            _ => new HandedOutToken("access", Made("body", "token", "/token"), false),
        };
    }

    private static HandedOutToken? Refresh(DescribedOperation operation, DescribedField refresh, bool isLogin)
    {
        if (refresh.Place == "cookie")
            return new HandedOutToken("refresh", Made("cookie", refresh.Name, ""), SetsCookies(operation));
        if (operation.Answer.Where(FieldNames.IsRefreshToken).OrderBy(Rank).FirstOrDefault() is { } field)
            return new HandedOutToken("refresh", field, true);
        return isLogin ? new HandedOutToken("refresh", Made("body", "refresh_token", "/refresh_token"), false) : null;
    }

    // The access token itself before an id token or a token for one use, and what lies near the root first.
    private static int Rank(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return 10 * field.Pointer.Count(c => c == '/')
            + (
                words.Contains("access") ? 0
                : words.Length == 1 ? 1
                : 3
            )
            + (words.Any(w => w is "id" or "type" or "once" or "factor" or "verification") ? 20 : 0);
    }

    private static bool SetsCookies(DescribedOperation operation) =>
        operation.Answer.Any(f => f.Place == "header" && f.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase));

    private static DescribedField Made(string place, string name, string pointer) => new(place, name, pointer, "string", "", "", "", true);
}
