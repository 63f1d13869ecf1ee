namespace Conformance.Verification.Scenarios;

/// <summary>Parts of messages.</summary>
internal static class Sentence
{
    /// <summary>The words in quotes, for instance <c>"a", "b" and "c"</c>; <c>nothing</c> if there are none.</summary>
    public static string List(IEnumerable<string> words, string conjunction = "and") =>
        Join([.. words.Select(w => $"\"{w}\"")], conjunction);

    /// <summary>The words as they are, joined in the same way.</summary>
    public static string Join(IReadOnlyList<string> words, string conjunction = "and") =>
        words.Count switch
        {
            0 => "nothing",
            1 => words[0],
            _ => $"{string.Join(", ", words.Take(words.Count - 1))} {conjunction} {words[^1]}",
        };

    /// <summary><c>1 thing</c>, <c>2 things</c>.</summary>
    public static string Count(int count, string noun) => count == 1 ? $"1 {noun}" : $"{count} {noun}s";
}
