using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Encoding Objects (OpenAPI 3.1.1, section 4.8.15).</summary>
internal static class EncodingCompiler
{
    private const string Form = "application/x-www-form-urlencoded";

    /// <summary>The encodings of a Media Type Object by property; empty unless it is a form.</summary>
    public static ImmutableSortedDictionary<string, FieldEncoding> Compile(CompileContext context, string range, Node media)
    {
        var isMultipart = range.StartsWith("multipart/", StringComparison.Ordinal);
        if (media["encoding"] is not ObjectNode encodings || !isMultipart && range != Form)
            return ImmutableSortedDictionary<string, FieldEncoding>.Empty;

        // OpenAPI 3.0 knows a style in urlencoded forms only.
        var hasStyle = !isMultipart || context.Version != SpecVersion.V30;
        return encodings.Members.ToImmutableSortedDictionary(
            m => m.Name,
            m => new FieldEncoding(
                [.. Types(m.Value)],
                hasStyle ? Style(m.Value) : null,
                isMultipart ? [.. HeaderCompiler.Compile(context, m.Value)] : []
            ),
            StringComparer.Ordinal
        );
    }

    private static IEnumerable<MediaType> Types(Node encoding) =>
        (encoding["contentType"]?.AsString() ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(t => MediaType.Essence(t).ToString().ToLowerInvariant())
            .Select(range => new MediaType(range, MediaTypes.KindOf(range, null), null));

    private static ValueStyle? Style(Node encoding)
    {
        if (encoding["style"] is null && encoding["explode"] is null && encoding["allowReserved"] is null)
            return null;
        var style = ParameterCompiler.Style(encoding["style"]?.AsString()) ?? ParameterStyle.Form;
        return new ValueStyle(
            style,
            encoding["explode"]?.AsBoolean() ?? style == ParameterStyle.Form,
            encoding["allowReserved"]?.AsBoolean() == true
        )
        {
            Delimiter = ParameterCompiler.Delimiter(encoding),
        };
    }
}
