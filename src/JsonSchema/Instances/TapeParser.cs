using System.Buffers;

namespace Conformance.JsonSchema.Instances;

internal enum TapeOutcome
{
    Parsed,
    Malformed,
    TooDeep,
}

/// <summary>
/// Parses one JSON text (RFC 8259) into a flat array of tokens, iteratively, growing the array only when it is too small.
/// The text must be valid UTF-8. A tolerant parser also passes over comments and trailing commas, for text that another parser has
/// accepted.
/// </summary>
internal ref struct TapeParser(ReadOnlySpan<byte> json, Token[] tokens, int maxDepth, bool tolerant)
{
    private static readonly SearchValues<byte> StringStops = SearchValues.Create([
        .. Enumerable.Range(0, 0x20).Select(control => (byte)control),
        (byte)'"',
        (byte)'\\',
    ]);

    private readonly ReadOnlySpan<byte> _json = json;
    private int _position;
    private int _parent = -1;
    private int _depth;

    public Token[] Tokens = tokens;
    public int Count;

    private enum Step
    {
        Value,
        FirstMember,
        Name,
        AfterValue,
        Malformed,
        TooDeep,
        Done,
    }

    public TapeOutcome Parse()
    {
        var step = Step.Value;
        while (true)
        {
            if (!SkipBlank())
                return TapeOutcome.Malformed;
            switch (step)
            {
                case Step.Value:
                    step = Value();
                    break;
                case Step.FirstMember:
                    step = FirstMember();
                    break;
                case Step.Name:
                    step = Name();
                    break;
                case Step.AfterValue:
                    step = AfterValue();
                    break;
                case Step.TooDeep:
                    return TapeOutcome.TooDeep;
                case Step.Done:
                    return TapeOutcome.Parsed;
                default:
                    return TapeOutcome.Malformed;
            }
        }
    }

    private Step Value()
    {
        if (_position >= _json.Length)
            return Step.Malformed;
        switch (_json[_position])
        {
            case (byte)'{':
                return Open(JsonTokenKind.Object);
            case (byte)'[':
                return Open(JsonTokenKind.Array);
            case (byte)'"':
                return String(JsonTokenKind.String) ? Step.AfterValue : Step.Malformed;
            case (byte)'t':
                return Literal("true"u8, JsonTokenKind.True);
            case (byte)'f':
                return Literal("false"u8, JsonTokenKind.False);
            case (byte)'n':
                return Literal("null"u8, JsonTokenKind.Null);
            default:
                return Number() ? Step.AfterValue : Step.Malformed;
        }
    }

    private Step Open(JsonTokenKind kind)
    {
        if (++_depth > maxDepth)
            return Step.TooDeep;
        // Until the container closes, its Next holds the container around it: that is the parser's whole stack.
        var index = Add(kind, _position, 0, isPlain: true);
        Tokens[index].Next = _parent;
        _parent = index;
        _position++;
        return Step.FirstMember;
    }

    private Step FirstMember()
    {
        if (_position >= _json.Length)
            return Step.Malformed;
        var isObject = Tokens[_parent].Kind == JsonTokenKind.Object;
        if (_json[_position] == (isObject ? (byte)'}' : (byte)']'))
            return Close();
        return isObject ? Step.Name : Step.Value;
    }

    private Step Name()
    {
        if (_position >= _json.Length || _json[_position] != (byte)'"' || !String(JsonTokenKind.Name))
            return Step.Malformed;
        if (!SkipBlank() || _position >= _json.Length || _json[_position] != (byte)':')
            return Step.Malformed;
        _position++;
        return Step.Value;
    }

    private Step AfterValue()
    {
        if (_parent < 0)
            return _position == _json.Length ? Step.Done : Step.Malformed;
        if (_position >= _json.Length)
            return Step.Malformed;
        ref var parent = ref Tokens[_parent];
        parent.Length++;
        var isObject = parent.Kind == JsonTokenKind.Object;
        var next = _json[_position];
        if (next == (byte)',')
        {
            _position++;
            if (tolerant)
                return SkipBlank() ? FirstMember() : Step.Malformed;
            return isObject ? Step.Name : Step.Value;
        }

        return next == (isObject ? (byte)'}' : (byte)']') ? Close() : Step.Malformed;
    }

    private Step Close()
    {
        ref var closed = ref Tokens[_parent];
        _parent = closed.Next;
        closed.Next = Count;
        _depth--;
        _position++;
        return Step.AfterValue;
    }

    private int Add(JsonTokenKind kind, int start, int length, bool isPlain)
    {
        if (Count == Tokens.Length)
            Array.Resize(ref Tokens, Tokens.Length * 2);
        ref var token = ref Tokens[Count];
        token.Kind = kind;
        token.Start = start;
        token.Length = length;
        token.Next = Count + 1;
        token.IsPlain = isPlain;
        return Count++;
    }

    // The smallest parts: white space, strings, numbers, literals.

    private bool SkipBlank()
    {
        while (_position < _json.Length)
        {
            var next = _json[_position];
            if (next > (byte)' ')
            {
                if (next != (byte)'/' || !tolerant)
                    return true;
                if (!SkipComment())
                    return false;
            }
            else if (next is (byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t')
            {
                _position++;
            }
            else
            {
                return false;
            }
        }

        return true;
    }

    private bool SkipComment()
    {
        var rest = _json[_position..];
        var isLine = rest.StartsWith("//"u8);
        if (!isLine && !rest.StartsWith("/*"u8))
            return false;
        var end = isLine ? rest.IndexOfAny((byte)'\n', (byte)'\r') : rest[2..].IndexOf("*/"u8);
        if (end < 0 && !isLine)
            return false;
        _position = end < 0 ? _json.Length : _position + end + (isLine ? 1 : 4);
        return true;
    }

    private Step Literal(ReadOnlySpan<byte> text, JsonTokenKind kind)
    {
        if (!_json[_position..].StartsWith(text))
            return Step.Malformed;
        Add(kind, _position, text.Length, isPlain: true);
        _position += text.Length;
        return Step.AfterValue;
    }

    private bool String(JsonTokenKind kind)
    {
        var start = _position + 1;
        var end = start;
        var isPlain = true;
        while (true)
        {
            var stop = _json[end..].IndexOfAny(StringStops);
            if (stop < 0)
                return false;
            end += stop;
            if (_json[end] == (byte)'"')
                break;
            if (_json[end] != (byte)'\\' || !Escape(ref end))
                return false;
            isPlain = false;
        }

        Add(kind, start, end - start, isPlain);
        _position = end + 1;
        return true;
    }

    private readonly bool Escape(ref int at)
    {
        if (at + 1 >= _json.Length)
            return false;
        switch (_json[at + 1])
        {
            case (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t':
                at += 2;
                return true;
            case (byte)'u':
                if (at + 6 > _json.Length)
                    return false;
                foreach (var digit in _json.Slice(at + 2, 4))
                {
                    if (!char.IsAsciiHexDigit((char)digit))
                        return false;
                }

                at += 6;
                return true;
            default:
                return false;
        }
    }

    private bool Number()
    {
        var start = _position;
        var end = start;
        if (_json[end] == (byte)'-')
            end++;
        var whole = Digits(end);
        if (whole == 0 || (whole > 1 && _json[end] == (byte)'0'))
            return false;
        end += whole;
        var isPlain = true;
        if (end < _json.Length && _json[end] == (byte)'.')
        {
            var fraction = Digits(end + 1);
            if (fraction == 0)
                return false;
            end += 1 + fraction;
            isPlain = false;
        }

        if (end < _json.Length && (_json[end] | 0x20) == (byte)'e')
        {
            end++;
            if (end < _json.Length && _json[end] is (byte)'+' or (byte)'-')
                end++;
            var exponent = Digits(end);
            if (exponent == 0)
                return false;
            end += exponent;
            isPlain = false;
        }

        var isInteger = isPlain || new NumberText(_json[start..end]).IsInteger;
        Add(isInteger ? JsonTokenKind.Integer : JsonTokenKind.Number, start, end - start, isPlain);
        _position = end;
        return true;
    }

    private readonly int Digits(int from)
    {
        var end = from;
        while (end < _json.Length && char.IsAsciiDigit((char)_json[end]))
            end++;
        return end - from;
    }
}
