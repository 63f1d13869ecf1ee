using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.Generation.Preparing;

/// <summary>
/// Schemas of a document of OpenAPI 3.0: each object and enumeration gets a name under <c>components/schemas</c>, so that NSwag need not think of
/// one ("Body", "Response2").
/// </summary>
internal sealed class SchemaNames
{
    private const string Prefix = "#/components/schemas/";

    // The namespaces that generated code begins its names with.
    private static readonly string[] Namespaces = ["System", "Microsoft"];

    // Types that our templates and NSwag's declare beside those of the contract, or take from TypeScript's library.
    private static readonly string[] Ours =
    [
        .. Namespaces,
        "InvalidRequest",
        "RequestProblem",
        "RequestReader",
        "AnswerWriter",
        "ApiException",
        "FileParameter",
        "FileResponse",
        "Failure",
        "Response",
        "RequestInit",
        "AbortSignal",
        "Promise",
        "Record",
        "Omit",
        "Array",
        "Blob",
    ];

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly HashSet<string> Notes = ["example", "examples", "externalDocs", "$schema", "$id", "$comment", "xml"];

    private readonly JsonObject _document;
    private readonly Action<string> _tell;
    private readonly Composition _composition;
    private readonly Dictionary<string, string> _moved = new(StringComparer.Ordinal);
    private readonly JsonObject _all = [];
    private readonly Dictionary<string, JsonNode?> _given;
    private readonly HashSet<string> _names = [.. Ours];
    private readonly Dictionary<string, string> _keysByContent = new(StringComparer.Ordinal);

    /// <param name="tell">Takes sentences about schemas for which another stands.</param>
    public SchemaNames(JsonObject document, Action<string> tell)
    {
        (_document, _tell, _composition) = (document, tell, new Composition(reference => _given!.GetValueOrDefault(reference)));
        var components = document["components"]!.AsObject();
        var given = (components["schemas"] as JsonObject ?? []).ToList();
        var renamed = given.ToDictionary(
            g => Prefix + JsonPointer.Escape(g.Key),
            g => Prefix + Free(CodeNames.Pascal(g.Key)),
            StringComparer.Ordinal
        );
        LocalReferences.Redirect(document, renamed);
        _given = given.ToDictionary(g => renamed[Prefix + JsonPointer.Escape(g.Key)], g => g.Value?.DeepClone(), StringComparer.Ordinal);
        components["schemas"] = new JsonObject(_given.Select(g => KeyValuePair.Create(g.Key[Prefix.Length..], g.Value?.DeepClone())));
        foreach (var (reference, schema) in _given.ToList())
        {
            // An enumeration that the contract names is what equal ones without a name are.
            if (schema is JsonObject { } named && named["enum"] is not null)
                _keysByContent.TryAdd(Content((JsonObject)Prepared(named, reference[Prefix.Length..])), reference[Prefix.Length..]);
        }

        foreach (var (reference, schema) in _given.ToList())
        {
            var key = reference[Prefix.Length..];
            _all[key] = Prepared(schema, key);
        }
    }

    /// <summary>Takes the place of the given schemas in the document; what nothing refers to is left out.</summary>
    public void Store()
    {
        Forward();
        Unions.Complete(_all);
        _document["components"]!["schemas"] = _all;
    }

    public bool Has(string name) => _names.Contains(name);

    /// <summary>A name that no schema has, nor any other code that asked for one.</summary>
    public string Free(string name) => CodeNames.Unique(Ours.Contains(name) ? name + "Model" : name, _names);

    /// <summary>What a prepared reference leads to; the value itself where it is none.</summary>
    public JsonObject? Resolve(JsonNode? schema)
    {
        for (var i = 0; i < 100; i++)
        {
            var reference =
                LocalReferences.Of(schema) ?? (schema?["oneOf"] is JsonArray { Count: 1 } one ? LocalReferences.Of(one[0]) : null);
            if (reference is null)
                return schema as JsonObject;
            schema = _all[reference[Prefix.Length..]] ?? _given.GetValueOrDefault(reference);
        }

        return null;
    }

    /// <summary>The schema, or a reference to it when code needs a name for it.</summary>
    public JsonObject Named(JsonNode? schema, string name)
    {
        var prepared = Prepared(schema, name);
        if (!NeedsName(prepared))
            return prepared;
        var nullable = prepared["nullable"]?.GetValue<bool>() == true;
        prepared.Remove("nullable");
        var content = Content(prepared);
        var isEnum = prepared["enum"] is not null;
        if (!_keysByContent.TryGetValue(content, out var key) || !isEnum && !key.StartsWith(name, StringComparison.Ordinal))
        {
            key = Free(name);
            _keysByContent[content] = key;
            _all[key] = prepared;
        }

        var reference = new JsonObject { ["$ref"] = Prefix + key };
        return nullable ? new JsonObject { ["nullable"] = true, ["oneOf"] = new JsonArray(reference) } : reference;
    }

    // Of two names for one type NSwag declares either; references to the other lead to the one that the contract describes.
    private void Forward()
    {
        var forwarded = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, schema) in _all.ToList())
        {
            var target = LocalReferences.Of(schema) ?? (schema?["oneOf"] is JsonArray { Count: 1 } one ? LocalReferences.Of(one[0]) : null);
            if (target is null)
                continue;
            forwarded[Prefix + key] = target;
            _all.Remove(key);
        }

        foreach (var from in forwarded.Keys.ToList())
        {
            for (var i = 0; i < forwarded.Count && forwarded.TryGetValue(forwarded[from], out var further); i++)
                forwarded[from] = further;
        }

        LocalReferences.Redirect(_all, forwarded);
        LocalReferences.Redirect(_document["paths"], forwarded);
    }

    private JsonObject Prepared(JsonNode? given, string name)
    {
        if (given is not JsonObject)
            return [];
        if (LocalReferences.Of(given) is { } reference)
            return Reference(reference);
        var schema = given.DeepClone().AsObject();
        foreach (
            var note in schema.Select(m => m.Key).Where(k => Notes.Contains(k) || k.StartsWith("x-", StringComparison.Ordinal)).ToList()
        )
            schema.Remove(note);
        LiftNull(schema);
        if (_composition.Apply(schema) is { } other)
            return Prepared(other, name);
        Alternatives(schema);
        if (TypeOf(schema) == "integer" && schema["format"] is null && schema["enum"] is null)
            schema["format"] = "int64";
        Values(schema);
        if (schema["properties"] is JsonObject properties)
        {
            schema["properties"] = Properties(properties, name);
            schema["type"] ??= "object";
            if (schema["allOf"] is null && schema["additionalProperties"] is null)
                schema["additionalProperties"] = false;
        }

        if (schema["additionalProperties"] is JsonObject more)
            schema["additionalProperties"] = Named(more, name + "Value");
        if (TypeOf(schema) == "array" || schema["items"] is not null)
            schema["items"] = Named(schema["items"], name + "Item");
        if (schema["allOf"] is JsonArray all)
            schema["allOf"] = new JsonArray([.. all.Select(part => Prepared(part, name))]);
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema[keyword] is JsonArray options)
                schema[keyword] = new JsonArray([.. options.Select((part, i) => Named(part, $"{name}Option{i + 1}"))]);
        }

        Unions.Make(schema);
        Inheritance(schema);

        return schema;
    }

    // A schema elsewhere in the document has no name yet.
    private JsonObject Reference(string reference)
    {
        if (_given.ContainsKey(reference))
            return new JsonObject { ["$ref"] = reference };
        if (_moved.TryGetValue(reference, out var known))
            return new JsonObject { ["$ref"] = known };
        if (LocalReferences.Find(_document, reference) is not { } found)
        {
            _tell($"The reference \"{reference}\" leads nowhere; any value stands in its place.");
            return [];
        }

        var key = Free(CodeNames.Pascal(reference.Split('/')[^1]));
        _moved[reference] = Prefix + key;
        _given[Prefix + key] = found.DeepClone();
        _all[key] = Prepared(found, key);
        return new JsonObject { ["$ref"] = Prefix + key };
    }

    private bool IsNullable(JsonObject schema)
    {
        var named = LocalReferences.Of(schema) is { } reference ? _given.GetValueOrDefault(reference) as JsonObject : null;
        return schema["nullable"]?.GetValue<bool>() == true || named?["nullable"]?.GetValueKind() == System.Text.Json.JsonValueKind.True;
    }

    private JsonObject Properties(JsonObject properties, string owner)
    {
        // C# allows no member with the name of its class.
        HashSet<string> taken = [owner, .. Namespaces];
        var prepared = new JsonObject();
        foreach (var (name, given) in properties)
        {
            var member = CodeNames.Pascal(name);
            var property = Named(given, owner + member);
            property["x-code"] = new JsonObject
            {
                ["name"] = CodeNames.Unique(
                    taken.Contains(member) && (member == owner || Namespaces.Contains(member)) ? member + "Value" : member,
                    taken
                ),
                ["nullable"] = IsNullable(property),
            };
            if (LocalReferences.Of(property) is not null && Text(given?["description"]) is { Length: > 0 } description)
                property["description"] = description;
            prepared[name] = property;
        }

        return prepared;
    }

    private static string? TypeOf(JsonObject schema) => Text(schema["type"]);

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    // One option beside null is that option, which may be null.
    private static void LiftNull(JsonObject schema)
    {
        foreach (var keyword in (string[])["anyOf", "oneOf"])
        {
            if (schema[keyword] is not JsonArray options)
                continue;
            var rest = options.Where(option => !IsNull(option)).ToList();
            if (rest.Count == options.Count)
                continue;
            schema["nullable"] = true;
            schema[keyword] = new JsonArray([.. rest.Select(option => option?.DeepClone())]);

            // Members beside a single type say more about the same.
            if (rest.Count == 1 && LocalReferences.Of(rest[0]) is not null)
                schema.Remove("properties");
        }
    }

    private static bool IsNull(JsonNode? schema) =>
        schema is JsonObject map && map["enum"] is JsonArray { Count: 1 } values && values[0] is null;

    // Of "anyOf" with nothing but several types NSwag makes no type that holds them all.
    private static void Alternatives(JsonObject schema)
    {
        if (
            schema["anyOf"] is not JsonArray options
            || options.Any(o => o is not JsonObject option || !option.All(m => m.Key is "type" or "nullable" or "items"))
        )
            return;
        if (options.Count == 0)
        {
            schema.Remove("anyOf");
            return;
        }

        if (options.Any(o => o!["nullable"]?.GetValue<bool>() == true))
            schema["nullable"] = true;
        if (options.Count > 1)
            schema.Remove("anyOf");
    }

    private static void Values(JsonObject schema)
    {
        if (schema["enum"] is not JsonArray values)
            return;
        var known = values.Where(v => v is JsonValue).ToList();
        if (known.Count < values.Count)
            schema["nullable"] = true;
        var texts = known.Count > 0 && known.TrueForAll(v => v!.GetValueKind() == System.Text.Json.JsonValueKind.String);
        var integers =
            known.Count > 0
            && known.TrueForAll(v => v!.GetValueKind() == System.Text.Json.JsonValueKind.Number && int.TryParse(v.ToJsonString(), out _));
        if (!texts && !integers)
        {
            // Neither language has an enumeration of anything else.
            schema.Remove("enum");
            return;
        }

        schema["type"] = texts ? "string" : "integer";
        if (texts)
            schema.Remove("format");
        var distinct = known.Select(v => v!.DeepClone()).DistinctBy(v => v.ToJsonString()).ToList();
        schema["enum"] = new JsonArray([.. distinct]);
        schema["x-code"] = new JsonObject { ["values"] = string.Join(" | ", distinct.Select(v => v.ToJsonString(Plain))) };
        HashSet<string> taken = [];
        schema["x-enumNames"] = new JsonArray([.. distinct.Select(v => (JsonNode)CodeNames.Unique(NameOf(v.ToString()), taken))]);
    }

    private static string NameOf(string value) => value is ['-', >= '0' and <= '9', ..] ? "Minus" + value[1..] : CodeNames.Pascal(value);

    // A discriminator is for classes that others build on.
    private static void Inheritance(JsonObject schema)
    {
        if (
            schema["discriminator"] is JsonObject discriminator
            && (schema["properties"] as JsonObject)?[discriminator["propertyName"]?.ToString() ?? ""] is null
        )
            schema.Remove("discriminator");
    }

    // What makes two types the same; of an enumeration, its values.
    private static string Content(JsonObject schema) =>
        schema["enum"] is JsonArray values ? $"enum {TypeOf(schema)} {values.ToJsonString()}" : schema.ToJsonString();

    private static bool NeedsName(JsonObject schema) =>
        schema["$ref"] is null
        && (schema["properties"] is not null || schema["enum"] is not null || schema["allOf"] is not null || Unions.IsUnion(schema));
}
