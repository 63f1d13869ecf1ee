namespace Conformance.Validation.Texts;

/// <summary>Arrays and objects in one text, their parts between delimiters (RFC 6570, section 3.2.1).</summary>
internal static class Delimited
{
    private const string PairsExpected = "names and values in turn";
    private const string AssignmentsExpected = "\"name=value\" for each member";

    /// <summary>Reads an array or object in each way that the text allows.</summary>
    /// <param name="assigned">Whether the members of an object are written <c>name=value</c>, not <c>name,value</c>.</param>
    public static IEnumerable<ReadValue> Read(string raw, char delimiter, Structure structure, bool assigned, Escaping escaping)
    {
        if (structure == Structure.Object)
        {
            yield return raw.Length == 0 ? new ReadValue(new TextMap([]))
            : assigned ? Assignments(raw, delimiter, escaping)
            : Pairs(raw, delimiter, escaping);
        }
        else
        {
            yield return new ReadValue(new TextList([.. Parts(raw, delimiter, escaping).Select(p => new TextScalar(escaping.Decode(p)))]));
            if (raw.Length == 0)
                yield return new ReadValue(new TextList([]));
        }
    }

    private static ReadValue Pairs(string raw, char delimiter, Escaping escaping)
    {
        var parts = Parts(raw, delimiter, escaping);
        if (parts.Length % 2 != 0)
            return ReadValue.Fault(PairsExpected);
        return new ReadValue(new TextMap([.. parts.Chunk(2).Select(pair => Member(pair[0], pair[1], escaping))]));
    }

    private static ReadValue Assignments(string raw, char delimiter, Escaping escaping)
    {
        var members = new List<KeyValuePair<string, TextValue>>();
        foreach (var part in Parts(raw, delimiter, escaping))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return ReadValue.Fault(AssignmentsExpected);
            members.Add(Member(part[..equals], part[(equals + 1)..], escaping));
        }

        return new ReadValue(new TextMap(members));
    }

    private static KeyValuePair<string, TextValue> Member(string name, string value, Escaping escaping) =>
        new(escaping.Decode(name), new TextScalar(escaping.Decode(value)));

    // In header fields optional white space stands around the commas (RFC 9110, section 5.6.1).
    private static string[] Parts(string raw, char delimiter, Escaping escaping) =>
        raw.Split(delimiter, escaping == Escaping.None && delimiter == ',' ? StringSplitOptions.TrimEntries : StringSplitOptions.None);
}
