namespace Conformance.Cli.Tests;

/// <summary>A document with a login, a logout and an operation that takes the token, for runs against targets that do as they please.</summary>
internal static class TokenDocument
{
    private const string Text = """
        openapi: 3.0.3
        info: {title: Tokens, version: "1"}
        paths:
          /login:
            post:
              operationId: login
              security: []
              x-session: {role: login, subject: $request.body#/u, secret: $request.body#/p, issues: {access: $response.body#/token}}
              requestBody: {required: true, content: {application/json: {schema: {type: object, required: [u, p], properties: {u: {type: string}, p: {type: string}}}}}}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {token: {type: string}}}}}}, '401': {description: no}}
          /logout:
            post:
              operationId: logout
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session}}
              responses: {'204': {description: out}, '401': {description: no}}
          /me:
            get:
              operationId: me
              security: [{bearer: []}]
              x-session: {role: protected}
              responses: {'200': {description: ok, content: {application/json: {schema: {type: object, properties: {n: {type: string}}}}}}, '401': {description: no}}
        components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
        x-session: {tokens: {access: {format: FORMAT, lifetime: PT5M}}}
        """;

    /// <param name="format">The format of the access token.</param>
    public static string Of(string format) => Text.Replace("FORMAT", format, StringComparison.Ordinal);
}
