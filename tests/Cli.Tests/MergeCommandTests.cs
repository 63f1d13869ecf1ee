using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests;

/// <summary><c>conform merge</c>, which is also called <c>bundle</c>: one document of several files.</summary>
[Trait("Category", "Slow")]
public sealed class MergeCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-merge-").FullName;

    public MergeCommandTests()
    {
        Write(
            "openapi.json",
            """{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/users": {"$ref": "paths/users.yaml"}}}"""
        );
        Write("paths/users.yaml", "get: {summary: 'Who: all', responses: {'200': {$ref: '../parts.yaml#/Users'}}}");
        Write("parts.yaml", "Users: {description: ok, content: {application/json: {schema: {type: array, items: {$ref: User.yaml}}}}}");
        Write("User.yaml", "{type: object, properties: {boss: {$ref: User.yaml}, on: {type: boolean, example: 'no'}}}");
    }

    [Theory]
    [InlineData("merge", "yaml", "out.yaml")]
    [InlineData("bundle", "json", "out.json")]
    public async Task Writes_one_document_in_which_every_reference_is_local(string command, string format, string name)
    {
        var output = Path.Combine(_folder, "bundle", name);
        Directory.CreateDirectory(Path.GetDirectoryName(output)!);

        var merged = await ConformProcess.RunAsync(command, _folder, "--format", format, "-o", output);
        var json = await ConformProcess.RunAsync("merge", output);

        Assert.Equal((0, "", ""), merged);
        Assert.True(
            JsonNode.DeepEquals(
                JsonNode.Parse(
                    """
                    {
                      "openapi": "3.0.3",
                      "info": {"title": "T", "version": "1"},
                      "paths": {"/users": {"get": {"summary": "Who: all", "responses": {"200": {"$ref": "#/components/responses/Users"}}}}},
                      "components": {
                        "responses": {"Users": {"description": "ok", "content": {"application/json": {"schema": {"type": "array", "items": {"$ref": "#/components/schemas/User"}}}}}},
                        "schemas": {"User": {"type": "object", "properties": {"boss": {"$ref": "#/components/schemas/User"}, "on": {"type": "boolean", "example": "no"}}}}
                      }
                    }
                    """
                ),
                JsonNode.Parse(json.Output)
            ),
            json.Output
        );
    }

    [Fact]
    public async Task Tells_the_file_of_a_reference_that_leads_nowhere_and_writes_nothing()
    {
        Write("parts.yaml", "Users: {description: ok, content: {application/json: {schema: {$ref: Usr.yaml}}}}");

        var (code, output, error) = await ConformProcess.RunAsync("merge", _folder);

        Assert.Equal(2, code);
        Assert.Equal("", output);
        Assert.Contains("parts.yaml:1:70: error: The reference \"Usr.yaml\" cannot be followed", error, StringComparison.Ordinal);
        Assert.Contains("User.yaml\"?", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tells_of_a_key_that_other_tools_take_for_a_path_of_its_own()
    {
        Write(
            "openapi.json",
            """{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/t#a": {"get": {"responses": {"204": {"description": "ok"}}}}}}"""
        );

        var (code, output, error) = await ConformProcess.RunAsync("merge", _folder);

        Assert.Equal(0, code);
        Assert.Contains("/t#a", output, StringComparison.Ordinal);
        Assert.Contains("openapi.json:1:72: warning: \"/t#a\" is another description of /t;", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_which_formats_there_are()
    {
        var (code, _, error) = await ConformProcess.RunAsync("merge", _folder, "--format", "xml");

        Assert.Equal(2, code);
        Assert.Equal("conform: --format \"xml\" is none. Write json or yaml.\n", error);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private void Write(string path, string text)
    {
        var full = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }
}
