using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;

namespace Conformance.Comparison.Tests;

/// <summary>A contract of which each test changes a few words.</summary>
internal static class Shop
{
    public const string Document = """
        openapi: 3.1.0
        info: {title: Shop, version: '1'}
        servers: [{url: /v1}]
        x-session:
          tokens:
            access: {format: opaque, lifetime: PT15M, idle: PT10M, scheme: bearer}
            refresh: {format: opaque, lifetime: P30D, rotation: rotate-and-detect-reuse, grace: PT30S}
        paths:
          /login:
            post:
              operationId: login
              security: []
              x-session:
                role: login
                subject: $request.body#/user
                secret: $request.body#/password
                issues: {access: $response.body#/token, refresh: $response.body#/renewal}
              requestBody:
                required: true
                content:
                  application/json:
                    schema: {type: object, required: [user, password], properties: {user: {type: string, maxLength: 80}, password: {type: string}, device: {type: string}}}
              responses:
                '200':
                  description: Logged in.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [token]
                        properties: {token: {type: string}, renewal: {type: string}, name: {type: string}, level: {type: string, enum: [basic, gold]}}
                      example: {token: '', renewal: '', name: Alice, level: gold}
                '401': {description: Refused.}
          /refresh:
            post:
              operationId: refresh
              security: []
              x-session:
                role: refresh
                presents: {refresh: $request.body#/renewal}
                issues: {access: $response.body#/token, refresh: $response.body#/renewal}
              requestBody:
                required: true
                content: {application/json: {schema: {type: object, required: [renewal], properties: {renewal: {type: string}}}}}
              responses:
                '200':
                  description: Renewed.
                  content:
                    application/json:
                      schema: {type: object, properties: {token: {type: string}, renewal: {type: string}}}
                      example: {token: '', renewal: ''}
                '401': {description: Refused.}
          /logout:
            post:
              operationId: logout
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: session, refresh: session}}
              responses:
                '204': {description: Logged out.}
                '401': {description: Refused.}
          /me:
            get:
              operationId: me
              security: [{bearer: []}]
              x-session: {role: protected}
              parameters:
                - {name: fields, in: query, schema: {type: array, items: {type: string}}}
                - {name: X-Trace, in: header, required: true, schema: {type: string}}
              responses:
                '200':
                  description: Who it is.
                  headers:
                    X-Count: {required: true, schema: {type: integer}}
                  content: {application/json: {schema: {$ref: '#/components/schemas/User'}}}
                '401': {description: Refused., content: {application/json: {example: {error: unauthorized}}}}
                '403': {description: Refused., content: {application/json: {example: {error: forbidden}}}}
          /public/{id}:
            get:
              operationId: public
              security: []
              parameters:
                - {name: id, in: path, required: true, schema: {type: integer, minimum: 1}}
              responses:
                '200': {description: Anything.}
                '404': {description: Not there.}
        components:
          securitySchemes:
            bearer: {type: http, scheme: bearer}
            key: {type: apiKey, in: header, name: X-Key}
          schemas:
            User:
              type: object
              required: [id]
              properties: {id: {type: integer}, name: {type: string, pattern: '^[A-Z]'}, friends: {type: array, items: {$ref: '#/components/schemas/User'}}}
        """;

    /// <summary>The contract with a text replaced, which must stand in it.</summary>
    public static Contract Changed(string text = "", string other = "")
    {
        var document = Document;
        if (text.Length > 0)
        {
            Assert.Contains(text, document, StringComparison.Ordinal);
            document = document.Replace(text, other, StringComparison.Ordinal);
        }

        var folder = Directory.CreateTempSubdirectory("conform-diff-");
        try
        {
            var path = Path.Combine(folder.FullName, "shop.yaml");
            File.WriteAllText(path, document);
            var problems = new Problems();
            var contract = ContractLoader.Load(ContractSource.FromFile(path), ImmutableDictionary<string, string>.Empty, null, problems);
            Assert.True(contract is not null, string.Join('\n', problems));
            return contract;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
