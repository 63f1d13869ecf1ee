using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.TestKit;

namespace Conformance.Samples.Tests;

[Trait("Category", "Slow")]
public class RealDocumentsTests(ITestOutputHelper output)
{
    // A schema that no value satisfies: calculatedTaxes is an array in CalculatedPrice and an object in the order that includes it.
    private const string Impossible =
        "required property \"price\": required property \"calculatedTaxes\": the schema at "
        + "\"/components/schemas/Order/properties/price/properties/calculatedTaxes\" asks for types that exclude each other";

    // What the validator refuses to read, so that nobody can judge the sample: words of another dialect, a pattern that is not ECMA-262's, and
    // alternatives that include their own base.
    private static readonly Dictionary<string, string[]> Unreadable = new(StringComparer.Ordinal)
    {
        ["accelbyte-iam.json"] = ["found \"file\""],
        ["koel.yaml"] = ["found [\"array\",\"null\"]", "found [\"object\",\"null\"]"],
        ["revolt.json"] = ["\"(?\" begins no kind of group of ECMA-262", "found \"null\"", "items: found [{"],
        ["semaphore.yaml"] = ["found [\"string\",\"null\"]", "found [\"integer\",\"null\"]"],
    };

    [Theory]
    [InlineData(Direction.Response, 8_000)]
    [InlineData(Direction.Request, 1_000)]
    public void Every_body_schema_of_every_document_gets_a_valid_sample(Direction use, int least)
    {
        var report = new StringBuilder();
        var (valid, asked, faults, spent) = (0, 0, new List<string>(), TimeSpan.Zero);
        foreach (var path in Documents())
        {
            var (document, openApi30) = Load(path);
            var (file, generator, registry) = (
                Path.GetFileName(path),
                Sampling.Generator(document, openApi30),
                Sampling.Registry(document, openApi30)
            );
            var pointers = BodySchemas(document, use).Distinct(StringComparer.Ordinal).ToArray();
            var start = Stopwatch.GetTimestamp();
            var results = pointers.Select(pointer => (Pointer: pointer, Result: generator.Generate(pointer, use))).ToArray();
            var time = Stopwatch.GetElapsedTime(start);
            var found = results
                .Select(made => (made.Pointer, Text: Fault(made.Result, registry, made.Pointer, use)))
                .Where(fault => fault.Text is not null)
                .ToArray();
            report.AppendLine(
                CultureInfo.InvariantCulture,
                $"{file}: {pointers.Length - found.Length} of {pointers.Length} valid, {time.TotalMilliseconds:0} ms"
            );
            foreach (var (pointer, text) in found)
                report.AppendLine(CultureInfo.InvariantCulture, $"    {pointer}: {text}");
            faults.AddRange(found.Where(fault => !IsFair(file, fault.Text!)).Select(fault => $"{file}{fault.Pointer}: {fault.Text}"));
            (valid, asked, spent) = (valid + pointers.Length - found.Length, asked + pointers.Length, spent + time);
        }

        report.AppendLine(CultureInfo.InvariantCulture, $"all: {valid} of {asked} valid, {spent.TotalSeconds:0.0} s");
        output.WriteLine(report.ToString());
        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.True(asked > least, report.ToString());
    }

    private static bool IsFair(string file, string fault) =>
        fault.Contains(Impossible, StringComparison.Ordinal)
        || fault.Split('\n').All(line => Unreadable.GetValueOrDefault(file, []).Any(part => line.Contains(part, StringComparison.Ordinal)));

    private static string? Fault(SampleResult result, SchemaRegistry registry, string pointer, Direction direction)
    {
        if (result.Value is not { } value)
            return result.Reason;
        try
        {
            var violations = registry.Compile(Sampling.Address(pointer), direction).Validate(value);
            return violations.Count == 0 ? null : $"{value} {string.Join("; ", violations.Select(violation => violation.Message))}";
        }
        catch (SchemaException error)
        {
            return error.Message;
        }
    }

    private static IEnumerable<string> Documents()
    {
        var folder = Repository.SharedData("real-specs");
        if (folder is null)
            Assert.Skip(Repository.DataMissing);
        return Directory.EnumerateFiles(folder).Where(file => Path.GetExtension(file) is ".json" or ".yaml").Order(StringComparer.Ordinal);
    }

    private static (JsonElement Document, bool OpenApi30) Load(string path)
    {
        var problems = new Problems();
        var node = DocumentReader.ReadFile(path, problems);
        Assert.True(node is not null, path);
        var document = JsonElement.Parse(node.ToUtf8Json(), new() { MaxDepth = 1000 });
        var isLater =
            document.TryGetProperty("openapi", out var version) && !version.GetString()!.StartsWith("3.0", StringComparison.Ordinal);
        return (document, !isLater);
    }

    // Every schema of every response, or request body, of every operation: in OpenAPI 3 (content, also behind a reference) and in Swagger 2.0 (schema).
    private static IEnumerable<string> BodySchemas(JsonElement document, Direction use)
    {
        foreach (var path in Objects(document.GetProperty("paths")))
        {
            foreach (var operation in Objects(path.Value).Where(member => member.Value.TryGetProperty("responses", out _)))
            {
                var pointer = $"/paths/{JsonPointer.Escape(path.Name)}/{operation.Name}";
                var bodies =
                    use == Direction.Response
                        ? Objects(operation.Value.GetProperty("responses"))
                            .Select(response => ($"{pointer}/responses/{response.Name}", response.Value))
                        : Objects(operation.Value)
                            .Where(member => member.NameEquals("requestBody"))
                            .Select(body => ($"{pointer}/requestBody", body.Value));
                foreach (var schema in bodies.SelectMany(body => SchemasOf(document, body.Item1, body.Value)))
                    yield return schema;
            }
        }
    }

    private static IEnumerable<string> SchemasOf(JsonElement document, string pointer, JsonElement body)
    {
        if (body.TryGetProperty("$ref", out var reference))
            (pointer, body) = Follow(document, reference.GetString()!);
        if (body.TryGetProperty("schema", out _))
            yield return pointer + "/schema";
        if (!body.TryGetProperty("content", out var content))
            yield break;
        foreach (var media in Objects(content).Where(media => media.Value.TryGetProperty("schema", out _)))
            yield return $"{pointer}/content/{JsonPointer.Escape(media.Name)}/schema";
    }

    private static IEnumerable<JsonProperty> Objects(JsonElement map) =>
        map.EnumerateObject().Where(member => member.Value.ValueKind == JsonValueKind.Object);

    private static (string Pointer, JsonElement Value) Follow(JsonElement document, string reference)
    {
        var pointer = reference.TrimStart('#');
        return (pointer, pointer.Split('/').Skip(1).Aggregate(document, (value, name) => value.GetProperty(name)));
    }
}
