using System.Globalization;
using Conformance.Documents;

namespace Conformance.Comparison;

/// <summary>
/// What changed in the values that a schema lets pass. In a request fewer values break clients, in an answer more of them do. What cannot be compared keyword by keyword, patterns and combinations of
/// schemas, is told as such.
/// </summary>
internal sealed class SchemaDifference(Node oldRoot, Node newRoot, bool isRequest, Changes changes)
{
    private const int Deepest = 64;

    // JSON Schema 2020-12, section 6 of the validation vocabulary: a larger value takes more away, or less.
    private static readonly (string Keyword, bool IsLower)[] Bounds =
    [
        ("minLength", true),
        ("maxLength", false),
        ("minimum", true),
        ("maximum", false),
        ("exclusiveMinimum", true),
        ("exclusiveMaximum", false),
        ("minItems", true),
        ("maxItems", false),
        ("minProperties", true),
        ("maxProperties", false),
    ];

    private static readonly string[] Combinations =
    [
        "allOf",
        "anyOf",
        "oneOf",
        "not",
        "if",
        "then",
        "else",
        "patternProperties",
        "prefixItems",
        "contains",
        "discriminator",
    ];

    private readonly HashSet<(Node, Node)> _seen = [];

    private string Direction => isRequest ? "request" : "response";

    /// <param name="what">What the schema is of: <c>the body (application/json)</c>.</param>
    /// <param name="at">The place to tell; null for that of the schema.</param>
    public void Find(Node? before, Node? after, string what, Location? at) => Find(before, after, what, at, 0);

    private void Find(Node? before, Node? after, string what, Location? at, int depth)
    {
        var (was, now) = (Resolved(before, oldRoot), Resolved(after, newRoot));
        if (was is null && now is null || was is not null && now is not null && (!_seen.Add((was, now)) || depth > Deepest))
            return;
        if (was is not ObjectNode left || now is not ObjectNode right)
        {
            // No schema, and true, let every value pass.
            if (IsOpen(was) != IsOpen(now))
                Tell(IsOpen(now), what, IsOpen(now) ? "may be anything" : "has a schema now", at ?? now?.At);
            return;
        }

        Types(left, right, what, at);
        Enums(left, right, what, at);
        foreach (var (keyword, isLower) in Bounds)
            Bound(left, right, keyword, isLower, what, at);
        foreach (var keyword in (string[])["pattern", "format", "multipleOf"])
        {
            if (left[keyword] is null && right[keyword] is { } added && keyword != "format")
                Tell(isWider: false, what, $"has the {keyword} {added} now", at ?? added.At);
            else if (!Node.DeepEquals(left[keyword], right[keyword]))
                Unclear(what, keyword, left[keyword], right[keyword], at ?? right.At);
        }

        foreach (var keyword in Combinations)
            Combination(left, right, keyword, what, at, depth);
        Members(left, right, what, at, depth);
        Find(left["items"], right["items"], $"each item of {what}", at, depth + 1);
    }

    private static bool IsOpen(Node? schema) => schema is null || schema.AsBoolean() == true || schema is ObjectNode { Members.Count: 0 };

    private static Node? Resolved(Node? node, Node root) => node is null ? null : References.Resolve(node, root, null);

    private void Types(Node was, Node now, string what, Location? at)
    {
        var (before, after) = (TypesOf(was), TypesOf(now));
        if (before.SetEquals(after))
            return;
        var shown = $"was {Shown(before)} and is {Shown(after)}";
        if (after.Count == 0 || before.Count > 0 && before.IsSubsetOf(after))
            Tell(isWider: true, what, shown, at ?? now.At);
        else if (before.Count == 0 || after.IsSubsetOf(before))
            Tell(isWider: false, what, shown, at ?? now.At);
        else
            changes.Add(isRequest ? "request-narrowed" : "response-widened", $"{Capital(what)} {shown}.", at ?? now.At);

        static string Shown(HashSet<string> types) =>
            types.Count == 0 ? "of any type" : string.Join(" or ", types.Order(StringComparer.Ordinal));
    }

    // OpenAPI 3.0 says with "nullable" what 3.1 says with a type.
    private static HashSet<string> TypesOf(Node schema)
    {
        var types = (schema["type"] is ArrayNode list ? list.Items.Select(t => t.AsString()) : [schema["type"]?.AsString()])
            .OfType<string>()
            .ToHashSet(StringComparer.Ordinal);
        if (types.Count > 0 && schema["nullable"]?.AsBoolean() == true)
            types.Add("null");

        // An integer is a number.
        if (types.Contains("number"))
            types.Add("integer");
        return types;
    }

    private void Enums(Node was, Node now, string what, Location? at)
    {
        var (before, after) = (Values(was), Values(now));
        if (before is null && after is null)
            return;
        var gone = before?.Where(v => after?.Any(a => Node.DeepEquals(a, v)) == false).ToList() ?? [];
        var added = after?.Where(v => before?.Any(b => Node.DeepEquals(b, v)) == false).ToList() ?? [];
        if (before is null || gone.Count > 0)
            Tell(
                isWider: false,
                what,
                before is null ? $"is one of {Listed(after!)} now" : $"is not {Listed(gone)} any more",
                at ?? now.At
            );
        if (after is null || added.Count > 0)
            Tell(
                isWider: true,
                what,
                after is null ? "may be anything beside the values of before" : $"may be {Listed(added)}",
                at ?? now.At
            );

        static IReadOnlyList<Node>? Values(Node schema) =>
            schema["const"] is { } only ? [only]
            : schema["enum"] is ArrayNode list ? list.Items
            : null;

        static string Listed(IReadOnlyList<Node> values) =>
            string.Join(", ", values.Take(5)) + (values.Count > 5 ? $" and {values.Count - 5} more" : "");
    }

    private void Bound(Node was, Node now, string keyword, bool isLower, string what, Location? at)
    {
        if (Node.DeepEquals(was[keyword], now[keyword]))
            return;
        var (before, after) = (was[keyword]?.AsDecimal(), now[keyword]?.AsDecimal());

        // In OpenAPI 3.0 an exclusive bound is true or false beside the other one.
        if (before is null && was[keyword] is not null || after is null && now[keyword] is not null)
        {
            Unclear(what, keyword, was[keyword], now[keyword], at ?? now.At);
            return;
        }

        var isWider = after is null || before is not null && (isLower ? after < before : after > before);
        Tell(isWider, what, $"had {keyword} {Shown(before)} and has {Shown(after)}", at ?? now.At);

        static string Shown(decimal? bound) => bound?.ToString(CultureInfo.InvariantCulture) ?? "none";
    }

    // Parts that stand at the same place are compared; where one was added or taken away, the whole is another one.
    private void Combination(Node was, Node now, string keyword, string what, Location? at, int depth)
    {
        var (before, after) = (was[keyword], now[keyword]);
        if (before is null && after is null)
            return;
        if (keyword is "allOf" && before is ArrayNode parts && after is ArrayNode others && parts.Items.Count == others.Items.Count)
        {
            foreach (var (part, other) in parts.Items.Zip(others.Items))
                Find(part, other, what, at, depth + 1);
            return;
        }

        if (!IsSame(before, after, depth))
            Unclear(what, keyword, null, null, at ?? after?.At ?? now.At);
    }

    // The same through references that lead to the same text.
    private bool IsSame(Node? before, Node? after, int depth)
    {
        if (before is null || after is null || depth > Deepest)
            return before is null && after is null;
        if (References.RefOf(before) is null && References.RefOf(after) is null && before is not (ObjectNode or ArrayNode))
            return Node.DeepEquals(before, after);
        var (was, now) = (Resolved(before, oldRoot), Resolved(after, newRoot));
        if (was is null || now is null || was.Members.Count != now.Members.Count || was.Items.Count != now.Items.Count)
            return false;
        if (!_seen.Add((was, now)))
            return true;
        return was is not (ObjectNode or ArrayNode)
            ? Node.DeepEquals(was, now)
            : was.Members.All(m => now[m.Name] is { } other && IsSame(m.Value, other, depth + 1))
                && was.Items.Zip(now.Items).All(p => IsSame(p.First, p.Second, depth + 1));
    }

    private void Members(Node was, Node now, string what, Location? at, int depth)
    {
        var (before, after) = (was["properties"], now["properties"]);
        var (needed, needs) = (Required(was), Required(now));
        foreach (var (name, nameAt, schema) in after?.Members ?? [])
        {
            var place = at ?? nameAt;
            var member = $"\"{name}\" of {what}";
            if (before?[name] is { } earlier)
            {
                if (needs.Contains(name) != needed.Contains(name))
                    Tell(isWider: needed.Contains(name), member, needs.Contains(name) ? "is required now" : "may be missing now", place);
                Find(earlier, schema, member, at, depth + 1);
            }
            else if (isRequest && needs.Contains(name) && !needed.Contains(name))
                changes.Add("request-narrowed", $"{Capital(member)} is new and required.", place);
            else
                changes.Add(isRequest ? "request-property-added" : "response-property-added", $"{Capital(member)} is new.", place);
        }

        foreach (var (name, _, _) in before?.Members ?? [])
        {
            if (after?[name] is not null)
                continue;
            var isClosed = now["additionalProperties"]?.AsBoolean() == false;
            changes.Add(
                isRequest && isClosed ? "request-narrowed"
                    : isRequest ? "request-property-removed"
                    : needed.Contains(name) ? "response-property-removed"
                    : "optional-response-property-removed",
                $"\"{name}\" of {what} is gone{(isRequest && isClosed ? ", and others than the documented ones are refused" : "")}.",
                at ?? now.At
            );
        }

        // Members that are required and described nowhere.
        foreach (var name in needs.Except(needed).Where(n => after?[n] is null))
            Tell(isWider: false, $"\"{name}\" of {what}", "is required now", at ?? now.At);
        if (!Node.DeepEquals(was["additionalProperties"], now["additionalProperties"]))
            Find(was["additionalProperties"], now["additionalProperties"], $"what else is in {what}", at ?? now.At, depth + 1);
    }

    private static HashSet<string> Required(Node schema) =>
        (schema["required"]?.Items ?? []).Select(i => i.AsString()).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private void Tell(bool isWider, string what, string how, Location? place) =>
        changes.Add($"{Direction}-{(isWider ? "widened" : "narrowed")}", $"{Capital(what)} {how}.", place);

    private void Unclear(string what, string keyword, Node? before, Node? after, Location place) =>
        changes.Add(
            $"{Direction}-changed-unclearly",
            before is null && after is null
                ? $"{Capital(what)} has another \"{keyword}\"."
                : $"{Capital(what)} had the {keyword} {before?.ToString() ?? "none"} and has {after?.ToString() ?? "none"}.",
            place
        );

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
