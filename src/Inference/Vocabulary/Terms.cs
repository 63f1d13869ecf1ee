using System.Collections.Frozen;
using System.Collections.Immutable;

namespace Conformance.Inference.Vocabulary;

/// <summary>Finds the terms in names and sentences. Words are known in the languages that APIs are written in, without their accents.</summary>
internal static class Terms
{
    private const int LongestPhrase = 3;

    private static readonly FrozenDictionary<string, Term> Known = Table(
        (
            Term.Login,
            "login signin logon authenticate loginuser userlogin dologin signon inloggen einloggen anmelden anmeldung "
                + "iniciarsesion iniciodesesion ingresar acceder entrar fazerlogin autenticar logar connexion seconnecter connecter connecte accedi accesso "
                + "zaloguj logowanie giris girisyap вход войти логин авторизация авторизоваться войтивсистему"
        ),
        (
            Term.Logout,
            "logout signout logoff signoff loggedout endsession closesession uitloggen ausloggen abmelden abmeldung cerrarsesion cierredesesion cierresesion "
                + "salir sair deslogar encerrarsessao logoutuser userlogout deconnexion sedeconnecter deconnecter disconnetti esci wyloguj wylogowanie "
                + "cikis cikisyap выход выйти разлогиниться logouts"
        ),
        (
            Term.Refresh,
            "refresh refreshed refreshes renew renewal renovar refrescar atualizar actualizar rafraichir actualiser renouveler erneuern auffrischen aktualisieren "
                + "verlangern odswiez yenile refreshtoken tokenrefresh reissue prolong обновить обновление продлить rinnova vernieuwen"
        ),
        (Term.Revoke, "revoke revokes revocation revoketoken invalidate revogar revocar revoquer widerrufen отозвать отзыв"),
        (
            Term.Session,
            "session sessions sesion sesiones sessao sessoes sitzung sitzungen сессия сессию сессии сеанс sessione sessie oturum sesja"
        ),
        (Term.Token, "token tokens jwt jwts ticket tickets accesstoken authtoken accesstokens jeton jetons токен токена токены токенов"),
        (
            Term.Auth,
            "auth authentication oauth oauth2 authn sso openid connect iam autenticacion autenticacao authentification authentifizierung аутентификация "
                + "identity security"
        ),
        (
            Term.Self,
            "me self whoami currentuser currentaccount loggedinuser current mine myself own my yo moi ich eu mich я мой aktuell actual"
        ),
        (
            Term.User,
            "user users account accounts profile profiles customer customers member members person identities userinfo usuario usuarios utilisateur "
                + "utilisateurs benutzer nutzer konto profil perfil cuenta compte conta пользователь пользователя профиль аккаунт"
        ),
        (
            Term.Admin,
            "admin admins administrator administrators administration management superuser backoffice moderator moderation staff sys"
        ),
        (
            Term.Organization,
            "org orgs organization organizations organisation organisations tenant tenants team teams workspace workspaces project projects company companies "
                + "group groups device devices"
        ),
        (
            Term.Register,
            "register registration signup enroll enrollment registrar registrarse registro inscription registrieren registrierung cadastro cadastrar "
                + "регистрация зарегистрироваться onboarding invite invitation invitations setup firsttimelogin"
        ),
        (
            Term.Reset,
            "reset forgot forgotten forget recover recovery change restore passwordreset resetpassword changepassword restablecer recuperar redefinir "
                + "esqueci zurucksetzen vergessen oublie reinitialiser сброс восстановить восстановление смена unlock"
        ),
        (
            Term.Verify,
            "verify verification verifications confirm confirmation validate activate activation check exists introspect introspection verificar confirmar "
                + "bestatigen verifier подтвердить подтверждение reauthenticate reauth precheck"
        ),
        (
            Term.Factor,
            "2fa mfa totp otp webauthn passkey passkeys factor factors twofactor secondfactor twostep challenge challenges sms fido fido2 u2f pin phone backup "
                + "captcha biometric"
        ),
        (
            Term.Federated,
            "oidc saml saml2 ldap kerberos radius cas idp social provider providers callback federated federation external cert jwtbearer thirdparty "
                + "partner platform connector"
        ),
        (Term.Passwordless, "passwordless magic magiclink link anonymous guest custom qr qrcode code deeplink"),
        (Term.All, "all others other every everywhere everyone todos todas alle tous все bulk"),
        (
            Term.Step,
            "complete browser accept reject request requests consent consents frontchannel backchannel start begin initiate finish flow flows callbackurl "
                + "prepare cookieset postlogout done success failure step"
        ),
        (
            Term.About,
            "status config configuration configurations settings setting appearance history histories log logs attempts methods info metadata options policy "
                + "policies enforcement enforcements page form url uri redirect banner stats statistics count list healthcheck health version count rules "
                + "allowlist blocklist keys key catalog grants library"
        ),
        (Term.Impersonate, "impersonate impersonation imitate sudo actas switch switchuser loginas"),
        (
            Term.Prefix,
            "api apis v1 v2 v3 v4 v5 rest public private internal service services app web core mobile json do php open common server"
        )
    );

    private static readonly FrozenDictionary<string, Term>.AlternateLookup<ReadOnlySpan<char>> Lookup = Known.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    // Scripts without spaces, and words that are written together with what they belong to.
    private static readonly (string Part, Term Term)[] Parts =
    [
        ("登出", Term.Logout),
        ("注销", Term.Logout),
        ("退出", Term.Logout),
        ("登录", Term.Login),
        ("登陆", Term.Login),
        ("登入", Term.Login),
        ("刷新", Term.Refresh),
        ("续期", Term.Refresh),
        ("令牌", Term.Token),
        ("会话", Term.Session),
        ("注册", Term.Register),
        ("管理员", Term.Admin),
        ("当前用户", Term.Self),
        ("个人", Term.Self),
        ("ログアウト", Term.Logout),
        ("ログイン", Term.Login),
        ("로그아웃", Term.Logout),
        ("로그인", Term.Login),
    ];

    private static readonly (string Stem, Term Term)[] Stems =
    [
        ("logout", Term.Logout),
        ("signout", Term.Logout),
        ("logoff", Term.Logout),
        ("signin", Term.Login),
        ("login", Term.Login),
        ("whoami", Term.Self),
    ];

    /// <summary>The terms of a name or sentence in their order, those that mean nothing here among them.</summary>
    public static ImmutableArray<Term> In(string? text)
    {
        var words = NameWords.Of(text);
        if (words.IsEmpty)
            return [];
        var terms = ImmutableArray.CreateBuilder<Term>(words.Length);
        for (var i = 0; i < words.Length; )
        {
            var (term, count) = At(words, i);
            if (term == Term.Other)
                AddParts(words[i], terms);
            else
                terms.Add(term);
            i += count;
        }

        return terms.ToImmutable();
    }

    /// <summary>Whether a name or sentence has a term.</summary>
    public static bool Has(string? text, Term term) => In(text).Contains(term);

    private static (Term Term, int Count) At(ImmutableArray<string> words, int at)
    {
        Span<char> phrase = stackalloc char[64];
        for (var count = Math.Min(LongestPhrase, words.Length - at); count > 0; count--)
        {
            var length = 0;
            for (var i = at; i < at + count; i++)
            {
                if (length + words[i].Length > phrase.Length)
                {
                    length = 0;
                    break;
                }

                words[i].CopyTo(phrase[length..]);
                length += words[i].Length;
            }

            if (length > 0 && Lookup.TryGetValue(phrase[..length], out var term))
                return (term, count);
        }

        return (Term.Other, 1);
    }

    private static void AddParts(string word, ImmutableArray<Term>.Builder terms)
    {
        var before = terms.Count;
        foreach (var (stem, term) in Stems)
        {
            if (word.StartsWith(stem, StringComparison.Ordinal) || word.EndsWith(stem, StringComparison.Ordinal))
            {
                terms.Add(term);
                return;
            }
        }

        if (!char.IsAscii(word[0]))
            terms.AddRange(Parts.Where(p => word.Contains(p.Part, StringComparison.Ordinal)).Select(p => p.Term));
        if (terms.Count == before)
            terms.Add(Term.Other);
    }

    private static FrozenDictionary<string, Term> Table(params (Term Term, string Words)[] rows) =>
        rows.SelectMany(r => r.Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(w => (Word: w, r.Term)))
            .DistinctBy(r => r.Word, StringComparer.Ordinal)
            .ToFrozenDictionary(r => r.Word, r => r.Term, StringComparer.Ordinal);
}
