using System.Buffers;
using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>
/// Finds secrets in the texts of one scenario, and replaces them by marks. It goes by value: a secret is found wherever it stands, also escaped for JSON, a URL or HTML,
/// in base64 or hexadecimal digits, each also twice, in other case, backwards, or cut off. A token that nobody told of is known by its form, a JWT's or JWE's. Safe for use from several threads.
/// </summary>
internal sealed class Redactor
{
    private static readonly SearchValues<char> BetweenWords = SearchValues.Create(" \t\r\n\"'<>,&");

    private const int ShortestWord = 8;

    // Characters.
    private const int LongestKept = 16 * 1024;

    private readonly Secrets _secrets;
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SecretIndex _forms = new();
    private readonly SecretIndex _foldedForms = new();
    private readonly SecretParts _parts = new();

    // The same headers stand in many exchanges, and everything once more in a command.
    private readonly Dictionary<string, IReadOnlyList<TextPiece>> _split = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    public Redactor(Secrets secrets)
    {
        _secrets = secrets;
        _names = new Dictionary<string, string>(secrets.Known, StringComparer.Ordinal);
        foreach (var value in _names.Keys)
            Learn(value);
    }

    /// <summary>Tells of a secret. One that is too short to be told from other text is left out.</summary>
    /// <param name="name">What it is: <c>access</c>, <c>password</c>.</param>
    public void Add(string name, string value)
    {
        lock (_gate)
            AddUnlocked(name, value);
    }

    /// <summary>
    /// A text with every secret replaced by a mark such as <c>«access#1 a3f9»</c>, and what is left of a secret that was cut by <c>«part of access#1 a3f9»</c>. What it gives is well
    /// formed (Unicode, section 3.9), whatever it is given.
    /// </summary>
    public string Redact(string text)
    {
        var pieces = Split(text);
        return WellFormed.Of(
            pieces is [{ Secret: null }] ? text : string.Concat(pieces.Select(p => p.Secret is null ? p.Text : MaskOf(p)))
        );
    }

    /// <summary>The beginning of a text, secrets replaced before it is cut: half of one is harder to find. What cannot be in it is not looked at.</summary>
    /// <param name="longest">How many characters of the result there are at most.</param>
    public string RedactBeginning(string text, int longest)
    {
        // Marks are mostly shorter than what they stand for. A secret that begins in what is looked at and ends behind it is in the last piece, behind what parts words.
        var seen = WellFormed.Beginning(text, 2 * longest);
        var pieces = Split(seen);
        var redacted = string.Concat(pieces.SkipLast(1).Select(p => p.Secret is null ? p.Text : MaskOf(p)));
        var last = pieces[^1];
        redacted +=
            last.Secret is not null ? MaskOf(last)
            : seen.Length == text.Length ? last.Text
            : last.Text[..(last.Text.AsSpan().LastIndexOfAny(BetweenWords) + 1)];
        return WellFormed.Of(WellFormed.Beginning(redacted, longest));
    }

    /// <summary>A text cut where secrets stand in it. Takes a time that grows with the text alone.</summary>
    public IReadOnlyList<TextPiece> Split(string text)
    {
        lock (_gate)
        {
            if (_split.TryGetValue(text, out var known))
                return known;
            var pieces = new List<TextPiece>();
            var copied = 0;
            foreach (var (start, end, value, isPart) in Find(text))
            {
                if (start > copied)
                    pieces.Add(new TextPiece(text[copied..start], null, null, false));
                pieces.Add(new TextPiece(text[start..end], _names[value], value, isPart));
                copied = end;
            }

            if (copied < text.Length || pieces.Count == 0)
                pieces.Add(new TextPiece(text[copied..], null, null, false));
            if (text.Length <= LongestKept)
                _split[text] = pieces;
            return pieces;
        }
    }

    /// <summary>A body less its last character, so that it is broken. A secret that stood at its end, as in a form, is one still when it is that much shorter.</summary>
    public string CutLast(string body)
    {
        if (body.Length <= 2)
            return "{\"";
        if (Split(body)[^1] is { Secret: { } secret } last)
        {
            Add($"cut-{last.Name!.Split('#')[0]}", last.Text[..^1]);
            Add($"cut-{last.Name!.Split('#')[0]}", secret[..^1]);
        }

        return body[..^1];
    }

    /// <summary>The mark that stands for a piece.</summary>
    public string MaskOf(TextPiece piece) => $"«{(piece.IsPart ? "part of " : "")}{piece.Name} {_secrets.Fingerprint(piece.Secret!)}»";

    private List<Stretch> Find(string text)
    {
        var (wholes, parts) = (new List<Stretch>(), new List<Stretch>());
        foreach (var view in TextView.Of(text))
        {
            foreach (var (start, length, value) in _forms.In(view.Text).Concat(_foldedForms.In(Folded(view.Text))))
                wholes.Add(new Stretch(view.StartOf(start), view.EndOf(start + length), value, false));
            foreach (var (start, end, value) in _parts.In(view.Text))
                parts.Add(new Stretch(view.StartOf(start), view.EndOf(end), value, true));
        }

        // What is a secret for certain goes before what only looks like one.
        wholes = WithoutOverlaps(wholes.OrderBy(w => OpaqueShape.IsGuess(_names[w.Value])));

        // What stands behind a secret that is known is no token of its own.
        var shaped = TokenShape.In(text).Select(t => new Stretch(t.Start, t.End, "", false)).ToList();
        foreach (var (whole, left) in Uncovered(shaped, wholes).ToList())
        {
            if (left.Start != whole.Start || left.End - left.Start < Secrets.Shortest)
                continue;
            var token = text[left.Start..left.End];
            AddUnlocked("token", token);
            wholes.Add(left with { Value = token });
        }

        wholes = WithoutOverlaps(wholes);
        return WithoutOverlaps([.. wholes, .. Uncovered(WithoutOverlaps(parts), wholes).Select(p => p.Left)]);
    }

    // In order, and so that none overlaps another: what overlaps the one before is cut to what is left of it.
    private static List<Stretch> WithoutOverlaps(IEnumerable<Stretch> stretches)
    {
        var kept = new List<Stretch>();
        var end = 0;
        foreach (var stretch in stretches.OrderBy(s => s.Start).ThenByDescending(s => s.End))
        {
            if (stretch.End <= end)
                continue;
            kept.Add(stretch.Start >= end ? stretch : stretch with { Start = end, IsPart = true });
            end = stretch.End;
        }

        return kept;
    }

    // What of each stretch no other covers. Neither list overlaps itself.
    private static IEnumerable<(Stretch Whole, Stretch Left)> Uncovered(List<Stretch> stretches, List<Stretch> covers)
    {
        var next = 0;
        foreach (var stretch in stretches)
        {
            while (next < covers.Count && covers[next].End <= stretch.Start)
                next++;
            var start = stretch.Start;
            for (; next < covers.Count && covers[next].Start < stretch.End; next++)
            {
                if (covers[next].Start > start)
                    yield return (stretch, stretch with { Start = start, End = covers[next].Start });
                start = covers[next].End;
                if (start >= stretch.End)
                    break;
            }

            if (start < stretch.End)
                yield return (stretch, stretch with { Start = start });
        }
    }

    private void AddUnlocked(string name, string value)
    {
        if (value.Length < Secrets.Shortest || _names.ContainsKey(value))
            return;
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        _names.Add(value, $"{name}#{_counts[name]}");
        _split.Clear();
        if (!OpaqueShape.IsGuess(name))
            _secrets.Used.TryAdd(value, 0);
        Learn(value);
    }

    private void Learn(string value)
    {
        _forms.Add(value, value);

        // There may be very many, and each stands where it was met.
        if (OpaqueShape.IsGuess(_names[value]))
            return;
        if (!IsShortWord(value))
        {
            _foldedForms.Add(Folded(value), value);
            _foldedForms.Add(Folded(Reversed(value)), value);
        }

        if (!_secrets.Composed.Contains(value))
            _parts.AddValue(value, _secrets.Known.ContainsKey(value));
        foreach (var form in Base64Forms.Of(Encoding.UTF8.GetBytes(value)))
        {
            _forms.Add(form, value);
            _parts.AddForm(form, value);
        }
    }

    // One that reads as "Test" or "test" would be found in harmless places.
    private static bool IsShortWord(string value) => value.Length < ShortestWord && value.All(char.IsAsciiLetter);

    // One character for one.
    private static string Folded(string text) => text.ToUpperInvariant();

    private static string Reversed(string text)
    {
        var reversed = text.ToCharArray();
        Array.Reverse(reversed);
        return new string(reversed);
    }

    private readonly record struct Stretch(int Start, int End, string Value, bool IsPart);
}

/// <summary>A piece of a text.</summary>
/// <param name="Name">The name of the secret that it is, such as <c>access#1</c>; null where it is none.</param>
/// <param name="Secret">The whole secret; null where it is none.</param>
/// <param name="IsPart">Whether it is only a part of the secret.</param>
internal readonly record struct TextPiece(string Text, string? Name, string? Secret, bool IsPart)
{
    /// <summary>Whether it is a secret for certain: neither by its looks alone, nor because the configuration names it.</summary>
    public bool IsToken => Secret is not null && Name!.Split('#')[0] is not (OpaqueShape.Name or Secrets.ConfiguredValue);
}
