using System.Text;

namespace Conformance.Samples.Patterns;

/// <summary>Writes one text for a regular expression, under given decisions.</summary>
/// <param name="characters">How often to write a character that may be repeated.</param>
/// <param name="groups">How often to write a group that may be repeated.</param>
/// <param name="variant">Tells which branches and characters are taken.</param>
internal sealed class PatternWriter(int characters, int groups, int variant)
{
    private readonly StringBuilder _text = new();
    private readonly List<string> _ahead = [];
    private readonly Dictionary<int, string> _captured = [];
    private readonly Dictionary<CharacterSet, IReadOnlyList<string>> _members = [];
    private int _branch = variant;
    private int _cursor = variant;
    private int _spare;

    /// <summary>The text for an expression, also with the demands of its lookaheads put in front. A writer writes once.</summary>
    /// <param name="piece">The expression.</param>
    /// <param name="spare">How many characters to write beyond what was decided, wherever characters may be repeated.</param>
    public IEnumerable<string> Texts(Piece piece, int spare)
    {
        _spare = spare;
        Write(piece);
        var text = _text.ToString();
        if (_ahead.Count > 0)
        {
            var demanded = string.Concat(_ahead);
            yield return demanded.Length < text.Length ? demanded + text[demanded.Length..] : demanded;
            yield return demanded + text;
        }

        yield return text;
    }

    private void Write(Piece piece)
    {
        if (_text.Length > TextValues.Longest)
            return;
        switch (piece)
        {
            case OneOf one:
                WriteOne(one.Set);
                break;
            case InSequence sequence:
                foreach (var part in sequence.Parts)
                    Write(part);
                break;
            case Either either:
                WriteEither(either);
                break;
            case Repeated repeated:
                WriteRepeated(repeated);
                break;
            case Captured captured:
                WriteCaptured(captured);
                break;
            case CapturedAgain again:
                _text.Append(_captured.GetValueOrDefault(again.Number));
                break;
            case Ahead ahead:
                var demand = new PatternWriter(0, 0, 0);
                demand.Write(ahead.Part);
                _ahead.Add(demand._text.ToString());
                break;
        }
    }

    private void WriteOne(CharacterSet set)
    {
        if (!_members.TryGetValue(set, out var members))
            _members[set] = members = set.Members();
        if (members.Count > 0)
            _text.Append(members.Count == 1 ? members[0] : members[_cursor++ % members.Count]);
    }

    private void WriteEither(Either either)
    {
        var count = either.Branches.Count;
        var taken = _branch % count;
        _branch /= count;
        Write(either.Branches[taken]);
    }

    private void WriteRepeated(Repeated repeated)
    {
        var isCharacter = repeated.Part is OneOf;
        var most = Math.Max(repeated.Least, repeated.Most ?? int.MaxValue);
        var times = Math.Clamp(isCharacter ? characters : groups, repeated.Least, most);
        if (isCharacter)
        {
            var more = Math.Min(_spare, most - times);
            _spare -= more;
            times += more;
        }

        for (var i = 0; i < times && _text.Length <= TextValues.Longest; i++)
            Write(repeated.Part);
    }

    private void WriteCaptured(Captured captured)
    {
        var start = _text.Length;
        Write(captured.Part);
        _captured[captured.Number] = _text.ToString(start, _text.Length - start);
    }
}
