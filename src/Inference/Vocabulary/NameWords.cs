using System.Collections.Immutable;
using System.Text;

namespace Conformance.Inference.Vocabulary;

/// <summary>The words of a name: <c>refreshToken</c>, <c>refresh_token</c> and <c>Refresh-Token</c> have the same.</summary>
internal static class NameWords
{
    // As long as any name that a person gives; of a sentence this is as much as says what it is about.
    private const int MostCharacters = 400;
    private const string Accented = "áàâäãåçéèêëíìîïıñóòôöõøúùûüýÿśšźżžłńćęąğş";
    private const string Plain = "aaaaaaceeeeiiiiinoooooouuuuyysszzzlnceags";

    /// <summary>The words in small letters, without accents.</summary>
    public static ImmutableArray<string> Of(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return [];
        var words = ImmutableArray.CreateBuilder<string>();
        var word = new StringBuilder();
        var end = Math.Min(text.Length, MostCharacters);
        for (var i = 0; i < end; i++)
        {
            var character = text[i];
            if (!char.IsLetterOrDigit(character))
            {
                Finish(word, words);
                continue;
            }

            if (word.Length > 0 && char.IsUpper(character) && BeginsWord(text, i, end))
                Finish(word, words);
            word.Append(Folded(character));
        }

        Finish(word, words);
        return words.ToImmutable();
    }

    /// <summary>The words of a name as one: <c>refreshtoken</c>.</summary>
    public static string Joined(string? text) => string.Concat(Of(text));

    // "userId" begins a word at the I, "XMLHttp" at the H, and "OAuth" none.
    private static bool BeginsWord(string text, int at, int end) =>
        char.IsLower(text[at - 1]) || char.IsDigit(text[at - 1])
            ? true
            : at + 1 < end && char.IsLower(text[at + 1]) && !(text[at] == 'A' && text[at - 1] == 'O' && StartsWith(text, at, "Auth"));

    private static bool StartsWith(string text, int at, string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    private static char Folded(char character)
    {
        var lower = char.ToLowerInvariant(character);
        var accented = lower < 128 ? -1 : Accented.IndexOf(lower, StringComparison.Ordinal);
        return accented < 0 ? lower : Plain[accented];
    }

    private static void Finish(StringBuilder word, ImmutableArray<string>.Builder words)
    {
        if (word.Length > 0)
            words.Add(word.ToString());
        word.Clear();
    }
}
