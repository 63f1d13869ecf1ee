namespace Conformance.MockServer.Tests.Hostile;

/// <summary>A contract that takes every kind of body, parameter and token.</summary>
internal static class HostileContract
{
    public const string Yaml = """
        openapi: 3.1.0
        info: {title: Hostile, version: '1'}
        x-session:
          tokens: {access: {format: opaque, lifetime: PT30M}}
        paths:
          /login:
            post:
              security: []
              x-session:
                role: login
                subject: $request.body#/email
                secret: $request.body#/password
                issues: {access: $response.cookie.sid}
              requestBody:
                required: true
                content:
                  application/json: &login
                    schema: {type: object, required: [email, password], properties: {email: {type: string}, password: {type: string, minLength: 8}}}
                  application/x-www-form-urlencoded: *login
              responses: {'204': {description: In.}}
          /me:
            get:
              security: [{cookie: []}]
              x-session: {role: protected}
              responses: {'200': {description: Me., content: {application/json: {example: {name: '{$user.name}', at: '{$url}'}}}}}
          /json:
            post:
              requestBody: {content: {application/json: {schema: {type: object, additionalProperties: false, properties: {n: {type: number}}}}}}
              responses: {'204': {description: Done.}}
          /echo:
            post:
              requestBody: {content: {application/json: {}}}
              responses:
                '200':
                  description: What was sent.
                  headers: {X-Echo: {schema: {type: string}, example: '{$request.header.X-Echo}'}}
                  content: {application/json: {example: {whole: '{$request.body#/}', a: '{$request.body#/a}', h: '{$request.header.X-Echo}'}}}
          /form:
            post:
              requestBody: {required: true, content: {application/x-www-form-urlencoded: {schema: {type: object, additionalProperties: {type: integer}}}}}
              responses: {'204': {description: Done.}}
          /multipart:
            post:
              requestBody: {required: true, content: {multipart/form-data: {schema: {type: object, properties: {a: {type: integer}}}}}}
              responses: {'204': {description: Done.}}
          /text:
            post:
              requestBody: {content: {text/plain: {schema: {type: string, maxLength: 3}}}}
              responses: {'200': {description: Done., content: {text/plain: {examples: {ñandú: {value: a}}}}}}
          /items/{id}:
            parameters:
              - {name: id, in: path, required: true, schema: {type: integer}}
              - {name: q, in: query, schema: {type: array, items: {type: integer}}}
              - {name: o, in: query, style: deepObject, schema: {type: object, additionalProperties: {type: integer}}}
              - {name: X-Count, in: header, schema: {type: integer}}
              - {name: c, in: cookie, schema: {type: integer}}
            get:
              responses: {'200': {description: One., content: {application/json: {example: {id: 1}}}}}
        components:
          securitySchemes: {cookie: {type: apiKey, in: cookie, name: sid}}
        """;
}
