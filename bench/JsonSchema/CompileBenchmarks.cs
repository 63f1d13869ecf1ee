using System.Text;
using BenchmarkDotNet.Attributes;
using Conformance.Documents;

namespace Conformance.JsonSchema.Bench;

/// <summary>From a schema's text to something that can validate.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Job", "Toolchain", "IterationCount", "LaunchCount", "WarmupCount", "Gen0", "Gen1", "Gen2")]
public class CompileBenchmarks
{
    private static readonly Uri Document = new("contract:/doc");

    /// <summary>The case's name.</summary>
    [Params("logout", "status")]
    public string Case { get; set; } = "logout";

    /// <summary>This library.</summary>
    [Benchmark(Baseline = true)]
    public object Conformance() => Compile(BenchCase.Named(Case).Schema, assertFormat: false);

    /// <summary>NJsonSchema.</summary>
    [Benchmark]
    public object NJsonSchema() => global::NJsonSchema.JsonSchema.FromJsonAsync(BenchCase.Named(Case).Schema).GetAwaiter().GetResult();

    internal static CompiledSchema Compile(string schema, bool assertFormat)
    {
        var registry = new SchemaRegistry(Dialect.Draft202012, new SchemaOptions { AssertFormat = assertFormat });
        registry.Add(Document, DocumentReader.Read("schema.json", Encoding.UTF8.GetBytes(schema), [])!);
        return registry.Compile(Document);
    }
}
