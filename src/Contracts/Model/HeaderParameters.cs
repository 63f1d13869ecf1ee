namespace Conformance.Contracts.Model;

/// <summary>Parameters after a field's value, such as <c>; charset="utf-8"</c> (RFC 9110, section 5.6.6).</summary>
public static class HeaderParameters
{
    /// <summary>The first parameter of that name, quotation marks and escapes taken off; null where there is none.</summary>
    public static string? Find(ReadOnlySpan<char> field, ReadOnlySpan<char> name) => TryFind(field, name, out var raw) ? Value(raw) : null;

    /// <summary>The first parameter of that name as it was sent, in quotation marks where it has them.</summary>
    public static bool TryFind(ReadOnlySpan<char> field, ReadOnlySpan<char> name, out ReadOnlySpan<char> raw)
    {
        raw = default;
        while (Next(ref field) is { IsEmpty: false } parameter)
        {
            var equals = parameter.IndexOf('=');
            if (equals < 0 || !parameter[..equals].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
                continue;
            raw = parameter[(equals + 1)..].Trim();
            return true;
        }

        return false;
    }

    /// <summary>Every parameter, in the order written.</summary>
    public static IReadOnlyList<(string Name, string Value)> All(string field)
    {
        var found = new List<(string, string)>();
        var rest = field.AsSpan();
        while (Next(ref rest) is { IsEmpty: false } parameter)
        {
            var equals = parameter.IndexOf('=');
            if (equals > 0)
                found.Add((parameter[..equals].Trim().ToString().ToLowerInvariant(), Value(parameter[(equals + 1)..])));
        }

        return found;
    }

    // Steps behind the next semicolon that is not in a quoted string; what follows it, up to the one after, is the parameter.
    private static ReadOnlySpan<char> Next(scoped ref ReadOnlySpan<char> field)
    {
        while (true)
        {
            var start = EndOf(field);
            if (start >= field.Length)
                return [];
            field = field[(start + 1)..];
            var parameter = field[..EndOf(field)].Trim();
            if (!parameter.IsEmpty)
                return parameter;
        }
    }

    private static int EndOf(ReadOnlySpan<char> text)
    {
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"')
                quoted = !quoted;
            else if (text[i] == '\\' && quoted)
                i++;
            else if (text[i] == ';' && !quoted)
                return i;
        }

        return text.Length;
    }

    private static string Value(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text is not ['"', .., '"'] || text.Length < 2)
            return text.ToString();
        text = text[1..^1];
        if (!text.Contains('\\'))
            return text.ToString();
        var plain = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
                i++;
            plain.Append(text[i]);
        }

        return plain.ToString();
    }
}
