using Conformance.Contracts.Loading;
using Conformance.TestKit;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Validation;

/// <summary>The mock's own answers against the contracts that it serves.</summary>
public sealed class SelfCheckTests
{
    private const string Header = "Conform-Broken-Contract";

    private const string Broken = """
        openapi: 3.1.0
        info: {title: Broken, version: '1'}
        paths:
          /thing:
            get:
              responses:
                '200':
                  description: An example that breaks its schema, and a header that breaks its own.
                  headers: {X-Count: {schema: {type: integer}, example: many}, X-Missing: {required: true, schema: {type: string}}}
                  content: {application/json: {schema: {type: object, required: [id]}, examples: {own: {value: {name: nobody}}}}}
                '404':
                  description: As documented.
                  content: {application/json: {schema: {type: object}, example: {}}}
        """;

    public static TheoryData<string> BuiltIn => [.. new ContractCatalog(Repository.PathOf("specs")).Sources.Select(s => s.Name)];

    [Fact]
    public async Task A_broken_answer_is_marked_and_logged()
    {
        await using var mock = await OfAsync(Load(Broken), keepsContract: false);
        var reply = await mock.GetAsync("/thing", ("Prefer", "example=own"));
        Assert.Equal(200, reply.Status);
        var header = reply.Header(Header)!;
        Assert.Contains("The header X-Count: expected", header, StringComparison.Ordinal);
        Assert.DoesNotContain("X-Missing", header, StringComparison.Ordinal);
        Assert.Contains("\"id\"", header, StringComparison.Ordinal);
        Assert.Contains("BREAKS ITS CONTRACT: The header X-Count", Assert.Single(mock.Log.Text), StringComparison.Ordinal);
        Assert.Contains("\"breaks_contract\":\"The header X-Count", Assert.Single(mock.Log.Json), StringComparison.Ordinal);
        Assert.Null((await mock.GetAsync("/thing", ("Prefer", "code=404"))).Header(Header));
    }

    [Fact]
    public async Task Nothing_is_checked_unless_it_is_asked_for()
    {
        await using var mock = await OfAsync(Load(Broken), o => o with { CheckSelf = false });
        Assert.Null((await mock.GetAsync("/thing")).Header(Header));
        Assert.DoesNotContain("BREAKS", Assert.Single(mock.Log.Text), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_answer_to_HEAD_is_held_against_the_headers_alone()
    {
        await using var mock = await OfAsync(Load(Broken), keepsContract: false);
        var header = (await mock.SendAsync("HEAD", "/thing")).Header(Header)!;
        Assert.Contains("X-Count", header, StringComparison.Ordinal);
        Assert.DoesNotContain("\"id\"", header, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(BuiltIn))]
    public async Task Every_documented_answer_of_a_built_in_contract_keeps_it(string name)
    {
        await using var mock = await OfBuiltInAsync(name);
        var answered = 0;
        var contract = mock.Mock.Mounts[0].Contract;
        foreach (var operation in contract.Operations)
        {
            foreach (var response in operation.Documented.Responses)
            {
                var names = response.Content.SelectMany(c => c.Examples).Select(e => e.Name).Where(n => n.Length > 0).Distinct().ToList();
                foreach (var example in names.Count == 0 ? [""] : names)
                {
                    var prefer = $"code={response.Status ?? 500}" + (example.Length == 0 ? "" : $", example={example}");
                    var path = string.Join('/', operation.Path.Split('/').Select(s => s.StartsWith('{') ? "1" : s));
                    var reply = await mock.SendAsync(
                        operation.Method,
                        operation.BasePaths[0][contract.Operations[0].BasePaths[0].Length..] + path,
                        headers: ("Prefer", prefer)
                    );
                    Assert.Equal(response.Status ?? 500, reply.Status);
                    Assert.True(reply.Header("Preference-Applied") is not null, $"{operation} {prefer}: {reply.Text}");
                    answered++;
                }
            }
        }

        Assert.True(answered > 3, $"{answered} answers");
    }
}
