using System.Text.Json.Nodes;

namespace Conformance.JsonSchema.Bench;

/// <summary>One measured pair of a schema, as a JSON text that stands alone, and an instance that it accepts.</summary>
internal sealed record BenchCase(string Name, string Schema, byte[] Instance)
{
    private const int LargeInstance = 1_000_000;

    private const string LogoutSchema = """
        {
          "type": "object",
          "required": ["refresh_token"],
          "properties": {
            "refresh_token": { "type": "string", "minLength": 20, "maxLength": 4096 },
            "all_devices": { "type": "boolean" },
            "reason": { "enum": ["user", "timeout", "security"] }
          },
          "additionalProperties": false
        }
        """;

    /// <summary>
    /// The cases by name: <c>logout</c>, <c>status</c> (one response of a real API) and <c>large</c> (many of them, 1 MB).
    /// </summary>
    public static IReadOnlyList<BenchCase> All { get; } = Create();

    public static BenchCase Named(string name) => All.Single(candidate => candidate.Name == name);

    /// <summary>Writes each case to a folder, for the tools of other platforms.</summary>
    public static void WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var benchCase in All)
        {
            File.WriteAllText(Path.Combine(folder, $"{benchCase.Name}.schema.json"), benchCase.Schema);
            File.WriteAllBytes(Path.Combine(folder, $"{benchCase.Name}.json"), benchCase.Instance);
        }
    }

    private static List<BenchCase> Create()
    {
        var token = string.Concat(Enumerable.Repeat("eyJhbGciOiJSUzI1NiIsImtpZCI6IjEifQ.", 6));
        var cases = new List<BenchCase>
        {
            new("logout", LogoutSchema, Bytes($$"""{"refresh_token":"{{token}}","all_devices":false,"reason":"user"}""")),
        };
        if (TestKit.Repository.SharedData("real-specs", "mastodon.json") is not { } path)
            return cases;
        var components = JsonNode.Parse(File.ReadAllText(path))!["components"]!["schemas"]!.AsObject();
        var schema = ComponentSchema.StandAlone(components, "Status");
        var status = new InstanceWriter(components).Write(components["Status"]!)!.ToJsonString();
        cases.Add(new BenchCase("status", schema.ToJsonString(), Bytes(status)));
        schema["type"] = "array";
        schema["items"] = new JsonObject { ["$ref"] = "#/definitions/Status" };
        schema.Remove("allOf");
        var list = $"[{string.Join(',', Enumerable.Repeat(status, (LargeInstance / status.Length) + 1))}]";
        cases.Add(new BenchCase("large", schema.ToJsonString(), Bytes(list)));
        return cases;
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);
}
