using System.Buffers;

namespace Conformance.JsonSchema.Instances;

/// <summary>The parser's smallest parts: white space, strings, numbers, literals.</summary>
internal ref partial struct TapeParser
{
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

    private Step Literal(ReadOnlySpan<byte> text, TokenKind kind)
    {
        if (!_json[_position..].StartsWith(text))
            return Step.Malformed;
        Add(kind, _position, text.Length, isPlain: true);
        _position += text.Length;
        return Step.AfterValue;
    }

    private bool String(TokenKind kind)
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
        Add(isInteger ? TokenKind.Integer : TokenKind.Number, start, end - start, isPlain);
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
