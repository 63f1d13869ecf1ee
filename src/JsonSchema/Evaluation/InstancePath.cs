using System.Globalization;
using System.Text;
using Conformance.Documents;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>Finds the JSON pointer of a token by descending to it from the root, so that the fast pass carries no paths.</summary>
internal static class InstancePath
{
    /// <summary>The pointer of the token at <paramref name="target"/>; a property name has the pointer of its value.</summary>
    public static string Of(JsonValue root, int target)
    {
        var pointer = new StringBuilder();
        var buffer = Array.Empty<byte>();
        var current = root.At;
        while (current < target)
        {
            var isObject = root.Tokens[current].Kind == TokenKind.Object;
            var index = 0;
            var member = current + 1;
            var value = isObject ? member + 1 : member;
            while (root.Tokens[value].Next <= target)
            {
                member = root.Tokens[value].Next;
                value = isObject ? member + 1 : member;
                index++;
            }

            pointer
                .Append('/')
                .Append(
                    isObject
                        ? JsonPointer.Escape(Encoding.UTF8.GetString(root.Other(member).Text(ref buffer)))
                        : index.ToString(CultureInfo.InvariantCulture)
                );
            if (member == target)
                break;
            current = value;
        }

        return pointer.ToString();
    }
}
