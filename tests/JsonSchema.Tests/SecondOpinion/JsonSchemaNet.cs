extern alias jsonSchemaNet;

using System.Text.Json;
using jsonSchemaNet::Json.Schema;
using TheirDialect = jsonSchemaNet::Json.Schema.Dialect;
using TheirRegistry = jsonSchemaNet::Json.Schema.SchemaRegistry;
using TheirSchema = jsonSchemaNet::Json.Schema.JsonSchema;

namespace Conformance.JsonSchema.Tests.SecondOpinion;

/// <summary>A schema of 2020-12 as JsonSchema.Net, which shares no code with our validator, understands it.</summary>
internal sealed class JsonSchemaNet
{
    private readonly TheirSchema? _schema;
    private readonly EvaluationOptions _options;

    /// <summary>Compiles a schema that may refer to <paramref name="others"/> by their addresses.</summary>
    public JsonSchemaNet(JsonElement schema, bool assertFormat, IEnumerable<(Uri Uri, JsonElement Document)>? others = null)
    {
        var build = new BuildOptions { Dialect = TheirDialect.Draft202012, SchemaRegistry = new TheirRegistry() };
        foreach (var (uri, document) in others ?? [])
            build.SchemaRegistry.Register(uri, TheirSchema.Build(document, build, uri));
        _options = new EvaluationOptions { RequireFormatValidation = assertFormat, OutputFormat = OutputFormat.Flag };
        _schema = WithoutThrowing(() => TheirSchema.Build(schema, build, Schemas.Document));
    }

    /// <summary>Its verdict; null when it cannot read the schema or the instance.</summary>
    public bool? IsValid(JsonElement instance) =>
        _schema is null ? null : WithoutThrowing<bool?>(() => _schema.Evaluate(instance, _options).IsValid);

    private static T? WithoutThrowing<T>(Func<T> judge)
    {
        try
        {
            return judge();
        }
        catch (Exception e) when (e is ArgumentException or FormatException or RefResolutionException)
        {
            return default;
        }
    }
}
