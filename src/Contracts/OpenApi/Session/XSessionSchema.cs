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
                if (operation.Value[Field] is { } session)
                    valid &= Check(session, "operation", problems);
            }
        }

        return valid;
    }

    /// <summary>Reports what the schema refuses in a mark of origin, which may stand anywhere in a document.</summary>
    public static bool CheckOrigin(Node mark, Problems problems) => Schema.Value.Check(mark, "origin", "x-origin", "x-origin", problems);

    private static bool Check(Node node, string definition, Problems problems) =>
        Schema.Value.Check(node, definition, Field, Field, problems);
}
