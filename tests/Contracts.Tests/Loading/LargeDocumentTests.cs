using System.Globalization;
using System.Text;
using Conformance.Documents;
using Conformance.Linting.Tests;

namespace Conformance.Contracts.Tests.Loading;

/// <summary>
/// Large documents take time in proportion to their size. The time that they get is a guard against work that grows with the square of it, which would take minutes.
/// </summary>
[Trait("Category", "Slow")]
public sealed class LargeDocumentTests
{
    private static readonly TimeSpan Guard = TimeSpan.FromMinutes(2);

    private const string Head = "openapi: 3.0.3\ninfo: {title: T, version: '1'}\n";

    [Fact]
    public async Task Lints_many_paths() =>
        Assert.Empty(
            await LintedAsync(
                "paths:\n",
                20_000,
                i =>
                    $"  /a-{i}-{{id}}/b: {{get: {{operationId: o{i}, parameters: [{{name: id, in: path, required: true, schema: {{type: string}}}}], responses: {{'200': {{description: ok}}}}}}}}"
            )
        );

    [Fact]
    public async Task Lints_many_links_and_references_that_lead_nowhere()
    {
        var problems = await LintedAsync(
            "paths: {}\ncomponents:\n  links:\n",
            10_000,
            i => $"    l{i}: {{operationId: none{i}}}",
            "  schemas:\n",
            i => $"    schema{i}: {{properties: {{a: {{$ref: '#/components/schemas/nothing{i}'}}}}}}"
        );

        Assert.Equal(20_000, problems.Count);
    }

    [Theory]
    [InlineData("{{$ref: '#/components/schemas/S{0}'}}")]
    [InlineData("{{allOf: [{{$ref: '#/components/schemas/S{0}'}}]}}")]
    [InlineData("{{anyOf: [{{type: string}}, {{not: {{$ref: '#/components/schemas/S{0}'}}}}]}}")]
    public async Task Refuses_a_chain_of_schemas_that_is_too_long_for_a_stack(string link)
    {
        var problems = await LintedAsync(
            "paths: {/: {get: {responses: {'200': {description: ok, content: {application/json: {schema: {$ref: '#/components/schemas/S0'}}}}}}}}\ncomponents:\n  schemas:\n",
            50_000,
            i => $"    S{i}: {(i == 49_999 ? "{type: string}" : string.Format(CultureInfo.InvariantCulture, link, i + 1))}"
        );

        Assert.Equal("schema-chain", Assert.Single(problems).Rule);
    }

    [Fact]
    public async Task Follows_a_long_chain_of_other_references() =>
        Assert.Empty(
            await LintedAsync(
                "paths: {/: {get: {parameters: [{$ref: '#/components/parameters/P0'}], responses: {'200': {description: ok}}}}}\ncomponents:\n  parameters:\n",
                4_000,
                i =>
                    $"    P{i}: {(i == 3_999 ? "{name: a, in: query, schema: {type: string}}" : $"{{$ref: '#/components/parameters/P{i + 1}'}}")}"
            )
        );

    private static Task<Problems> LintedAsync(
        string head,
        int count,
        Func<int, string> line,
        string? middle = null,
        Func<int, string>? other = null
    )
    {
        var text = new StringBuilder(Head).Append(head);
        for (var i = 0; i < count; i++)
            text.Append(line(i)).Append('\n');
        text.Append(middle);
        for (var i = 0; other is not null && i < count; i++)
            text.Append(other(i)).Append('\n');
        return Task.Run(() => Linted.Text(text.ToString()), TestContext.Current.CancellationToken)
            .WaitAsync(Guard, TestContext.Current.CancellationToken);
    }
}
