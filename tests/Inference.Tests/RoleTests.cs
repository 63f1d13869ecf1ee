using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Inference.Tests;

/// <summary>What tells a role and what only looks like it, each in a document of a few lines.</summary>
public sealed class RoleTests
{
    private const string Login = "POST /login username,password > token";

    [Theory]
    [InlineData("POST /auth/login email,password > access_token")]
    [InlineData("POST /v1/sessions user,passphrase > jwt")]
    [InlineData("POST /anmelden benutzername,kennwort > token")]
    [InlineData("POST /entrar usuario,senha > token")]
    [InlineData("POST /iniciar-sesion correo,contraseña > token")]
    [InlineData("POST /connexion identifiant,mot_de_passe > jeton")]
    [InlineData("POST /api/войти логин,пароль > token")]
    [InlineData("POST /用户/登录 用户名,密码 > token")]
    [InlineData("POST /api/token grant_type,username,password > access_token")]
    [InlineData("POST /tickets userId,password > id")]
    [InlineData("POST /api/v1/user.login username,password > token")]
    [InlineData("POST /rpc/auth.signIn email,password > token")]
    [InlineData("POST /v1/accounts:signInWithPassword email,password > idToken")]
    [InlineData("POST /Account/Login UserName,Password > AccessToken")]
    [InlineData("POST /api/authentication strategy,email,password > accessToken")]
    [InlineData("POST /giris kullanici_adi,sifre > token")]
    [InlineData("POST /zaloguj login,haslo > token")]
    public void A_login_is_found_by_what_it_takes_and_is_called(string operation) =>
        Assert.Equal([Name(operation)], Found(Role.Login, operation, "POST /things name,count > id"));

    [Theory]
    [InlineData("POST /register email,password > token")]
    [InlineData("POST /signup username,password,confirm_password > token")]
    [InlineData("POST /password/reset token,new_password")]
    [InlineData("POST /forgot-password email")]
    [InlineData("POST /login/2fa code > token")]
    [InlineData("POST /auth/google/callback code > token")]
    [InlineData("GET /login/settings > enabled")]
    [InlineData("GET /login-history > entries")]
    [InlineData("POST /admin/users username,password > id")]
    [InlineData("PUT /users/me/password current_password,new_password")]
    [InlineData("POST /impersonate username > token")]
    [InlineData("POST /connections host,username,password > id")]
    [InlineData("POST /auth/verify-email email,code > token")]
    [InlineData("POST /sso/partner/login assertion > token")]
    [InlineData("POST /login/passkey/finish credential > token")]
    [InlineData("POST /devices/{id}/login username,password > token")]
    public void What_only_looks_like_a_login_is_none(string decoy) => Assert.Empty(Found(Role.Login, decoy));

    [Theory]
    [InlineData("POST /logout")]
    [InlineData("GET /user/sign-out")]
    [InlineData("DELETE /session")]
    [InlineData("DELETE /sessions/current")]
    [InlineData("DELETE /sessions/me")]
    [InlineData("DELETE /login")]
    [InlineData("POST /oauth/revoke token")]
    [InlineData("POST /auth/token/revoke-self")]
    [InlineData("POST /v1/token/revoke token")]
    [InlineData("POST /abmelden")]
    [InlineData("POST /sair")]
    [InlineData("POST /cerrar-sesion")]
    [InlineData("POST /déconnexion")]
    [InlineData("POST /api/выход")]
    [InlineData("POST /用户/登出")]
    [InlineData("POST /realms/{realm}/protocol/openid-connect/logout refresh_token")]
    [InlineData("POST /api/v1/user.logout")]
    [InlineData("POST /rpc/auth.signOut")]
    [InlineData("POST /v1/session:logout")]
    [InlineData("POST /Account/LogOff")]
    [InlineData("DELETE /auth/sessions/current")]
    [InlineData("POST /uitloggen")]
    [InlineData("POST /wyloguj")]
    public void A_logout_is_found(string operation) => Assert.Equal([Name(operation)], Found(Role.Logout, Login, operation));

    [Theory]
    [InlineData("DELETE /sessions/{id}")]
    [InlineData("DELETE /sessions")]
    [InlineData("DELETE /sessions/others")]
    [InlineData("POST /logout/all")]
    [InlineData("POST /users/{id}/logout")]
    [InlineData("POST /admin/users/logout")]
    [InlineData("DELETE /account")]
    [InlineData("DELETE /users/me")]
    [InlineData("POST /roles/revoke role")]
    [InlineData("POST /api-keys/revoke key")]
    [InlineData("POST /certificates/revoke serial")]
    [InlineData("GET /logout/complete")]
    [InlineData("GET /logout/config > url")]
    [InlineData("DELETE /charging-sessions/{id}")]
    [InlineData("DELETE /organizations/{id}/members/{user}")]
    [InlineData("POST /tenants/{tenant}/users/{id}/logout")]
    [InlineData("GET /logout/browser")]
    [InlineData("POST /files/{id}/links/revoke")]
    [InlineData("POST /chat/sessions/{id}/close")]
    [InlineData("DELETE /training-sessions/current")]
    [InlineData("POST /consents/revoke client")]
    public void What_only_looks_like_a_logout_is_none(string decoy) => Assert.Empty(Found(Role.Logout, Login, decoy));

    [Theory]
    [InlineData("POST /auth/refresh refresh_token > access_token")]
    [InlineData("POST /token/refresh refreshToken > token")]
    [InlineData("POST /session/renew > token")]
    [InlineData("PUT /auth/jwt/renew token > token")]
    [InlineData("POST /auth/renovar refresh_token > token")]
    public void A_refresh_is_found(string operation) => Assert.Equal([Name(operation)], Found(Role.Refresh, Login, operation));

    [Theory]
    [InlineData("POST /library/refresh")]
    [InlineData("POST /news/refresh since > items")]
    [InlineData("POST /subscriptions/{id}/renew months > id")]
    [InlineData("POST /certificates/renew name > pem")]
    [InlineData("GET /dashboard/refresh-interval > seconds")]
    public void What_only_looks_like_a_refresh_is_none(string decoy) => Assert.Empty(Found(Role.Refresh, Login, decoy));

    [Fact]
    public void A_token_endpoint_plays_login_and_refresh()
    {
        const string endpoint = "POST /oauth/token grant_type,username,password,refresh_token > access_token";
        Assert.Equal(["POST /oauth/token"], Found(Role.Login, endpoint));
        Assert.Equal(["POST /oauth/token"], Found(Role.Refresh, endpoint));
    }

    [Theory]
    [InlineData("GET /me > name", "GET /things > items")]
    [InlineData("GET /users/self > name", "GET /status > up")]
    [InlineData("GET /whoami > name", "GET /languages/current > code")]
    [InlineData("GET /account/profile > name", "GET /config > flags")]
    public void The_operation_about_the_caller_is_the_probe(string probe, string other) =>
        Assert.Equal(Name(probe), Found(Role.Protected, Login, other, probe)[0]);

    [Fact]
    public void An_operation_of_one_many_is_no_probe() => Assert.Empty(Found(Role.Protected, Login, "GET /users/{id} > name"));

    [Fact]
    public void Of_several_logins_the_one_by_name_and_password_is_taken()
    {
        string[] logins =
        [
            "POST /auth/social/login code > token",
            "POST /auth/magic-link email > token",
            "POST /admin/login username,password > token",
            "POST /auth/login email,password > token",
            "POST /auth/sso/login assertion > token",
        ];
        Assert.Equal(["POST /auth/login"], Found(Role.Login, logins));
    }

    [Fact]
    public void Each_logout_of_the_caller_is_taken()
    {
        Assert.Equal(
            ["POST /auth/logout", "DELETE /auth/sessions/current"],
            Found(Role.Logout, Login, "POST /auth/logout", "DELETE /auth/sessions/current", "DELETE /auth/sessions/{id}")
        );
    }

    [Fact]
    public void A_login_that_answers_nothing_sets_a_cookie_though_no_scheme_says_so()
    {
        var session = Inferred("POST /login username,password", "POST /logout", "GET /me > name");
        Assert.Contains("cookie", Assert.Single(session.Places, p => p.Token == "access").Place);
        Assert.Contains("$response.cookie.", session.Overlay);
    }

    [Fact]
    public void A_logout_that_is_not_sure_stands_as_a_comment_with_how_to_turn_it_on()
    {
        var session = Inferred(
            Login,
            "POST /logout",
            "POST /users/{id}/logout",
            "POST /session/clear/logout-log",
            "GET /me > name",
            "POST /magic/logout"
        );
        Assert.Equal(["POST /logout"], [.. session.Roles.Where(r => r.Role == Role.Logout).Select(r => r.Operation)]);
        var unsure = Assert.Single(session.Unsure, r => r.Role == Role.Logout);
        Assert.Equal("POST /magic/logout", unsure.Operation);
        Assert.InRange(unsure.Confidence, 0.2, 0.5);
        Assert.Contains("  # - target: \"$.paths['/magic/logout'].post\"", session.Overlay);
        Assert.Contains("--role logout='POST /magic/logout'", session.Overlay);
        var turnedOn = session
            .Overlay!.Replace("  # - target: \"$.paths['/magic", "  - target: \"$.paths['/magic")
            .Replace("  #   ", "    ");
        Assert.NotEqual(session.Overlay, turnedOn);
        var problems = new Problems();
        DocumentReader.Read("overlay", System.Text.Encoding.UTF8.GetBytes(turnedOn), problems);
        Assert.Empty(problems);
    }

    private static IReadOnlyList<string> Found(Role role, params string[] operations) =>
        [.. Inferred(operations).Roles.Where(r => r.Role == role).Select(r => r.Operation)];

    private static InferredSession Inferred(params string[] operations)
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("conformance-").FullName, "openapi.yaml");
        File.WriteAllText(path, Written.Document(operations));
        var problems = new Problems();
        var session = DocumentInference.Infer(
            ContractSource.FromFile(path),
            RoleChoices.None,
            problems,
            TestContext.Current.CancellationToken
        );
        Assert.Empty(problems);
        return session!;
    }

    private static string Name(string operation) => string.Join(' ', operation.Split(' ')[..2]);
}
