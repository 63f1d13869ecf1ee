using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.Validation.Tests;

/// <summary>The documents of real APIs: what is made from their schemas passes the validators, in both directions.</summary>
[Trait("Category", "Slow")]
public sealed class RealContractsTests(ITestOutputHelper output)
{
    [Fact]
    public void Sampled_bodies_pass_in_both_directions()
    {
        var folder = Repository.SharedData("real-specs");
        if (folder is null)
            Assert.Skip(Repository.DataMissing);
        var report = new StringBuilder();
        var (judged, failures) = (0, new List<string>());
        foreach (
            var path in Directory
                .EnumerateFiles(folder)
                .Where(f => Path.GetExtension(f) is ".json" or ".yaml")
                .Order(StringComparer.Ordinal)
        )
        {
            var contract = ContractLoader.Load(
                ContractSource.FromFile(path),
                new Dictionary<string, string>(),
                SampleSource.Of,
                new Problems()
            );
            if (contract is null)
                continue;
            var start = Stopwatch.GetTimestamp();
            var count = 0;
            foreach (var operation in contract.Operations)
            {
                foreach (var (type, use) in Types(operation))
                {
                    if (type.Schema is not { Compiled: not null } schema || SampleOf(contract, schema, use) is not { } sample)
                        continue;
                    count++;
                    var body = Encoding.UTF8.GetBytes(sample.ToJsonString());
                    var violations =
                        use == Direction.Request
                            ? BodyValidator.Validate(type, "application/json", body, out _).Select(v => v.Message)
                            : ResponseValidator
                                .Validate(
                                    new Response("200", [], [new Representation("application/json", type, [])]),
                                    new SentResponse(200, type.Range, Encoding.UTF8.GetString(body))
                                )
                                .Select(v => v.Message);
                    failures.AddRange(violations.Select(v => $"{Path.GetFileName(path)} {operation} {use}: {v}"));
                }
            }

            judged += count;
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"{Path.GetFileName(path)}: {count} bodies, {Stopwatch.GetElapsedTime(start).TotalMilliseconds:0} ms"
            );
        }

        output.WriteLine(report.ToString());
        Assert.True(judged > 2000, report.ToString());
        Assert.True(failures.Count == 0, string.Join('\n', failures.Take(40)));
    }

    private static JsonNode? SampleOf(Contract contract, SchemaHandle schema, Direction direction) =>
        direction == Direction.Request ? contract.Samples.ForRequest(schema) : contract.Samples.ForResponse(schema);

    private static IEnumerable<(MediaType Type, Direction Direction)> Types(Operation operation) =>
        (operation.Body?.Content ?? [])
            .Where(t => t.Kind == BodyKind.Json)
            .Select(t => (t, Direction.Request))
            .Concat(
                operation
                    .Documented.Responses.SelectMany(r => r.MediaTypes)
                    .Where(t => t.Kind == BodyKind.Json)
                    .Select(t => (t, Direction.Response))
            );
}
