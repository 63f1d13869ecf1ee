using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Checks every <c>x-session</c> of a document against the vocabulary's schema, specs/x-session.schema.json.</summary>
internal static class XSessionSchema
{
    private const string Field = "x-session";

    private static readonly Lazy<VocabularySchema> Schema = new(() => VocabularySchema.Embedded("specs/x-session.schema.json"));

    /// <summary>Reports what the schema refuses; false where it refused anything.</summary>
    public static bool Check(Node root, Problems problems)
    {
        var valid = root[Field] is not { } policy || Check(policy, "root", problems);
        foreach (var item in root["paths"]?.Members ?? [])
        {
            foreach (var operation in item.Value.Members)
            {
                foreach (var session in Policies(operation.Value, problems, ref valid))
                    valid &= Check(session, "operation", problems);
            }
        }

        return valid;
    }

    /// <summary>Reports what the schema refuses in a mark of origin, which may stand anywhere in a document.</summary>
    public static bool CheckOrigin(Node mark, Problems problems) => Schema.Value.Check(mark, "origin", "x-origin", "x-origin", problems);

    private static IReadOnlyList<Node> Policies(Node operation, Problems problems, ref bool valid)
    {
        if (operation[Field] is ArrayNode { Items.Count: 0 } empty)
        {
            valid = false;
            problems.Error(
                Field,
                empty.At,
                "x-session is an empty list; expected at least one policy.",
                "Write one for each role that the operation plays, told apart by \"where\", or leave x-session out."
            );
        }

        return SessionNodes.Written(operation);
    }

    private static bool Check(Node node, string definition, Problems problems) =>
        Schema.Value.Check(node, definition, Field, Field, problems);
}
