namespace Conformance.Verification.Evidence;

/// <summary>
/// Finds what is left of a secret that was cut. Of one that cannot be guessed (<see cref="GuessingWork"/>) that is every stretch of eight characters: each run of eight is kept. Of
/// what is easier to guess, and of encoded forms, it is every stretch of sixteen: every eighth run is kept, so that any stretch of fifteen holds one of them.
/// </summary>
internal sealed class SecretParts
{
    private const int Run = 8;
    private const int ShortestOfOthers = 16;

    private readonly Dictionary<(ulong Low, ulong High), Place> _runs = [];
    private readonly StretchFilter _beginnings = new();

    /// <summary>Tells of a secret, of which eight characters are too much where it cannot be guessed.</summary>
    /// <param name="isChosen">Whether somebody chose it, of words perhaps: a password.</param>
    public void AddValue(string value, bool isChosen) =>
        Add(value, value, GuessingWork.IsOutOfReach(value, isChosen) ? Run : ShortestOfOthers, isChosen);

    /// <summary>Tells of a form in which a secret may stand.</summary>
    public void AddForm(string form, string value) => Add(form, value, ShortestOfOthers, isChosen: false);

    /// <summary>The stretches of secrets in a text, in order; none overlaps another.</summary>
    public IEnumerable<(int Start, int End, string Value)> In(string text)
    {
        if (_runs.Count == 0)
            yield break;
        var earliest = 0;
        for (var at = _beginnings.Next(text, 0); at >= 0 && at + Run <= text.Length; at = _beginnings.Next(text, at + 1))
        {
            if (At(text, at, earliest) is not var (start, end, value))
                continue;
            yield return (start, end, value);
            earliest = end;
            at = end - 1;
        }
    }

    private void Add(string form, string value, int shortest, bool isChosen)
    {
        if (form.Length < shortest)
            return;

        // The header of a JWT or JWE says only how it was made, and many tokens share it.
        var start = form.StartsWith("eyJ", StringComparison.Ordinal) ? form.IndexOf('.', StringComparison.Ordinal) + 1 : 0;
        var hasWords = isChosen && !GuessingWork.IsWord(form, 0, form.Length);
        for (var at = start; at + Run <= form.Length; at += shortest == Run ? 1 : Run)
        {
            var key = Key(form, at);
            _beginnings.Add(form, at);
            if (!_runs.TryGetValue(key, out var known) || known.Shortest > shortest)
                _runs[key] = new Place(form, at, value, shortest, hasWords && GuessingWork.IsWord(form, at, Run));
        }
    }

    // The stretch around the run that begins at a place of a text; it does not reach before the earliest place.
    private (int Start, int End, string Value)? At(string text, int at, int earliest)
    {
        if (!_runs.TryGetValue(Key(text, at), out var run))
            return null;
        var (start, end, form) = (at, at + Run, run.Form);
        for (var own = run.At - 1; start > earliest && own >= 0 && text[start - 1] == form[own]; own--)
            start--;
        for (var own = run.At + Run; end < text.Length && own < form.Length && text[end] == form[own]; own++)
            end++;

        // A word that is part of a secret is a word elsewhere.
        var shortest = run.IsWord && end - start == Run ? ShortestOfOthers : run.Shortest;
        return end - start >= shortest ? (start, end, run.Value) : null;
    }

    private static (ulong Low, ulong High) Key(string text, int at)
    {
        ulong low = 0,
            high = 0;
        for (var i = 0; i < Run / 2; i++)
        {
            low = (low << 16) | text[at + i];
            high = (high << 16) | text[at + i + (Run / 2)];
        }

        return (low, high);
    }

    private readonly record struct Place(string Form, int At, string Value, int Shortest, bool IsWord);
}

/// <summary>How hard a secret is to guess, by its length and the kinds of its characters; words count little.</summary>
internal static class GuessingWork
{
    // Bits.
    private const double OutOfReach = 64;
    private const double InALetterOfAWord = 2;

    private const int ShortestWord = 4;

    /// <summary>Whether nobody guesses the secret: 64 bits and more.</summary>
    /// <param name="isChosen">Whether somebody chose it, of words perhaps.</param>
    public static bool IsOutOfReach(string secret, bool isChosen)
    {
        var bitsOfOne = Math.Log2(Alphabet(secret));
        if (!isChosen || secret.Length * bitsOfOne < OutOfReach || IsWord(secret, 0, secret.Length))
            return secret.Length * bitsOfOne >= OutOfReach;
        double bits = 0;
        for (var at = 0; at < secret.Length; )
        {
            var end = at + 1;
            while (end < secret.Length && IsWord(secret, at, end + 1 - at))
                end++;
            bits += (end - at) * (end - at >= ShortestWord ? InALetterOfAWord : bitsOfOne);
            at = end;
        }

        return bits >= OutOfReach;
    }

    /// <summary>Whether a stretch looks like a word: letters of one case alone, or after a capital, in a secret that has something else too.</summary>
    public static bool IsWord(string secret, int at, int length)
    {
        var word = secret.AsSpan(at, length);
        return (char.IsAsciiLetter(word[0]) && !word[1..].ContainsAnyExceptInRange('a', 'z')) || !word.ContainsAnyExceptInRange('A', 'Z');
    }

    private static int Alphabet(string secret)
    {
        var (digits, capitals, small, signs, isHex) = (false, false, false, false, true);
        foreach (var c in secret)
        {
            digits |= char.IsAsciiDigit(c);
            capitals |= char.IsAsciiLetterUpper(c);
            small |= char.IsAsciiLetterLower(c);
            signs |= !char.IsAsciiLetterOrDigit(c);
            isHex &= char.IsAsciiHexDigit(c) || c is '-' or ':';
        }

        return isHex && digits && (capitals || small)
            ? 16
            : Math.Max(1, (digits ? 10 : 0) + (capitals ? 26 : 0) + (small ? 26 : 0) + (signs ? 4 : 0));
    }
}
