using System.Text;

namespace Conformance.Verification.Evidence;

/// <summary>
/// Finds secrets in the texts of one scenario, and replaces them by marks. It goes by value: a secret is found wherever it stands, also escaped for JSON, a URL or HTML,
/// in base64, or cut off. A token that nobody told of is known by its form, a JWT's or JWE's. Safe for use from several threads.
/// </summary>
internal sealed class Redactor
{
    private readonly Secrets _secrets;
    private readonly Dictionary<string, string> _names;
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly SecretForms _forms = new();
    private readonly SecretParts _parts = new();
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

    /// <summary>A text with every secret replaced by a mark such as <c>«access#1 a3f9»</c>, and what is left of a secret that was cut by <c>«part of access#1 a3f9»</c>.</summary>
    public string Redact(string text)
    {
        var pieces = Split(text);
        return pieces is [{ Secret: null }] ? text : string.Concat(pieces.Select(p => p.Secret is null ? p.Text : Mark(p)));
    }

    /// <summary>A text cut where secrets stand in it.</summary>
    public IReadOnlyList<TextPiece> Split(string text)
    {
        lock (_gate)
        {
            var pieces = new List<TextPiece>();
            var copied = 0;
            var shape = new TokenShape(text);
            for (var at = 0; at < text.Length; )
            {
                if (Find(text, at, copied, shape) is not var (start, end, value, isPart))
                {
                    at++;
                    continue;
                }

                if (start > copied)
                    pieces.Add(new TextPiece(text[copied..start], null, null, false));
                pieces.Add(new TextPiece(text[start..end], _names[value], value, isPart));
                copied = at = end;
            }

            if (copied < text.Length || pieces.Count == 0)
                pieces.Add(new TextPiece(text[copied..], null, null, false));
            return pieces;
        }
    }

    /// <summary>The mark that stands for a piece.</summary>
    public string Mark(TextPiece piece) => $"«{(piece.IsPart ? "part of " : "")}{piece.Name} {_secrets.Fingerprint(piece.Secret!)}»";

    private (int Start, int End, string Value, bool IsPart)? Find(string text, int at, int floor, TokenShape shape)
    {
        if (_forms.At(text, at) is var (length, known))
            return (at, at + length, known, false);
        if (shape.LengthAt(at) is > 0 and var shaped)
        {
            var token = text.Substring(at, shaped);
            AddUnlocked("token", token);
            return (at, at + shaped, token, false);
        }

        return _parts.At(text, at, floor) is var (start, end, whole) ? (start, end, whole, true) : null;
    }

    private void AddUnlocked(string name, string value)
    {
        if (value.Length < Secrets.Shortest || _names.ContainsKey(value))
            return;
        _counts[name] = _counts.GetValueOrDefault(name) + 1;
        _names.Add(value, $"{name}#{_counts[name]}");
        _secrets.Used.TryAdd(value, 0);
        Learn(value);
    }

    private void Learn(string value)
    {
        _forms.Add(value, value);
        if (!_secrets.Composed.Contains(value))
            _parts.Add(value, value);
        foreach (var form in Base64Forms.Of(Encoding.UTF8.GetBytes(value)))
        {
            _forms.Add(form, value);
            _parts.Add(form, value);
        }
    }
}

/// <summary>A stretch of a text.</summary>
/// <param name="Name">The name of the secret that it is, such as <c>access#1</c>; null where it is none.</param>
/// <param name="Secret">The whole secret; null where it is none.</param>
/// <param name="IsPart">Whether it is only a part of the secret.</param>
internal readonly record struct TextPiece(string Text, string? Name, string? Secret, bool IsPart);
