using Conformance.Contracts.Expressions;
using Conformance.Documents;

namespace Conformance.Verification.Steps;

/// <summary>Fields of a JSON body as steps name them: <c>data.errors.0.key</c>.</summary>
internal static class Field
{
    /// <summary>The field as a pointer.</summary>
    public static JsonPointer Pointer(string field) => Segments(field).Aggregate(JsonPointer.Root, (pointer, name) => pointer.Append(name));

    /// <summary>The field as a place of a request's body.</summary>
    public static Expression Place(string field) => new(ExpressionSource.RequestBody, Pointer(field).ToString());

    /// <summary>The names on the way.</summary>
    public static string[] Segments(string field) => field.Split('.');
}
