using System.Text;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>Reads the examples that lie in files of their own (<c>externalValue</c>, OpenAPI 3.1.1, section 4.8.19) into the document.</summary>
internal sealed class ExternalExamples(DocumentSet set, Problems problems)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Puts the value of an Example Object in place of where it is found. JSON and YAML are read as such, other text as a string; what is no text is left alone.</summary>
    public void Read(Part example)
    {
        if (
            example.Copy is not ObjectNode holder
            || !holder.TryGetMember("externalValue", out var external)
            || external.Value.AsString() is not { } text
            || holder["value"] is not null
        )
        {
            return;
        }

        if (
            Fetch(external.Value, text, example.Scope) is not { } fetched
            || Value(fetched, MediaTypeOf(holder), external.Value) is not { } value
        )
            return;
        holder.RemoveAll([external.Value]);
        holder.Add("value", external.NameAt, value);
    }

    private Fetched? Fetch(Node reference, string text, ReferenceScope scope)
    {
        FetchFailure? failure = new($"\"{text}\" is no URI reference.", "Write a path or URL.");
        var severity = Severity.Error;
        if (DocumentUri.Resolve(scope.Base, text) is { } uri)
        {
            // Many documents name an example on the web for readers alone; it can be done without.
            if (DocumentUri.IsRemote(uri) && set.Objection(uri, scope.Document) is not null)
                severity = Severity.Warning;
            if (set.LoadBytes(uri, scope.Document, out failure) is { } fetched)
                return fetched;
        }

        problems.Add(
            new Problem(severity, "example-unread", reference.At, $"The external example cannot be read: {failure!.Message}", failure.Mend)
        );
        return null;
    }

    private Node? Value(Fetched fetched, string? mediaType, Node reference)
    {
        var extension = Path.GetExtension(fetched.At.AbsolutePath);
        var isYaml = extension is ".yaml" or ".yml";
        var type = mediaType ?? fetched.MediaType ?? "";
        var isStructured = MediaTypes.IsJson(type) || mediaType is null && (isYaml || extension is ".json") || IsYaml(type);
        if (isStructured)
            return DocumentReader.Read(DocumentUri.NameOf(fetched.At), fetched.Bytes, problems);
        try
        {
            var text = Strict.GetString(fetched.Bytes.Span);
            return new ScalarNode(reference.At, ScalarKind.String, text.TrimStart('\uFEFF'));
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static bool IsYaml(string type) => type.EndsWith("yaml", StringComparison.OrdinalIgnoreCase);

    // Of an example that stands in "content", the name of the entry; elsewhere the file itself has to tell.
    private static string? MediaTypeOf(Node example) =>
        example.Parent is { Name: "examples", Parent: { Name: { } type, Parent.Name: "content" } } ? type : null;
}
