using System.Globalization;
using System.Text;
using Conformance.Documents;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>Finds the JSON pointer of a token by descending to it from the root, so that the fast pass carries no paths.</summary>
internal static class InstancePath
{
    // A name that is longer says no more, and a report may hold many of them.
    private const int LongestName = 200;

    /// <summary>
    /// The pointer of the token at <paramref name="target"/>; a property name has the pointer of its value. Names of more than two hundred bytes are cut, and the
    /// pointer then leads nowhere.
    /// </summary>
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
                    isObject ? JsonPointer.Escape(Name(root.Other(member).Text(ref buffer))) : index.ToString(CultureInfo.InvariantCulture)
                );
            if (member == target)
                break;
            current = value;
        }

        return pointer.ToString();
    }

    private static string Name(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length <= LongestName)
            return Encoding.UTF8.GetString(utf8);
        var end = LongestName;
        while ((utf8[end] & 0xC0) == 0x80)
            end--;
        return Encoding.UTF8.GetString(utf8[..end]) + "…";
    }
}
