using System.Globalization;

namespace Conformance.Validation;

/// <summary>What the <c>Set-Cookie</c> lines of one answer leave at a client (RFC 6265, sections 5.2 and 5.3). Names are compared octet by octet.</summary>
internal static class SetCookies
{
    /// <summary>The name and the value that a line sets; null where it sets none.</summary>
    public static (string Name, string Value)? Pair(string line) =>
        line.Split(';', 2)[0].Split('=', 2) is [var name, var value] && name.Trim() is { Length: > 0 } trimmed
            ? (trimmed, value.Trim())
            : null;

    /// <summary>The value of a cookie after all lines, of which a later one replaces an earlier one of the same name, domain and path; null where there is none.</summary>
    public static string? ValueOf(IEnumerable<string> lines, string name)
    {
        var jar = new Dictionary<(string Domain, string Path), string>();
        string? last = null;
        foreach (var line in lines)
        {
            if (Pair(line) is not var (own, value) || own != name)
                continue;
            var place = (Attribute(line, "Domain") ?? "", Attribute(line, "Path") ?? "");
            if (value.Length == 0 || Ends(line))
                jar.Remove(place);
            else
                jar[place] = value;
            last = jar.ContainsKey(place) ? value : jar.Values.LastOrDefault();
        }

        return last;
    }

    /// <summary>The names that stand in more than one line.</summary>
    public static IEnumerable<string> Doubled(IEnumerable<string> lines) =>
        lines
            .Select(l => Pair(l)?.Name)
            .OfType<string>()
            .GroupBy(n => n, StringComparer.Ordinal)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key);

    /// <summary>Whether a line has a client drop the cookie, by its age or a date of long ago; one that has its reason to be near today is none of these.</summary>
    public static bool Ends(string line) =>
        Attribute(line, "Max-Age") is { } age
            ? age.StartsWith('-') || age.Trim('0').Length == 0
            : Attribute(line, "Expires") is { } date
                && DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                && time.Year < 2000;

    /// <summary>The value of an attribute that has one; null where it has none.</summary>
    public static string? Attribute(string line, string name) =>
        line.Split(';')
            .Skip(1)
            .Select(a => a.Split('=', 2))
            .LastOrDefault(a => a.Length == 2 && a[0].Trim().Equals(name, StringComparison.OrdinalIgnoreCase))
            ?[1].Trim();

    /// <summary>The attributes of a line in the order written; one without a value has an empty one.</summary>
    public static IEnumerable<(string Name, string Value)> Attributes(string line) =>
        line.Split(';')
            .Skip(1)
            .Select(a => a.Split('=', 2))
            .Select(a => (a[0].Trim(), a.Length == 2 ? a[1].Trim() : ""))
            .Where(a => a.Item1.Length > 0);
}
