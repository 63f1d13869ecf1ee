using System.Text.Json;
using Conformance.Documents;

namespace Conformance.Validation;

/// <summary>A request body that was found valid; parsed only when something in it is asked for.</summary>
public sealed class BodyValue : IDisposable
{
    internal static readonly JsonDocumentOptions Options = new() { MaxDepth = JsonText.MostLevels };

    private readonly ReadOnlyMemory<byte> _json;
    private JsonDocument? _document;

    internal BodyValue(ReadOnlyMemory<byte> json) => _json = json;

    internal BodyValue(JsonDocument? document) => _document = document;

    /// <summary>The value at a pointer; null where there is none.</summary>
    public JsonElement? At(JsonPointer pointer) => JsonText.At((_document ??= JsonDocument.Parse(_json, Options)).RootElement, pointer);

    /// <inheritdoc/>
    public void Dispose() => _document?.Dispose();
}
