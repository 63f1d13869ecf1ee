using System.Collections.Frozen;
using System.Collections.Immutable;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Surface;

/// <summary>What fields carry, by their names and formats.</summary>
internal static class FieldNames
{
    private static readonly FrozenSet<string> Passwords = Set(
        "password passwd pwd pass passphrase passcode userpassword currentpassword loginpassword passwordhash pw senha contrasena clave kennwort passwort "
            + "motdepasse mdp haslo wachtwoord sifre parola пароль 密码 口令 パスワード 비밀번호"
    );
    private static readonly FrozenSet<string> PasswordWords = Set(
        "password passwd pwd passphrase senha contrasena kennwort passwort пароль"
    );

    // Of a form in which a password is chosen or replaced.
    private static readonly FrozenSet<string> Choosing = Set(
        "new old confirm confirmation confirmed repeat again reset verify verification re nuevo nueva nova novo neues"
    );
    private static readonly FrozenSet<string> Users = Set(
        "username user login email mail emailaddress useremail identifier userid userlogin loginid loginname account accountname accountid phone phonenumber "
            + "mobile name handle usernameoremail emailorusername loginoremail uid usuario benutzer benutzername nutzername utilisateur identifiant correo "
            + "correoelectronico nombreusuario nome nomeusuario courriel kullaniciadi nazwauzytkownika gebruikersnaam логин пользователь почта 用户名 账号 帐号 "
            + "手机号 邮箱 ユーザー名 아이디 id principal credential subject"
    );
    private static readonly FrozenSet<string> Accesses = Set(
        "token accesstoken authtoken jwt jwttoken bearertoken sessiontoken sessionid sid apitoken authenticationtoken ticket access usertoken logintoken "
            + "authorization xauthtoken xaccesstoken sessionkey sessiontokenid clienttoken authorizationtoken id_token bearer"
    );
    private static readonly FrozenSet<string> Refreshes = Set(
        "refreshtoken refresh refreshjwt tokenrefresh renewtoken renewaltoken rtoken refreshkey"
    );

    /// <summary>Whether a field carries a password that the user has already.</summary>
    public static bool IsPassword(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return !IsChosen(words)
            && (
                Passwords.Contains(string.Concat(words))
                || words is [.., var last] && PasswordWords.Contains(last)
                || field.Format == "password" && !IsClientSecret(words)
            );
    }

    /// <summary>Whether a field carries a password that the user chooses.</summary>
    public static bool IsChosenPassword(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return IsChosen(words) && words.Any(w => PasswordWords.Contains(w) || Passwords.Contains(w));
    }

    /// <summary>Whether a field says who the user is.</summary>
    public static bool IsUser(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return Users.Contains(string.Concat(words)) || words is [.., "username" or "email" or "login" or "user"];
    }

    /// <summary>Whether a field carries a token to be presented later.</summary>
    public static bool IsAccessToken(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return field.Type is "string" or ""
            && !IsRefreshToken(field)
            && (
                Accesses.Contains(string.Concat(words))
                || words is [.., "token"]
                    && !words.Any(w => w is "csrf" or "xsrf" or "next" or "page" or "continuation" or "device" or "push" or "reset")
                || words is [.., "jwt" or "ticket"]
            );
    }

    /// <summary>Whether a field carries a refresh token.</summary>
    public static bool IsRefreshToken(DescribedField field)
    {
        var words = NameWords.Of(field.Name);
        return field.Type is "string" or ""
            && (
                Refreshes.Contains(string.Concat(words))
                || words is [.., "refresh", "token"] or ["refresh", "token", ..] && words.Length < 4 && !IsTime(words)
            );
    }

    /// <summary>Whether a field says by what a token is asked for (RFC 6749, section 4).</summary>
    public static bool IsGrantType(DescribedField field) => NameWords.Joined(field.Name) == "granttype";

    private static bool IsChosen(ImmutableArray<string> words) => words.Length > 1 && words.Any(Choosing.Contains);

    private static bool IsClientSecret(ImmutableArray<string> words) =>
        words.Contains("client") || words.Contains("secret") || words.Contains("token");

    private static bool IsTime(ImmutableArray<string> words) =>
        words.Any(w => w is "expires" or "expiry" or "expiration" or "ttl" or "lifetime" or "in" or "at");

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
