using Conformance.Documents;

namespace Conformance.Contracts.Swagger;

/// <summary>Builds trees whose nodes keep the places of what they are made from.</summary>
internal static class Tree
{
    /// <summary>A string.</summary>
    public static ScalarNode Text(Location at, string text) => new(at, ScalarKind.String, text);

    /// <summary><c>true</c> or <c>false</c>.</summary>
    public static ScalarNode Flag(Location at, bool value) => new(at, ScalarKind.Boolean, value ? "true" : "false");

    /// <summary>Adds a member at the place of its value, unless there is no value or the name is taken.</summary>
    public static ObjectNode With(this ObjectNode holder, string name, Node? value) =>
        value is null ? holder : holder.With(name, value.At, value);

    /// <summary>Adds a member unless its name is taken.</summary>
    public static ObjectNode With(this ObjectNode holder, string name, Location nameAt, Node value)
    {
        if (!holder.TryGet(name, out _))
            holder.Add(name, nameAt, value);
        return holder;
    }

    /// <summary>Adds copies of those members of another object that have one of these names.</summary>
    public static ObjectNode WithCopies(this ObjectNode holder, Node from, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (from.AsObject()?.TryGetMember(name, out var member) == true)
                holder.With(name, member.NameAt, member.Value.Copy());
        }

        return holder;
    }

    /// <summary>Adds copies of the extensions (<c>x-…</c>) of another object.</summary>
    public static ObjectNode WithExtensions(this ObjectNode holder, Node from)
    {
        foreach (var (name, at, value) in from.Members)
        {
            if (name.StartsWith("x-", StringComparison.Ordinal))
                holder.With(name, at, value.Copy());
        }

        return holder;
    }

    /// <summary>An object with the same member names and places, each value made anew.</summary>
    public static ObjectNode Map(Node from, Func<Node, Node> convert)
    {
        var made = new ObjectNode(from.At);
        foreach (var (name, at, value) in from.Members)
        {
            made.With(name, at, name.StartsWith("x-", StringComparison.Ordinal) ? value.Copy() : convert(value));
        }

        return made;
    }

    /// <summary>An array of these items.</summary>
    public static ArrayNode List(Location at, IEnumerable<Node> items)
    {
        var made = new ArrayNode(at);
        foreach (var item in items)
            made.Add(item);
        return made;
    }
}
