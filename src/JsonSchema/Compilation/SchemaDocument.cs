using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Conformance.JsonSchema.Compilation;

/// <summary>A registered JSON document: either a schema itself, or a container (an OpenAPI document) that has schemas in it.</summary>
internal sealed class SchemaDocument
{
    /// <summary>Objects with more members than this are indexed when a pointer first leads through them.</summary>
    private const int FewMembers = 16;

    private readonly Dictionary<string, SchemaResource> _resources = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Dictionary<string, JsonElement>> _members = new(StringComparer.Ordinal);

    public SchemaDocument(string uri, JsonElement root)
    {
        Uri = uri;
        Root = root;
        IsContainer =
            root.ValueKind == JsonValueKind.Object && (root.TryGetProperty("openapi", out _) || root.TryGetProperty("swagger", out _));
        RootResource = new SchemaResource(this, uri, string.Empty, root, parent: null) { IsContainer = IsContainer };
    }

    /// <summary>The URI under which the document was registered, without a fragment.</summary>
    public string Uri { get; }

    public JsonElement Root { get; }

    public bool IsContainer { get; }

    /// <summary>The resource of all schemas in the document that no <c>$id</c> of their own sets apart.</summary>
    public SchemaResource RootResource { get; }

    /// <summary>Whether the whole document has been searched for identifiers.</summary>
    public bool IsScanned { get; set; }

    /// <summary>Whether any identifier can be in the document at all; most OpenAPI documents have none and need no search.</summary>
    public bool MentionsIdentifiers()
    {
        var text = JsonMarshal.GetRawUtf8Value(Root);
        return text.IndexOf("\"$id\""u8) >= 0 || text.IndexOf("\"$anchor\""u8) >= 0 || text.IndexOf("\"$dynamicAnchor\""u8) >= 0;
    }

    /// <summary>The resource whose root stands at a pointer, if an <c>$id</c> there makes it one.</summary>
    public SchemaResource? ResourceAt(string pointer) => _resources.GetValueOrDefault(pointer);

    public void AddResource(SchemaResource resource) => _resources[resource.RootPointer] = resource;

    /// <summary>Steps from the value at a pointer to one of its members or items.</summary>
    public bool TryStep(string pointer, JsonElement from, string segment, out JsonElement to)
    {
        to = default;
        if (from.ValueKind == JsonValueKind.Array)
        {
            var isIndex =
                int.TryParse(segment, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < from.GetArrayLength();
            to = isIndex ? from[index] : default;
            return isIndex;
        }

        if (from.ValueKind != JsonValueKind.Object)
            return false;
        return from.GetPropertyCount() <= FewMembers
            ? from.TryGetProperty(segment, out to)
            : MembersAt(pointer, from).TryGetValue(segment, out to);
    }

    private Dictionary<string, JsonElement> MembersAt(string pointer, JsonElement value)
    {
        if (_members.TryGetValue(pointer, out var members))
            return members;
        members = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (var member in value.EnumerateObject())
            members[member.Name] = member.Value;
        _members.Add(pointer, members);
        return members;
    }
}
