namespace Conformance.Gherkin.Expressions;

/// <summary>How far texts are from each other, to propose what may have been meant.</summary>
internal static class TextDistance
{
    /// <summary>The candidate that needs the fewest edits, if these are no more than 40 percent of the text; letter case does not count.</summary>
    public static string? Nearest(string text, IEnumerable<string> candidates)
    {
        var nearest = candidates
            .Where(c => c.Length > 0)
            .Select(c => (Candidate: c, Edits: Between(text, c)))
            .OrderBy(c => c.Edits)
            .FirstOrDefault();
        return nearest.Candidate is not null && nearest.Edits <= Math.Max(1, text.Length * 2 / 5) ? nearest.Candidate : null;
    }

    /// <summary>The number of letters to insert, delete or replace (Levenshtein).</summary>
    public static int Between(string a, string b)
    {
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            row[j] = j;
        for (var i = 0; i < a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var replaced = diagonal + (char.ToUpperInvariant(a[i]) == char.ToUpperInvariant(b[j]) ? 0 : 1);
                diagonal = row[j + 1];
                row[j + 1] = Math.Min(replaced, 1 + Math.Min(row[j], diagonal));
            }
        }

        return row[b.Length];
    }
}
