using Conformance.Contracts.Schemas;

namespace Conformance.Validation.Texts;

/// <summary>
/// The style <c>deepObject</c>: <c>filter[state]=open</c>. OpenAPI defines it for one level of scalar members; <c>a[b][c]=1</c> is read as objects
/// within one another, and <c>a[b]=1&amp;a[b]=2</c> or <c>a[b][]=1</c> as an array where the schema has one, as is customary.
/// </summary>
internal static class DeepObject
{
    private const int Deepest = 16;

    /// <summary>Reads the object of a name; nothing where it is absent.</summary>
    public static IEnumerable<ReadValue> Read(string name, ValueShape shape, FieldList fields)
    {
        var root = new Branch();
        foreach (var field in fields.Fields)
        {
            if (
                field.Name.Length <= name.Length
                || !field.Name.StartsWith(name, StringComparison.Ordinal)
                || field.Name[name.Length] != '['
            )
                continue;
            if (Path(field.Name[name.Length..]) is not { } path)
                return [ReadValue.Fault($"a name such as \"{name}[member]\", at most {Deepest} levels deep")];
            path.Aggregate(root, (branch, key) => branch.Child(key)).Values.Add(fields.Escaping.Decode(field.Raw));
        }

        return root.IsEmpty ? [] : [new ReadValue(root.ToValue(shape))];
    }

    // "[a][b]" as names; an empty pair of brackets at the end says that there are several values.
    private static List<string>? Path(string text)
    {
        var path = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            var close = text.IndexOf(']', at);
            if (text[at] != '[' || close < 0 || path.Count == Deepest)
                return null;
            var name = text[(at + 1)..close];
            at = close + 1;
            if (name.Length == 0 && at == text.Length && path.Count > 0)
                break;
            path.Add(name);
        }

        return path;
    }

    private sealed class Branch
    {
        private readonly Dictionary<string, Branch> _children = new(StringComparer.Ordinal);

        public List<string> Values { get; } = [];

        public bool IsEmpty => _children.Count == 0 && Values.Count == 0;

        public Branch Child(string name)
        {
            if (!_children.TryGetValue(name, out var child))
                _children[name] = child = new Branch();
            return child;
        }

        // A name that has both a value and members below it has no meaning; the value stays as the member without a name.
        public TextValue ToValue(ValueShape shape)
        {
            if (_children.Count == 0)
                return FieldStyles.Repeated(Values, shape);
            var members = _children.Select(c => new KeyValuePair<string, TextValue>(c.Key, c.Value.ToValue(shape.Property(c.Key))));
            return new TextMap([.. members, .. Values.Select(v => new KeyValuePair<string, TextValue>("", new TextScalar(v)))]);
        }
    }
}
