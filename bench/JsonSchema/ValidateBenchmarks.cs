using System.Text;
using System.Text.Json;
using BenchmarkDotNet.Attributes;

namespace Conformance.JsonSchema.Bench;

/// <summary>From the bytes of a request's body to a verdict.</summary>
[MemoryDiagnoser]
[HideColumns("Error", "StdDev", "RatioSD", "Job", "Toolchain", "IterationCount", "LaunchCount", "WarmupCount", "Gen0", "Gen1", "Gen2")]
public class ValidateBenchmarks
{
    private byte[] _instance = [];
    private CompiledSchema? _schema;
    private CompiledSchema? _withFormats;
    private global::NJsonSchema.JsonSchema? _other;

    /// <summary>The case's name.</summary>
    [Params("logout", "status", "large")]
    public string Case { get; set; } = "logout";

    /// <summary>Compiles the schema with each library and makes sure that all accept the instance.</summary>
    [GlobalSetup]
    public void Compile()
    {
        var benchCase = BenchCase.Named(Case);
        _instance = benchCase.Instance;
        _schema = CompileBenchmarks.Compile(benchCase.Schema, assertFormat: false);
        _withFormats = CompileBenchmarks.Compile(benchCase.Schema, assertFormat: true);
        _other = global::NJsonSchema.JsonSchema.FromJsonAsync(benchCase.Schema).GetAwaiter().GetResult();
        if (!Conformance() || !ConformanceWithFormats() || !NJsonSchema())
            throw new InvalidOperationException($"A library refuses the instance of the case \"{Case}\".");
    }

    /// <summary>Formats as annotations.</summary>
    [Benchmark(Baseline = true)]
    public bool Conformance() => _schema!.IsValid(_instance);

    /// <summary>Formats asserted.</summary>
    [Benchmark]
    public bool ConformanceWithFormats() => _withFormats!.IsValid(_instance);

    /// <summary>NJsonSchema, which asserts formats.</summary>
    [Benchmark]
    public bool NJsonSchema() => _other!.Validate(Encoding.UTF8.GetString(_instance)).Count == 0;

    /// <summary>For scale: only parsing, with System.Text.Json.</summary>
    [Benchmark]
    public bool ParseOnly()
    {
        using var document = JsonDocument.Parse(_instance);
        return document.RootElement.ValueKind != JsonValueKind.Undefined;
    }
}
