using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.MockServer.Tests.RealDocuments;

/// <summary>Serves every real document and calls each of its operations.</summary>
[Trait("Category", "Slow")]
public sealed class RealDocumentsTests(ITestOutputHelper output)
{
    /// <summary>How many operations of a document cannot be answered right, and why: all of them mistakes of the documents, which lint reports.</summary>
    private static readonly (string File, string Reason, int Count)[] Known =
    [
        ("accelbyte-iam.json", "204 is documented, got 401", 2), // "security" asks for two credentials in the one header Authorization.
        ("koel.yaml", AnswerCheck.BrokenSchema, 5),
        ("revolt.json", AnswerCheck.BrokenSchema, 8),
        ("shopware-store.json", "200 is documented, got 400", 2), // The pattern of productId asks for a character after the end.
        ("shopware-store.json", "200 is documented, got 501", 1), // An order's taxes are to be an object and an array at once.
    ];

    /// <summary>Has a reference to a schema AdminUser that it does not have, so it is served with an overlay alone.</summary>
    private const string Dangling = "spree-store.yaml";

    [Fact]
    public async Task Every_operation_answers_with_its_documented_success()
    {
        var folder = Repository.SharedData("real-specs");
        if (folder is null)
            Assert.Skip(Repository.DataMissing);
        var files = Files(folder);
        var faults = new List<(string File, string Operation, string Reason)>();
        var (served, right, called) = (0, 0, 0);
        foreach (var file in files)
        {
            var (start, name) = (Stopwatch.GetTimestamp(), Path.GetFileName(file));
            var contract = name == Dangling ? LoadMended(file) : Load(ContractSource.FromFile(file));
            Assert.True(contract is not null, $"{name} is not served");
            var wrong = await CallAllAsync(contract);
            faults.AddRange(wrong.Select(f => (name, f.Operation, f.Reason)));
            (served, right, called) = (served + 1, right + contract.Operations.Length - wrong.Count, called + contract.Operations.Length);
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name}: {contract.Operations.Length - wrong.Count} of {contract.Operations.Length} operations, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms"
                )
            );
        }

        output.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"{served} of {files.Count} documents, {right} of {called} operations; the others:")
        );
        foreach (var (file, operation, reason) in faults)
            output.WriteLine($"  {file} {operation}: {reason}");
        Assert.True(called > 5_000, $"only {called} operations were called");
        Assert.Equal("", Unexpected(faults));
    }

    [Theory]
    [InlineData("echo-boilerplate", 26, 1)] // Two parts of an "allOf" that allow no property of each other.
    [InlineData("makebss", 43, 2)] // Lists in "items".
    [InlineData("metadefender", 41, 0)]
    [InlineData("octoprint", 55, 1)] // A discriminator whose values name no schema.
    [InlineData("redocly-starter", 12, 0)]
    public async Task Every_operation_of_a_document_in_several_files_answers_with_its_documented_success(
        string name,
        int count,
        int wrongInDocument
    )
    {
        var path = Repository.SharedData("multi-file", name, "openapi", "openapi.yaml");
        if (path is null)
            Assert.Skip(Repository.DataMissing);
        var problems = new Problems();
        var contract = ContractLoader.Load(
            ContractSource.FromFile(path),
            ImmutableDictionary<string, string>.Empty,
            SampleSource.Of,
            problems
        );
        Assert.True(contract is not null, string.Join('\n', problems));

        var wrong = await CallAllAsync(contract);

        output.WriteLine(
            $"{name}: {contract.Operations.Length - wrong.Count} of {contract.Operations.Length} operations, {contract.Files.Length} files"
        );
        foreach (var (operation, reason) in wrong)
            output.WriteLine($"  {operation}: {reason}");
        Assert.Equal((count, wrongInDocument), (contract.Operations.Length, wrong.Count));
    }

    private static List<string> Files(string folder) =>
        [.. Directory.EnumerateFiles(folder).Where(f => Path.GetExtension(f) is ".json" or ".yaml").Order(StringComparer.Ordinal)];

    private static Contract? Load(ContractSource source) =>
        ContractLoader.Load(source, ImmutableDictionary<string, string>.Empty, SampleSource.Of, []);

    private static Contract? LoadMended(string file)
    {
        var source = ContractSource.FromFile(file);
        Assert.Null(Load(source));
        var folder = Directory.CreateTempSubdirectory("conformance-");
        var overlay = Path.Combine(folder.FullName, "mend.overlay.yaml");
        File.WriteAllText(
            overlay,
            """
            overlay: 1.0.0
            info: {title: What is missing, version: '1'}
            actions: [{target: $.components.schemas, update: {AdminUser: {not: {}}}}]
            """
        );
        var contract = Load(source with { Overlays = [overlay] });
        folder.Delete(recursive: true);
        return contract;
    }

    private static async Task<List<(string Operation, string Reason)>> CallAllAsync(Contract contract)
    {
        var faults = new List<(string, string)>();
        await using var mock = await Mock.StartAsync(
            new MockOptions
            {
                Contracts = [contract],
                Port = 0,
                Time = new ManualClock(),

                // Each operation by itself: one must not take away what the next is to find.
                IsStateless = true,
            }
        );
        using var client = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });
        var maker = new RequestMaker(contract, mock.Address, mock.Mounts[0].Prefix);
        foreach (var operation in contract.Operations)
        {
            using var request = maker.Make(operation);
            using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
            if (await AnswerCheck.FaultAsync(operation, response) is { } fault)
                faults.Add((operation.ToString(), fault));
        }

        return faults;
    }

    private static string Unexpected(List<(string File, string Operation, string Reason)> faults)
    {
        var text = new StringBuilder();
        foreach (var (file, reason, count) in Known)
        {
            var met = faults.RemoveAll(f => f.File == file && f.Reason.StartsWith(reason, StringComparison.Ordinal));
            if (met != count)
                text.AppendLine(CultureInfo.InvariantCulture, $"{file}: {met} times, not {count}: {reason}");
        }

        foreach (var (file, operation, reason) in faults)
            text.AppendLine(CultureInfo.InvariantCulture, $"{file} {operation}: {reason}");
        return text.ToString();
    }
}
