using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>
/// What the role <c>introspect</c> stands for (RFC 7662): an operation that is asked about a token, as <c>token</c> of its body, and answers 200 alike, with <c>active</c> true for one
/// that lives (section 2.2) and false for any other (section 2.2). To ask is no use of the token. What the policy says itself comes before this.
/// </summary>
internal static class Introspection
{
    private const string Word = "introspect";

    /// <summary>The policy with what its role stands for; itself where it has another role.</summary>
    public static Node Whole(Node policy)
    {
        if (policy is not ObjectNode || policy["role"] is not ScalarNode { Text: Word } role)
            return policy;
        var whole = (ObjectNode)policy.Copy();

        // It stands where the policy stands, so that its pointer is that one's.
        if (policy.Parent is { } parent)
            whole.Attach(parent, policy.Name, policy.Index);
        whole.Replace("role", role.At, new ScalarNode(role.At, ScalarKind.String, "protected"));
        Default(whole, role.At, "presents", Object(role.At, ("access", Text(role.At, "$request.body#/token"))));
        Default(whole, role.At, "counts-as-use", new ScalarNode(role.At, ScalarKind.Boolean, "false"));
        Default(whole, role.At, "succeeds", Object(role.At, ("where", Active(role.At, "true"))));
        if (whole["refusals"]?["default"] is null)
        {
            var refused = Object(
                role.At,
                ("status", new ScalarNode(role.At, ScalarKind.Number, "200")),
                ("where", Active(role.At, "false"))
            );
            if (whole["refusals"] is ObjectNode refusals)
                refusals.Add("default", role.At, refused);
            else
                Default(whole, role.At, "refusals", Object(role.At, ("default", refused)));
        }

        return whole;
    }

    private static ObjectNode Active(Location at, string value) =>
        Object(at, ("$response.body#/active", new ScalarNode(at, ScalarKind.Boolean, value)));

    private static ScalarNode Text(Location at, string text) => new(at, ScalarKind.String, text);

    private static ObjectNode Object(Location at, params ReadOnlySpan<(string Name, Node Value)> members)
    {
        var node = new ObjectNode(at);
        foreach (var (name, value) in members)
            node.Add(name, at, value);
        return node;
    }

    private static void Default(ObjectNode policy, Location at, string name, Node value)
    {
        if (policy[name] is null)
            policy.Add(name, at, value);
    }
}
