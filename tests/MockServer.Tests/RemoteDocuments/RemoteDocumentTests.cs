using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Samples;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Tests.RemoteDocuments;

/// <summary>Documents that are read over HTTP.</summary>
public sealed class RemoteDocumentTests
{
    private const string Root = """
        {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"$ref": "paths/a.yaml"}}}
        """;

    private const string Item = "get: {responses: {'200': {description: ok, content: {text/plain: {example: far}}}}}";

    [Fact]
    public async Task Reads_a_document_with_the_files_of_its_origin_once_each()
    {
        await using var host = await DocumentHost.StartAsync(("/v1/openapi.json", Root), ("/v1/paths/a.yaml", Item));

        var (contract, problems) = Load(host, "v1/openapi.json");

        Assert.Equal([], problems);
        Assert.Equal(["/v1/openapi.json", "/v1/paths/a.yaml"], host.Requests);
        Assert.Equal([$"{host.Address}v1/openapi.json", $"{host.Address}v1/paths/a.yaml"], contract!.Files);
        Assert.Equal("v1", contract.Name);
        await using var mock = await TestMock.OfAsync(contract);
        Assert.Equal("far", (await mock.GetAsync("/a")).Text);
    }

    [Fact]
    public async Task Follows_redirects_within_the_origin_and_takes_them_for_the_base()
    {
        await using var host = await DocumentHost.StartAsync(("/v2/openapi.json", Root), ("/v2/paths/a.yaml", Item));
        host.Answer("/latest", http => Redirect(http, "/v2/openapi.json"));

        var (contract, problems) = Load(host, "latest");

        Assert.Equal([], problems);
        Assert.Single(contract!.Operations);
    }

    [Fact]
    public async Task Sends_a_password_to_the_origin_that_it_is_for_and_shows_it_to_nobody()
    {
        await using var other = await DocumentHost.StartAsync(("/b.yaml", Item));
        await using var host = await DocumentHost.StartAsync(
            (
                "/openapi.json",
                """{"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {"/a": {"$ref": "a.yaml"}, "/b": {"$ref": "OTHERb.yaml"}}}""".Replace(
                    "OTHER",
                    other.Address.AbsoluteUri,
                    StringComparison.Ordinal
                )
            ),
            ("/a.yaml", "get: {responses: {'200': {description: 1}}}")
        );
        var url = new UriBuilder(new Uri(host.Address, "openapi.json")) { UserName = "ann", Password = "open-sesame" }
            .Uri
            .AbsoluteUri;

        var (contract, problems) = Load(ContractSource.FromUrl(url) with { AllowRemoteReferences = true });

        Assert.Equal([], problems);
        Assert.Equal(2, contract!.Operations.Length);
        Assert.Equal(["/openapi.json Basic YW5uOm9wZW4tc2VzYW1l", "/a.yaml Basic YW5uOm9wZW4tc2VzYW1l"], host.Requests);
        Assert.Equal(["/b.yaml"], other.Requests);
        Assert.DoesNotContain("open-sesame", contract.Operations[0].At.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file:///etc/hostname", "may not name a file of this machine")]
    [InlineData("//127.0.0.2:1/a.yaml", "is another origin")]
    [InlineData("none.yaml", "answers with the status 404")]
    [InlineData("away", "redirects to http://127.0.0.2:1/a.yaml, which is another origin")]
    [InlineData("round", "redirects more than 5 times")]
    [InlineData("paths/broken", "is no YAML or JSON that can be read")]
    public async Task Reads_nothing_else(string reference, string sentence)
    {
        await using var host = await DocumentHost.StartAsync(
            ("/openapi.json", Root.Replace("paths/a.yaml", reference, StringComparison.Ordinal)),
            ("/paths/broken", "a: [")
        );
        host.Answer("/away", http => Redirect(http, "http://127.0.0.2:1/a.yaml"));
        host.Answer("/round", http => Redirect(http, "/round"));

        var (contract, problems) = Load(host, "openapi.json");

        Assert.Null(contract);
        Assert.Contains(problems, p => p.Contains(sentence, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Says_why_a_document_cannot_be_read()
    {
        await using var host = await DocumentHost.StartAsync();

        var (contract, problems) = Load(host, "openapi.json");

        Assert.Null(contract);
        Assert.Contains("answers with the status 404", Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_a_file_of_another_origin_for_those_who_allow_it()
    {
        await using var host = await DocumentHost.StartAsync(("/a.yaml", Item));
        var folder = Directory.CreateTempSubdirectory("conformance-remote-");
        try
        {
            var path = Path.Combine(folder.FullName, "openapi.yaml");
            await File.WriteAllTextAsync(
                path,
                $"openapi: 3.0.3\ninfo: {{title: T, version: '1'}}\npaths: {{/a: {{$ref: '{host.Address}a.yaml'}}}}\n",
                TestContext.Current.CancellationToken
            );
            var source = ContractSource.FromFile(path);

            var (refused, problems) = Load(source);
            Assert.Null(refused);
            Assert.Contains("--allow-remote-refs", Assert.Single(problems), StringComparison.Ordinal);
            Assert.Empty(host.Requests);

            Assert.NotNull(Load(source with { AllowRemoteReferences = true }).Contract);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task Stops_when_it_is_cancelled_while_a_document_is_on_its_way()
    {
        await using var host = await DocumentHost.StartAsync();
        using var cancelled = new CancellationTokenSource();
        host.Answer(
            "/openapi.json",
            async http =>
            {
                await http.Response.WriteAsync("{");
                await http.Response.Body.FlushAsync();
                await cancelled.CancelAsync();
                await Task.Delay(Timeout.Infinite, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            }
        );

        var source = ContractSource.FromUrl(new Uri(host.Address, "openapi.json").AbsoluteUri);
        var loading = Task.Run(() => ContractLoader.Load(source, new Dictionary<string, string>(), SampleSource.Of, [], cancelled.Token));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            loading.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task Answers_501_where_an_operation_needs_what_could_not_be_read()
    {
        await using var host = await DocumentHost.StartAsync(
            (
                "/openapi.json",
                """
                {"openapi": "3.0.3", "info": {"title": "T", "version": "1"}, "paths": {
                  "/whole": {"get": {"responses": {"204": {"description": "ok"}}}},
                  "/broken": {"get": {"responses": {"200": {"$ref": "none.yaml"}}}},
                  "/unknown": {"$ref": "none.yaml"}}}
                """
            )
        );
        var url = new Uri(host.Address, "openapi.json").AbsoluteUri;

        var (contract, _) = Load(ContractSource.FromUrl(url) with { Partial = true });

        await using var mock = await TestMock.OfAsync(contract!);
        Assert.Equal(204, (await mock.GetAsync("/whole")).Status);
        var broken = await mock.GetAsync("/broken");
        Assert.Equal(501, broken.Status);
        Assert.Contains("none.yaml", broken.String("detail"), StringComparison.Ordinal);
        Assert.Equal(501, (await mock.PostAsync("/unknown", new { })).Status);
    }

    private static (Contract? Contract, string[] Problems) Load(DocumentHost host, string path) =>
        Load(ContractSource.FromUrl(new Uri(host.Address, path).AbsoluteUri));

    private static (Contract? Contract, string[] Problems) Load(ContractSource source)
    {
        var problems = new Problems();
        var contract = ContractLoader.Load(
            source,
            new Dictionary<string, string>(),
            SampleSource.Of,
            problems,
            TestContext.Current.CancellationToken
        );
        return (contract, [.. problems.Select(p => p.ToString())]);
    }

    private static Task Redirect(HttpContext http, string to)
    {
        http.Response.Redirect(to);
        return Task.CompletedTask;
    }
}
