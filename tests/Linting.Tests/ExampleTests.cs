namespace Conformance.Linting.Tests;

/// <summary>Examples that do not fit their schemas.</summary>
public sealed class ExampleTests
{
    [Fact]
    public void Each_kind_of_example_is_judged_at_its_place()
    {
        const string text = """
            openapi: 3.1.0
            info: {title: A, version: '1'}
            paths:
              /a:
                get:
                  parameters:
                    - {name: q, in: query, schema: {type: integer}, example: many}
                  responses:
                    '200':
                      description: A
                      headers: {X-Count: {schema: {type: integer}, examples: {a: {value: few}}}}
                      content:
                        application/json:
                          schema: {$ref: '#/components/schemas/A'}
                          examples:
                            good: {value: {id: 1, name: a}}
                            bad: {value: {id: one}}
                        application/xml: {schema: {$ref: '#/components/schemas/A'}, example: <a/>}
            components:
              schemas:
                A:
                  type: object
                  required: [id, name, size]
                  properties:
                    id: {type: integer, example: '1', default: none}
                    name: {type: string, examples: [a, 2]}
                    size: {type: integer, writeOnly: true}
            """;
        Assert.Equal(
            [
                "7:66 warning example",
                "11:78 warning example",
                "17:30 error example",
                "17:35 error example",
                "25:38 warning example",
                "25:52 warning example",
                "26:44 warning example",
            ],
            Linted.Places(text)
        );
    }

    [Fact]
    public void Expressions_stand_for_values_of_their_types_where_there_is_a_session()
    {
        const string text = """
            openapi: 3.1.0
            info: {title: A, version: '1'}
            x-session: {tokens: {access: {format: jwt}}}
            paths:
              /a:
                post:
                  security: []
                  x-session: {role: login, subject: $request.body#/user, secret: $request.body#/password, issues: {access: $response.body#/token}}
                  requestBody:
                    content: {application/json: {schema: {type: object, properties: {user: {type: string}, password: {type: string}}}}}
                  responses:
                    '200':
                      description: A
                      content:
                        application/json:
                          schema:
                            type: object
                            properties:
                              token: {type: string, minLength: 20}
                              at: {type: string, format: date-time}
                              left: {type: integer}
                              echo: {type: object}
                              name: {type: string, maxLength: 3}
                              status: {type: integer}
                          examples:
                            a: {value: {token: '', at: '{$now}', left: '{$token.access.expires_in}', echo: '{$request.body}', name: '{$user.name}', status: '{$statusCode}'}}
                            b: {value: {token: '', at: '{$token.access.expires_in}', left: 'left: {$token.access.expires_in}', name: long}}
            components: {securitySchemes: {bearer: {type: http, scheme: bearer}}}
            """;
        Assert.Equal(["27:44 error example", "27:80 error example", "27:122 error example"], Linted.Places(text));
    }

    [Fact]
    public void A_deep_example_is_no_stumbling_block()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 120)) + string.Concat(Enumerable.Repeat("]", 120));
        var text =
            $"openapi: 3.1.0\ninfo: {{title: A, version: '1'}}\npaths:\n  /a:\n    get:\n      responses:\n        '200': {{description: A, content: {{application/json: {{schema: {{type: object}}, example: {deep}}}}}}}\n";
        Assert.Equal("example", Linted.Only(text).Rule);
    }
}
