using Conformance.Documents;

namespace Conformance.JsonSchema.Instances;

/// <summary>A JSON value that stands in a schema (<c>const</c>, <c>enum</c>), parsed once.</summary>
internal sealed class SchemaLiteral
{
    private readonly byte[] _utf8;
    private readonly Token[] _tokens;

    public SchemaLiteral(Node value)
    {
        _utf8 = value.ToUtf8Json();
        var parser = new TapeParser(_utf8, new Token[4], int.MaxValue, tolerant: true);
        parser.Parse();
        _tokens = parser.Tokens[..parser.Count];
    }

    public TapeValue Value => new(_utf8, _tokens, 0);

    public JsonTokenKind Kind => _tokens[0].Kind;
}
