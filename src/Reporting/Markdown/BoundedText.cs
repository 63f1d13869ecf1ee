using System.Text;

namespace Conformance.Reporting.Markdown;

/// <summary>Collects blocks of text up to a number of bytes, and counts the ones that did not fit.</summary>
/// <param name="limit">Bytes of UTF-8; a closing sentence is kept room for.</param>
internal sealed class BoundedText(int limit)
{
    private const int RoomForTheEnd = 200;

    private readonly StringBuilder _text = new();
    private int _bytes;

    /// <summary>How many blocks did not fit.</summary>
    public int LeftOut { get; private set; }

    /// <summary>Adds a block whole, or counts it as left out.</summary>
    public void Block(string block)
    {
        var bytes = Encoding.UTF8.GetByteCount(block) + 2;
        if (_bytes + bytes > limit - RoomForTheEnd)
        {
            LeftOut++;
            return;
        }

        _text.Append(block).Append("\n\n");
        _bytes += bytes;
    }

    /// <summary>The blocks, and a sentence about what was left out.</summary>
    public override string ToString() =>
        LeftOut == 0
            ? _text.ToString().TrimEnd() + "\n"
            : $"{_text}_{LeftOut} more {(LeftOut == 1 ? "part is" : "parts are")} left out to keep this short; the other reports hold everything._\n";
}
