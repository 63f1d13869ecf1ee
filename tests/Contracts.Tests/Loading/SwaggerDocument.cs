namespace Conformance.Contracts.Tests.Loading;

/// <summary>A document with most of what Swagger 2.0 writes differently.</summary>
internal static class SwaggerDocument
{
    public const string Yaml = """
        swagger: '2.0'
        info: {title: Old, version: 1.2.3}
        host: api.example.com
        basePath: /v1/
        schemes: [https, http]
        consumes: [application/json]
        produces: [application/json]
        security: [{key: []}]
        x-vendor: {a: 1}
        paths:
          /things/{id}:
            parameters:
              - {name: id, in: path, required: true, type: integer}
              - {$ref: '#/parameters/Trace'}
            put:
              operationId: put
              security: [{oauth: [write]}]
              consumes: [application/json, application/xml]
              parameters:
                - {name: tags, in: query, type: array, items: {type: string, enum: [a, b]}, collectionFormat: multi}
                - {name: sizes, in: query, type: array, items: {type: integer}, collectionFormat: pipes}
                - {$ref: '#/parameters/Thing'}
              responses:
                '200': {description: ok, schema: {$ref: '#/definitions/Thing'}, headers: {X-Left: {type: integer, format: int32}}, examples: {application/json: {id: 7, '$ref': no reference}}}
                '404': {$ref: '#/responses/Gone'}
            post:
              operationId: post
              consumes: [multipart/form-data]
              parameters:
                - {name: file, in: formData, type: file, required: true, description: A picture}
                - {name: labels, in: formData, type: array, items: {type: string}, collectionFormat: csv}
              responses:
                '204': {description: done}
                '200': {description: picture, schema: {type: file}}
        parameters:
          Trace: {name: X-Trace, in: header, type: string, pattern: '^a', x-note: 1}
          Thing: {name: thing, in: body, required: true, schema: {$ref: '#/definitions/Thing'}}
        responses:
          Gone: {description: gone, schema: {type: object}}
        definitions:
          Thing:
            type: object
            discriminator: kind
            required: [kind]
            properties:
              kind: {type: string}
              note: {type: [string, 'null']}
              more: {x-nullable: true, type: array, items: {$ref: '#/definitions/Thing'}}
              either: {type: [string, integer]}
        securityDefinitions:
          key: {type: apiKey, in: query, name: k}
          plain: {type: basic}
          oauth: {type: oauth2, flow: accessCode, authorizationUrl: https://a.example, tokenUrl: https://b.example, scopes: {write: Writes}}
        """;
}
