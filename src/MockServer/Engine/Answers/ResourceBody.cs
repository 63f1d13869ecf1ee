using System.Buffers;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.MockServer.Engine.Requests;
using Conformance.Validation;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>
/// A documented body into which what was made is put: members that clients sent take the place of the sample's, as far as the schema then still takes the whole; all else is the sample's.
/// </summary>
internal sealed class ResourceBody
{
    private const int MostRounds = 10;

    // What an id is called where it is not called as the path's parameter; the last of them only where nothing is called after the collection.
    private static readonly string[] UsualIds = ["id", "_id", "pk", "uuid"];
    private static readonly string[] OtherIds = ["key", "slug", "code", "name"];

    private readonly SchemaHandle? _schema;
    private readonly ResourceRole _role;

    private ResourceBody(JsonNode sample, JsonNode? model, SchemaHandle? schema, ResourceRole role) =>
        (Sample, Model, _schema, _role) = (sample, model, schema, role);

    /// <summary>The body as it is sent where nothing was made.</summary>
    public JsonNode Sample { get; }

    /// <summary>A body of the schema alone, which has members that an example may lack; null where there is none.</summary>
    public JsonNode? Model { get; }

    /// <summary>The body of an answer; null where it documents no JSON.</summary>
    public static ResourceBody? Of(MockRequest request, RequestOutcome outcome, BodyValue? body, ResourceRole role)
    {
        if (outcome.Answer is not { Body: { WhyNone: null } template } answer || !MediaTypes.IsJson(answer.ContentType))
            return null;
        var schema = answer.Documented?.Content.FirstOrDefault(c => c.ContentType == answer.ContentType)?.Schema;
        var written = new ArrayBufferWriter<byte>();
        template.Write(written, new AnswerValues(request, outcome, body));
        try
        {
            return JsonNode.Parse(written.WrittenSpan) is { } sample
                ? new ResourceBody(sample, schema is null ? null : request.Mount.Contract.Samples.ForResponse(schema), schema, role)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The object that stands for one resource: the whole, or one that it wraps; null where none does.</summary>
    public (ImmutableSegments Place, string Id)? FindItem() =>
        Sample is JsonObject whole
            ? IdOf(whole) is { } id
                ? (new ImmutableSegments([]), id)
                : whole
                    .Where(m => m.Value is JsonObject)
                    .Select(m => (Name: m.Key, Id: IdOf((JsonObject)m.Value!)))
                    .FirstOrDefault(m => m.Id is not null)
                    is { Id: { } inner } wrapped
                    ? (new ImmutableSegments([wrapped.Name]), inner)
                    : null
            : null;

    /// <summary>The array whose items stand for resources, and one of them; null where there is none.</summary>
    public (ImmutableSegments Place, JsonObject Item, string Id)? FindList()
    {
        foreach (var source in (JsonNode?[])[Sample, Model])
        {
            if (source is not null && FindList(source, [], 0) is { } found && At(Sample, found.Place.Names) is JsonArray)
                return found;
        }

        return null;
    }

    /// <summary>A sample object with members of a client's in it.</summary>
    /// <param name="model">Another object of the same schema, whose members are known as well.</param>
    public static JsonObject Merged(JsonObject sample, JsonObject? model, JsonObject own, string idName, JsonNode id)
    {
        var merged = (JsonObject)sample.DeepClone();
        foreach (var (name, value) in own)
        {
            if (name == idName || !merged.ContainsKey(name) && model?.ContainsKey(name) != true)
                continue;
            merged[name] =
                value is JsonObject inner && merged[name] is JsonObject shown
                    ? Merged(shown, model?[name] as JsonObject, inner, "", id)
                    : value?.DeepClone();
        }

        if (idName.Length > 0)
            merged[idName] = id.DeepClone();
        return merged;
    }

    /// <summary>The whole with an object, or an array, at a place; where the schema does not take a member of a resource, the sample's is put back. Null where it takes it in no way.</summary>
    /// <param name="items">Whether an array of resources stands there.</param>
    /// <param name="describe">What else is changed in the whole.</param>
    public byte[]? With(ImmutableSegments place, JsonNode value, JsonObject item, bool items, Action<JsonNode>? describe = null)
    {
        var whole = Sample.DeepClone();
        if (place.Names.Length == 0)
            whole = value;
        else
            ((JsonObject)At(whole, place.Names[..^1])!)[place.Names[^1]] = value;
        describe?.Invoke(whole);
        for (var round = 0; round < MostRounds; round++)
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(whole);
            var misfits = _schema?.MisfitsFromServer(bytes) ?? [];
            if (misfits.Count == 0)
                return bytes;
            var mended = false;
            foreach (var misfit in misfits)
                mended |= Mend(whole, misfit.Segments.AsSpan(), place, item, items);
            if (!mended)
                return null;
        }

        return null;
    }

    /// <summary>The value at names; null where there is none.</summary>
    public static JsonNode? At(JsonNode? node, IEnumerable<string> names)
    {
        foreach (var name in names)
            node = node is JsonObject members ? members[name] : null;
        return node;
    }

    /// <summary>A scalar as it stands in a path or a query; null for what is none.</summary>
    public static string? TextOf(JsonNode? node) =>
        node is not JsonValue value ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>()
        : value.ToJsonString();

    private static bool Mend(JsonNode whole, ReadOnlySpan<string> misfit, ImmutableSegments place, JsonObject item, bool items)
    {
        var depth = place.Names.Length + (items ? 1 : 0);
        var target = At(whole, place.Names);
        if (items)
            target =
                target is JsonArray list
                && misfit.Length >= depth
                && int.TryParse(misfit[depth - 1], NumberStyles.None, CultureInfo.InvariantCulture, out var at)
                && at < list.Count
                    ? list[at]
                    : null;
        if (target is not JsonObject resource)
            return false;
        if (misfit.Length > depth)
        {
            var name = misfit[depth];
            if (!resource.ContainsKey(name) || JsonNode.DeepEquals(resource[name], item[name]) && item.ContainsKey(name))
                return false;
            if (item.ContainsKey(name))
                resource[name] = item[name]?.DeepClone();
            else
                resource.Remove(name);
            return true;
        }

        // Of the object as a whole: what the sample has not goes.
        var more = resource.Select(m => m.Key).Where(n => !item.ContainsKey(n)).ToList();
        foreach (var name in more)
            resource.Remove(name);
        return more.Count > 0;
    }

    private (ImmutableSegments Place, JsonObject Item, string Id)? FindList(JsonNode node, string[] above, int depth)
    {
        if (node is JsonArray { Count: > 0 } items)
            return items[0] is JsonObject first && IdOf(first) is { } id ? (new ImmutableSegments(above), first, id) : null;
        if (node is not JsonObject members || depth == 2)
            return null;
        foreach (var (name, value) in members)
        {
            if (value is not null && FindList(value, [.. above, name], depth + 1) is { } found)
                return found;
        }

        return null;
    }

    private string? IdOf(JsonObject resource) => IdOf(resource, _role);

    /// <summary>The member that holds the id of a resource; null where none seems to.</summary>
    public static string? IdOf(JsonObject resource, ResourceRole role)
    {
        // "orderId", "order_id" and "OrderID" are an order's id, whatever the path's parameter is called.
        return Called(ListPage.Plain(role.IdParameter))
            ?? UsualIds.FirstOrDefault(IsScalar)
            ?? Called(Singular(ListPage.Plain(role.Collection[(role.Collection.LastIndexOf('/') + 1)..])) + "id")
            ?? OtherIds.FirstOrDefault(IsScalar);

        string? Called(string plain) => resource.Select(m => m.Key).FirstOrDefault(n => ListPage.Plain(n) == plain && IsScalar(n));

        bool IsScalar(string name) =>
            resource[name] is JsonValue value && value.GetValueKind() is JsonValueKind.String or JsonValueKind.Number;
    }

    private static string Singular(string name) =>
        name.EndsWith("ies", StringComparison.Ordinal) ? name[..^3] + "y"
        : name.EndsWith('s') ? name[..^1]
        : name;
}

/// <summary>The names that lead to a place in a JSON value, from member to member.</summary>
internal readonly record struct ImmutableSegments(string[] Names);
