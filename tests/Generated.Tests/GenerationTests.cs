using Conformance.TestKit;

namespace Conformance.Generated.Tests;

/// <summary><c>conform generate</c> makes the same files each time, and tells which are stale.</summary>
public sealed class GenerationTests
{
    private static readonly string Specs = Repository.PathOf("tests", "Generated.Tests", "Specs");
    private static readonly string TypeScript = Repository.PathOf("tests", "Generated.Tests", "TypeScript");
    private static readonly string Conform = Path.Combine(AppContext.BaseDirectory, "conform.dll");

    [Fact]
    public async Task The_stub_and_clients_of_these_tests_are_fresh()
    {
        var (exitCode, output) = await CheckAsync(Specs, Specs);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task Each_stale_missing_or_superfluous_file_is_named_with_the_command_that_mends_it()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        foreach (
            var path in Directory
                .GetFiles(Path.Combine(Specs, "everything"), "*Client*")
                .Append(Path.Combine(Specs, "everything", "everything-client.ts"))
        )
        {
            Directory.CreateDirectory(Path.Combine(folder, "everything"));
            File.Copy(path, Path.Combine(folder, "everything", Path.GetFileName(path)), overwrite: true);
        }

        await File.AppendAllTextAsync(
            Path.Combine(folder, "everything", "EverythingClient.g.cs"),
            "// edited",
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(folder, "GoneServer.g.cs"), "", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "README.md"), "Written by hand.", TestContext.Current.CancellationToken);
        var (exitCode, output) = await CheckAsync(Specs, folder);
        Assert.Equal(1, exitCode);
        Assert.Contains("/GoneServer.g.cs belongs to no contract\n", output, StringComparison.Ordinal);
        Assert.Contains("/everything/EverythingClient.g.cs is stale\n", output, StringComparison.Ordinal);
        Assert.Contains("/everything/EverythingServer.g.cs is missing\n", output, StringComparison.Ordinal);
        Assert.Contains(
            $"Run \"conform generate --specs {Specs} --output {folder} --namespace Conformance.Specs\" and commit what it writes.",
            output,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("README", output, StringComparison.Ordinal);
        Assert.DoesNotContain("everything-client.ts", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_changed_member_of_a_contract_makes_its_three_files_stale()
    {
        var specs = Directory.CreateTempSubdirectory("conformance-").FullName;
        var contract = await File.ReadAllTextAsync(
            Path.Combine(Specs, "everything", "openapi.yaml"),
            TestContext.Current.CancellationToken
        );
        Directory.CreateDirectory(Path.Combine(specs, "everything"));
        await File.WriteAllTextAsync(
            Path.Combine(specs, "everything", "openapi.yaml"),
            contract.Replace("kittens:", "puppies:", StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );
        var (exitCode, output) = await CheckAsync(specs, Specs);
        Assert.Equal(1, exitCode);
        Assert.Equal(3, output.Split(" is stale\n").Length - 1);
    }

    [Fact]
    public async Task An_operation_that_a_stub_cannot_read_is_told_with_its_place_and_the_rest_is_made()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "deep.yaml"),
            """
            openapi: 3.1.0
            info: {title: Deep, version: '1'}
            paths:
              /things:
                get:
                  parameters: [{in: header, name: filter, schema: {type: object, properties: {name: {type: string}}}}]
                  responses: {'204': {description: Done.}}
                put:
                  responses: {'204': {description: Done.}}
            """,
            TestContext.Current.CancellationToken
        );
        var (exitCode, output) = await Programs.RunAsync("dotnet", Conform, "generate", "--specs", folder, "--output", folder);
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "deep.yaml:6:7: warning: GET /things is left out of the generated code: The header parameter \"filter\" is an object, which stubs cannot read.",
            output,
            StringComparison.Ordinal
        );
        var stub = await File.ReadAllTextAsync(Path.Combine(folder, "deep", "DeepServer.g.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("PutThingsAsync(", stub, StringComparison.Ordinal);
        Assert.DoesNotContain("GetThingsAsync(", stub, StringComparison.Ordinal);
        Assert.Contains("namespace Generated.Deep.Server", stub, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_path_with_a_name_is_its_path_and_what_shares_one_route_is_told_with_its_place()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        await File.WriteAllTextAsync(
            Path.Combine(folder, "grants.yaml"),
            """
            openapi: 3.1.0
            info: {title: Grants, version: '1'}
            paths:
              /token:
                post: {operationId: byPassword, responses: {'204': {description: Done.}}}
              /token#refresh:
                post: {operationId: byRefresh, responses: {'204': {description: Done.}}}
                delete: {operationId: revoke, responses: {'204': {description: Done.}}}
              /me#short:
                parameters: [{in: query, name: fields, schema: {type: string}}]
                get: {operationId: me, responses: {'204': {description: Done.}}}
            """,
            TestContext.Current.CancellationToken
        );
        var (exitCode, output) = await Programs.RunAsync("dotnet", Conform, "generate", "--specs", folder, "--output", folder);
        Assert.Equal(0, exitCode);
        Assert.Contains(
            "grants.yaml:7:11: warning: POST /token#refresh is left out of the generated code: POST /token has one route, and another operation has it.",
            output,
            StringComparison.Ordinal
        );
        foreach (var file in Directory.EnumerateFiles(Path.Combine(folder, "grants")))
        {
            var code = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("#refresh", code, StringComparison.Ordinal);
            Assert.DoesNotContain("#short", code, StringComparison.Ordinal);
            Assert.Contains("fields", code, StringComparison.Ordinal);
        }

        var stub = await File.ReadAllTextAsync(Path.Combine(folder, "grants", "GrantsServer.g.cs"), TestContext.Current.CancellationToken);
        Assert.Contains("Map(group, \"DELETE\", \"/token\", \"revoke\"", stub, StringComparison.Ordinal);
        Assert.Contains("Map(group, \"GET\", \"/me\", \"me\"", stub, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_command_makes_and_checks_its_files_where_there_is_no_Node()
    {
        var folder = Directory.CreateTempSubdirectory("conformance-").FullName;
        string[] generate = [Conform, "generate", "--specs", Path.Combine(Specs, "uploads"), "--output", folder];
        var (exitCode, output) = await Programs.RunWithSdkAloneAsync(generate);
        Assert.True(exitCode == 0, output);
        (exitCode, output) = await Programs.RunWithSdkAloneAsync([.. generate, "--check"]);
        Assert.True(exitCode == 0, output);

        await File.AppendAllTextAsync(
            Path.Combine(folder, "uploads", "uploads-client.ts"),
            "// edited",
            TestContext.Current.CancellationToken
        );
        (exitCode, output) = await Programs.RunWithSdkAloneAsync([.. generate, "--check"]);
        Assert.Equal(1, exitCode);
        Assert.Contains("/uploads/uploads-client.ts is stale\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TypeScript_clients_compile_under_strict_rules()
    {
        if (await NpmInstall.EnsureAsync(TypeScript, "typescript") is { } missing)
            Assert.Skip(missing);
        string[] clients =
        [
            .. Directory.GetFiles(Repository.PathOf("generated"), "*-client.ts", SearchOption.AllDirectories),
            .. Directory.GetFiles(Specs, "*-client.ts", SearchOption.AllDirectories),
        ];
        Assert.Equal(
            Directory.GetFiles(Repository.PathOf("specs"), "openapi.yaml", SearchOption.AllDirectories).Length + 2,
            clients.Length
        );
        var (exitCode, output) = await Programs.RunAsync(
            "node",
            [
                Path.Combine(TypeScript, "node_modules", "typescript", "bin", "tsc"),
                "--strict",
                "--noEmit",
                "--noUnusedLocals",
                "--exactOptionalPropertyTypes",
                "--noUncheckedIndexedAccess",
                "--erasableSyntaxOnly",
                "--target",
                "es2022",
                "--lib",
                "es2022,dom,dom.iterable",
                .. clients,
            ]
        );
        Assert.True(exitCode == 0, output);
    }

    private static Task<(int ExitCode, string Output)> CheckAsync(string specs, string output) =>
        Programs.RunAsync(
            "dotnet",
            Conform,
            "generate",
            "--check",
            "--specs",
            specs,
            "--output",
            output,
            "--namespace",
            "Conformance.Specs"
        );
}
