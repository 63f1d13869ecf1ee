using System.Globalization;
using System.Text;
using Conformance.Documents;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Evaluation;

/// <summary>Collects the violations of one instance, up to a limit.</summary>
internal sealed class ViolationReport(int limit)
{
    private const int LongestQuote = 60;

    private readonly List<Violation> _violations = [];

    public IReadOnlyList<Violation> Violations => _violations;

    public bool IsFull => _violations.Count >= limit;

    /// <summary>A report of its own for a schema that is tried on the side.</summary>
    public ViolationReport Aside() => new(limit);

    public void Add(ref Run run, int at, SchemaPlace place, string keyword, string expected, string found, string? property = null)
    {
        // After the run has been given up nothing holds any more, which says nothing about the instance.
        if (!IsFull && run.Halt == Halt.None)
        {
            var pointer = InstancePath.Of(run.ValueAt(0), at);
            _violations.Add(
                new Violation(pointer, keyword, place.LocationOf(keyword), expected, found)
                {
                    Property = property,
                    SchemaAt = place.PlaceOf(keyword),
                }
            );
        }
    }

    public void AddAll(ViolationReport other) => _violations.AddRange(other._violations.Take(limit - _violations.Count));

    /// <summary>The value at <paramref name="at"/> as a noun phrase: <c>the string "abc"</c>, <c>an array of 3 items</c>.</summary>
    public static string Describe(ref Run run, int at)
    {
        var token = run.Tokens[at];
        return token.Kind switch
        {
            JsonTokenKind.Object => token.Length == 1 ? "an object with 1 property" : $"an object with {token.Length} properties",
            JsonTokenKind.Array => token.Length == 1 ? "an array of 1 item" : $"an array of {token.Length} items",
            JsonTokenKind.String => $"the string {Quote(Encoding.UTF8.GetString(run.Text(at)))}",
            JsonTokenKind.Name => $"the property name {Quote(Encoding.UTF8.GetString(run.Text(at)))}",
            JsonTokenKind.Integer or JsonTokenKind.Number => $"the number {Cut(Encoding.UTF8.GetString(run.Raw(at)))}",
            JsonTokenKind.True => "true",
            JsonTokenKind.False => "false",
            _ => "null",
        };
    }

    /// <summary>Text in quotation evaluated, cut when it is long.</summary>
    public static string Quote(string text) => $"\"{Cut(text)}\"";

    private static string Cut(string text) => text.Length <= LongestQuote ? text : string.Concat(text.AsSpan(0, LongestQuote - 1), "…");
}

/// <summary>Finds the JSON pointer of a token by descending to it from the root, so that the fast pass carries no paths.</summary>
internal static class InstancePath
{
    // A name that is longer says no more, and a report may hold many of them.
    private const int LongestName = 200;

    /// <summary>
    /// The pointer of the token at <paramref name="target"/>; a property name has the pointer of its value. Names of more than two hundred bytes are cut, and the
    /// pointer then leads nowhere.
    /// </summary>
    public static string Of(TapeValue root, int target)
    {
        var pointer = new StringBuilder();
        var buffer = Array.Empty<byte>();
        var current = root.At;
        while (current < target)
        {
            var isObject = root.Tokens[current].Kind == JsonTokenKind.Object;
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
