using System.Text;
using System.Text.Json;

namespace Conformance.Documents;

/// <summary>
/// Reads JSON (RFC 8259). Comments, trailing commas and duplicate names are reported and read past; a syntax error ends it.
/// </summary>
internal sealed class JsonTreeReader
{
    private readonly SourceText _source;
    private readonly Problems _problems;
    private readonly NodeBudget _budget;
    private readonly Utf8Cursor _cursor;
    private int _endOfLastToken;
    private Location? _pendingComma;

    private JsonTreeReader(SourceText source, ReadLimits limits, Problems problems)
    {
        _source = source;
        _problems = problems;
        _budget = new NodeBudget(limits, problems);
        _cursor = new Utf8Cursor(source.Utf8);
    }

    /// <summary>The tree; null after a syntax error or a passed limit, which is then among the problems.</summary>
    public static Node? Read(SourceText source, ReadLimits limits, Problems problems)
    {
        var options = new JsonReaderOptions
        {
            AllowTrailingCommas = true,
            CommentHandling = JsonCommentHandling.Allow,
            // One more than allowed, so that our own sentence comes first.
            MaxDepth = limits.MaxDepth + 2,
        };
        var json = new Utf8JsonReader(source.Utf8.Span, options);
        try
        {
            var reader = new JsonTreeReader(source, limits, problems);
            reader.Next(ref json);
            var root = reader.ReadValue(ref json, depth: 0);
            reader.Next(ref json);
            return root;
        }
        catch (JsonException e)
        {
            JsonSyntaxError.Report(e, source, problems);
            return null;
        }
        catch (LimitPassed)
        {
            return null;
        }
    }

    private Node ReadValue(ref Utf8JsonReader json, int depth)
    {
        var at = Here(ref json);
        _budget.Spend(at, depth);
        return json.TokenType switch
        {
            JsonTokenType.StartObject => ReadObject(ref json, at, depth),
            JsonTokenType.StartArray => ReadArray(ref json, at, depth),
            JsonTokenType.String => new ScalarNode(at, ScalarKind.String, TextOf(ref json, at)),
            JsonTokenType.Number => new ScalarNode(at, ScalarKind.Number, Encoding.UTF8.GetString(json.ValueSpan)),
            JsonTokenType.True => new ScalarNode(at, ScalarKind.Boolean, "true"),
            JsonTokenType.False => new ScalarNode(at, ScalarKind.Boolean, "false"),
            _ => new ScalarNode(at, ScalarKind.Null, "null"),
        };
    }

    private ObjectNode ReadObject(ref Utf8JsonReader json, Location at, int depth)
    {
        var node = new ObjectNode(at);
        for (Next(ref json); json.TokenType != JsonTokenType.EndObject; Next(ref json))
        {
            var nameAt = Here(ref json);
            var name = TextOf(ref json, nameAt);
            Next(ref json);
            var value = ReadValue(ref json, depth + 1);
            if (node.TryGetMember(name, out var first))
                DuplicateName.Report(name, nameAt, first.NameAt, _problems);
            else
                node.Add(name, nameAt, value);
        }

        return node;
    }

    private ArrayNode ReadArray(ref Utf8JsonReader json, Location at, int depth)
    {
        var node = new ArrayNode(at);
        for (Next(ref json); json.TokenType != JsonTokenType.EndArray; Next(ref json))
            node.Add(ReadValue(ref json, depth + 1));
        return node;
    }

    // Moves to the next token that is no comment; the end of the input is no token.
    private void Next(ref Utf8JsonReader json)
    {
        while (json.Read())
        {
            var start = (int)json.TokenStartIndex;
            var isComment = json.TokenType == JsonTokenType.Comment;
            if (isComment || json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                var comma = _source.Utf8.Span[_endOfLastToken..start].IndexOf((byte)',');
                if (comma >= 0)
                    _pendingComma = At(_endOfLastToken + comma);
            }

            _endOfLastToken = (int)json.BytesConsumed;
            if (!isComment)
            {
                if (json.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
                    ReportTrailingComma();
                _pendingComma = null;
                return;
            }

            _problems.Error(
                "json-comment",
                At(start),
                "A comment stands here; JSON has no comments.",
                "Remove it, or write the document in YAML, where a comment begins with \"#\"."
            );
        }
    }

    private void ReportTrailingComma()
    {
        if (_pendingComma is not { } comma)
            return;

        _problems.Error(
            "json-trailing-comma",
            comma,
            "A comma stands here with nothing after it; expected another value or no comma.",
            "Remove the comma."
        );
    }

    private Location Here(ref Utf8JsonReader json) => At((int)json.TokenStartIndex);

    private Location At(int offset)
    {
        _cursor.MoveTo(offset);
        return new Location(_source.Name, _cursor.Line, _cursor.Column);
    }

    private string TextOf(ref Utf8JsonReader json, Location at)
    {
        try
        {
            return json.GetString()!;
        }
        catch (InvalidOperationException)
        {
            _problems.Error(
                "json-lone-surrogate",
                at,
                $"The string {Encoding.UTF8.GetString(json.ValueSpan)} has half of a surrogate pair, which is no character.",
                "Write both halves, such as \"\\uD83D\\uDE00\", or the character itself."
            );
            return "";
        }
    }
}
