using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.Tests.Loading;

/// <summary>Swagger 2.0 documents, converted when they are loaded.</summary>
public sealed class SwaggerTests
{
    [Fact]
    public void It_becomes_the_openapi_document_that_says_the_same()
    {
        var document = Load().Document;
        Is(document, "", "openapi", "\"3.0.4\"");
        Is(document, "", "servers", """[{"url":"https://api.example.com/v1"},{"url":"http://api.example.com/v1"}]""");
        Is(document, "", "x-vendor", """{"a":1}""");
        Is(
            document,
            "/paths/~1things~1{id}",
            "parameters",
            """[{"name":"id","in":"path","required":true,"schema":{"type":"integer"}},{"$ref":"#/components/parameters/Trace"}]"""
        );
        Is(
            document,
            "/components",
            "parameters",
            """{"Trace":{"name":"X-Trace","in":"header","x-note":1,"schema":{"type":"string","pattern":"^a"}}}"""
        );
        Is(
            document,
            "/components/responses",
            "Gone",
            """{"description":"gone","content":{"application/json":{"schema":{"type":"object"}}}}"""
        );
        Is(document, "/components/schemas/Thing", "discriminator", """{"propertyName":"kind"}""");
        Is(
            document,
            "/components/schemas/Thing",
            "properties",
            """{"kind":{"type":"string"},"note":{"nullable":true,"type":"string"},"more":{"nullable":true,"type":"array","items":{"$ref":"#/components/schemas/Thing"}},"either":{"anyOf":[{"type":"string"},{"type":"integer"}]}}"""
        );
        Is(
            document,
            "/components",
            "securitySchemes",
            """{"key":{"type":"apiKey","name":"k","in":"query"},"plain":{"type":"http","scheme":"basic"},"oauth":{"type":"oauth2","flows":{"authorizationCode":{"authorizationUrl":"https://a.example","tokenUrl":"https://b.example","scopes":{"write":"Writes"}}}}}"""
        );
    }

    [Fact]
    public void Its_operations_keep_parameters_bodies_and_responses()
    {
        var document = Load().Document;
        const string put = "/paths/~1things~1{id}/put";
        Is(document, put, "security", """[{"oauth":["write"]}]""");
        Is(
            document,
            put,
            "parameters",
            """[{"name":"tags","in":"query","style":"form","explode":true,"schema":{"type":"array","items":{"type":"string","enum":["a","b"]}}},{"name":"sizes","in":"query","style":"pipeDelimited","explode":false,"schema":{"type":"array","items":{"type":"integer"}}}]"""
        );
        Is(
            document,
            put,
            "requestBody",
            """{"required":true,"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"}},"application/xml":{"schema":{"$ref":"#/components/schemas/Thing"}}}}"""
        );
        Is(
            document,
            put,
            "responses",
            """{"200":{"description":"ok","headers":{"X-Left":{"schema":{"type":"integer","format":"int32"}}},"content":{"application/json":{"schema":{"$ref":"#/components/schemas/Thing"},"example":{"id":7,"$ref":"no reference"}}}},"404":{"$ref":"#/components/responses/Gone"}}"""
        );
        const string post = "/paths/~1things~1{id}/post";
        Is(
            document,
            post,
            "requestBody",
            """{"required":true,"content":{"multipart/form-data":{"schema":{"type":"object","properties":{"file":{"type":"string","format":"binary","description":"A picture"},"labels":{"type":"array","items":{"type":"string"}}},"required":["file"]},"encoding":{"labels":{"style":"form","explode":false}}}}}"""
        );
        Is(
            document,
            post,
            "responses",
            """{"204":{"description":"done"},"200":{"description":"picture","content":{"application/json":{"schema":{"type":"string","format":"binary"}}}}}"""
        );
    }

    [Fact]
    public void Every_node_keeps_its_place_in_the_file()
    {
        var document = Load().Document;
        Assert.Equal("3:7", Place("/servers/0"));
        Assert.Equal("37:10", Place("/paths/~1things~1{id}/put/requestBody"));
        Assert.Equal("30:11", Place("/paths/~1things~1{id}/post/requestBody/content/multipart~1form-data/schema/properties/file"));
        Assert.Equal("47:13", Place("/components/schemas/Thing/properties/note"));

        string Place(string pointer) => JsonPointer.TryParse(pointer)!.Resolve(document)!.At is var at ? $"{at.Line}:{at.Column}" : "";
    }

    [Fact]
    public void It_is_compiled_like_any_other()
    {
        var contract = Load();
        Assert.Equal(("Old", "1.2.3"), (contract.Title, contract.Version));
        Assert.Equal(["PUT /things/{id}", "POST /things/{id}"], contract.Operations.Select(o => o.ToString()));
        var put = contract.Operations[0];
        Assert.Equal(["/v1"], put.BasePaths);
        Assert.Equal(["tags", "sizes", "id", "X-Trace"], put.Parameters.Select(p => p.Name));
        Assert.Equal(BodyKind.Multipart, contract.Operations[1].Body!.Content[0].Kind);
    }

    private static Contract Load()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-swagger-");
        try
        {
            var path = Path.Combine(folder.FullName, "old.yaml");
            File.WriteAllText(path, SwaggerDocument.Yaml);
            var problems = new Problems();
            var contract = ContractLoader.Load(ContractSource.FromFile(path), new Dictionary<string, string>(), null, problems);
            Assert.Empty(problems);
            return contract!;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Is(Node document, string pointer, string name, string expected)
    {
        var found = JsonPointer.TryParse(pointer)!.Resolve(document)![name];
        var wanted = DocumentReader.Read("expected.json", System.Text.Encoding.UTF8.GetBytes($"[{expected}]"), [])![0];
        Assert.True(Node.DeepEquals(wanted, found), $"{pointer}/{name}: expected {expected}, got {found}");
    }
}
