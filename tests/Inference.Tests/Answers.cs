namespace Conformance.Inference.Tests;

/// <summary>What readers found in real documents. <c>SOURCES.md</c> beside the documents tells how, and what stands only in prose.</summary>
internal static class Answers
{
    /// <summary>
    /// Document | login | refresh | logouts | protected | where the access token travels | where the refresh takes its token | what the first logout takes beside the access token.
    /// Alternatives have commas between; what may be found and need not is in parentheses; "-" is none; "secured" is any operation whose security asks for the access token; "cookie" without a
    /// name is one that the document does not name.
    /// </summary>
    public const string Table = """
        supabase-auth.yaml | POST /token | POST /token | POST /logout | secured | header Authorization | body refresh_token | -
        swagger-petstore.yaml | GET /user/login | - | GET /user/logout | secured | header api_key, header Authorization | - | -
        supertokens-fdi.yaml | POST /{apiBasePath}/<tenantId>/signin | POST /{apiBasePath}/session/refresh | POST /{apiBasePath}/signout | secured | header Authorization, cookie sAccessToken | header Authorization, cookie sRefreshToken | -
        adguardhome.yaml | POST /login | - | GET /logout | secured | cookie, header Authorization | - | -
        fusionauth.yaml | POST /api/login | POST /api/jwt/refresh | POST /api/logout (DELETE /api/jwt/refresh) | secured | header Authorization | body refreshToken | body refreshToken, query refreshToken
        influxdb-oss.yaml | POST /signin | - | POST /signout | secured | cookie, header Authorization | - | -
        overseerr.yaml | POST /auth/local | - | POST /auth/logout | secured | cookie connect.sid | - | -
        alfresco-auth.yaml | POST /tickets | - | DELETE /tickets/-me- | GET /tickets/-me- | header Authorization | - | -
        shopware-store.json | POST /account/login | - | POST /account/logout | secured | header sw-context-token | - | -
        revolt.json | POST /auth/session/login | - | POST /auth/session/logout | secured | header x-session-token | - | -
        semaphore.yaml | POST /auth/login | - | POST /auth/logout | secured | header Cookie, header Authorization, cookie | - | -
        traccar.yaml | POST /session | - | DELETE /session (POST /session/token/revoke) | secured | cookie, header Authorization | - | -
        memos.yaml | POST /api/v1/auth/signin | POST /api/v1/auth/refresh | POST /api/v1/auth/signout | GET /api/v1/auth/me | header Authorization | cookie | cookie
        nakama.json | POST /v2/account/authenticate/email | POST /v2/account/session/refresh | POST /v2/session/logout | secured | header Authorization | body token | body refreshToken
        koel.yaml | POST /api/me | - | DELETE /api/me | secured | header Authorization | - | -
        mastodon.json | POST /oauth/token | - | POST /oauth/revoke | secured | header Authorization | - | body token
        vault.json | POST /auth/{userpass_mount_path}/login/{username} | POST /auth/token/renew-self | POST /auth/token/revoke-self (POST /auth/token/revoke) | GET /auth/token/lookup-self, GET /sys/policies/acl, GET /sys/auth, GET /sys/mounts | header X-Vault-Token, header Authorization | - (body token) | -
        argocd.json | POST /api/v1/session | - | DELETE /api/v1/session | GET /api/v1/applications, GET /api/v1/account, GET /api/v1/projects, GET /api/v1/clusters, GET /api/v1/repositories, GET /api/v1/certificates, GET /api/v1/gpgkeys, GET /api/v1/applicationsets | cookie, header Authorization | - | -
        komga.json | - | - | POST /api/logout, GET /api/logout | secured | cookie, cookie KOMGA-SESSION, header X-Auth-Token, header X-API-Key, header Authorization | - | -
        openziti-client.yaml | POST /authenticate | - | DELETE /current-api-session | secured | header zt-session, header Authorization | - | -
        teldrive.yaml | POST /auth/login | POST /auth/refresh | POST /auth/logout | secured | header Authorization, cookie access_token | cookie refresh_token | - (cookie refresh_token)
        frigate.yaml | POST /login | - | GET /logout | secured | cookie frigate_token, header Authorization | - | -
        inventree.yaml | POST /api/auth/v1/auth/login | - | DELETE /api/auth/v1/auth/session | secured | cookie sessionid, header Authorization | - | -
        odk-central.yaml | POST /v1/sessions | - | DELETE /v1/sessions/current, DELETE /v1/sessions/{token} | GET /v1/users/current, GET /v1/users, GET /v1/roles, GET /v1/sessions/restore | header Authorization | - | -
        spree-store.yaml | POST /api/v3/store/auth/login | POST /api/v3/store/auth/refresh | POST /api/v3/store/auth/logout | secured | header Authorization | body refresh_token | body refresh_token
        lemmy.yaml | POST /api/v3/user/login | - | POST /api/v3/user/logout | secured | header Authorization | - | -
        insforge-auth.yaml | POST /api/auth/sessions | POST /api/auth/refresh | POST /api/auth/logout | secured | header Authorization | body refreshToken, cookie | cookie
        discourse.yaml | - | - | - | - (GET /admin/users.json, GET /notifications.json) | - (header Api-Key) | - | -
        goscratch.yaml | POST /auth/login | POST /auth/refresh | POST /auth/logout | secured | header Authorization | body refresh_token | body refresh_token
        casdoor.json | POST /api/login (POST /api/login/oauth/access_token) | POST /api/login/oauth/refresh_token | POST /api/logout, GET /api/sso-logout, POST /api/sso-logout | GET /api/get-account, GET /api/userinfo | header Authorization, cookie | query refresh_token | -
        hydra.json | POST /oauth2/token | POST /oauth2/token | POST /oauth2/revoke, GET /oauth2/sessions/logout | GET /userinfo | header Authorization | body refresh_token | body token
        accelbyte-iam.json | POST /iam/v3/oauth/token (POST /iam/v4/oauth/token) | POST /iam/v3/oauth/token (POST /iam/v4/oauth/token) | POST /iam/v3/logout, POST /iam/v3/oauth/revoke (POST /iam/oauth/revoke/token) | secured | header Authorization, cookie access_token | body refresh_token, cookie refresh_token | -
        metadefender | POST /login | - | POST /logout | secured | header apikey | - | -
        echo-boilerplate | POST /auth/login | POST /auth/refresh | POST /auth/logout | secured | header Authorization, cookie access_token | body refresh_token | body refresh_token
        octoprint | POST /login | - | POST /logout | GET /currentuser, GET /settings, GET /access/users | cookie | - | -
        makebss | POST /auth/login | GET /auth/renew | DELETE /auth/logout | secured | cookie X-ACCESS-TOKEN | cookie X-REFRESH-TOKEN | cookie X-REFRESH-TOKEN
        redocly-starter | - (POST /oauth2/register) | - | - | - (secured) | - (header Authorization) | - | -
        """;
}
