using System.Collections.Frozen;
using Conformance.JsonSchema.Instances;

namespace Conformance.JsonSchema.Formats;

/// <summary>The formats that are checked when <c>format</c> is asserted. Others are accepted whatever the text.</summary>
internal static class FormatCatalog
{
    private static readonly FrozenDictionary<string, Format> All = new Dictionary<string, Format>(StringComparer.Ordinal)
    {
        ["date-time"] = Text("a date and time as in RFC 3339", DateTimeFormat.IsDateTime),
        ["date"] = Text("a date as in RFC 3339", DateTimeFormat.IsDate),
        ["time"] = Text("a time with an offset as in RFC 3339", DateTimeFormat.IsTime),
        ["duration"] = Text("a duration of ISO 8601", DurationFormat.IsDuration),
        ["uuid"] = Text("a UUID", UuidFormat.IsUuid),
        ["email"] = Text("an e-mail address", EmailFormat.IsEmail),
        ["idn-email"] = Text("an e-mail address", EmailFormat.IsInternationalEmail),
        ["hostname"] = Text("a host name", HostnameFormat.IsHostname),
        ["idn-hostname"] = Text("a host name", HostnameFormat.IsInternationalHostname),
        ["ipv4"] = Text("an IPv4 address", AddressFormat.IsIpv4),
        ["ipv6"] = Text("an IPv6 address", AddressFormat.IsIpv6),
        ["uri"] = Text("an absolute URI", UriFormat.IsUri),
        ["uri-reference"] = Text("a URI reference", UriFormat.IsUriReference),
        ["iri"] = Text("an absolute IRI", UriFormat.IsIri),
        ["iri-reference"] = Text("an IRI reference", UriFormat.IsIriReference),
        ["uri-template"] = Text("a URI template of RFC 6570", UriTemplateFormat.IsUriTemplate),
        ["json-pointer"] = Text("a JSON pointer", PointerFormat.IsJsonPointer),
        ["relative-json-pointer"] = Text("a relative JSON pointer", PointerFormat.IsRelativeJsonPointer),
        ["regex"] = Text("a regular expression of ECMA-262", RegexFormat.IsRegex),
        ["byte"] = Text("base64 text", Base64Format.IsBase64),
        ["binary"] = Text("text", _ => true),
        ["password"] = Text("text", _ => true),
        ["int32"] = Number("an integer of 32 bits", NumberFormat.IsInt32),
        ["int64"] = Number("an integer of 64 bits", NumberFormat.IsInt64),
        ["float"] = Number("a number within the range of single precision", NumberFormat.IsFloat),
        ["double"] = Number("a number within the range of double precision", NumberFormat.IsDouble),
    }.ToFrozenDictionary();

    /// <summary>The format with a name, or null when it is not checked here.</summary>
    public static Format? Find(string name) => All.GetValueOrDefault(name);

    private static Format Text(string phrase, Format.Test accepts) => new(Kinds.String, phrase, accepts);

    private static Format Number(string phrase, Format.Test accepts) => new(Kinds.Number, phrase, accepts);
}

/// <summary>
/// One format: what kind of instance it is about, how to name what it accepts, and the test itself, over the text as UTF-8.
/// </summary>
internal sealed record Format(Kinds AppliesTo, string Phrase, Format.Test Accepts)
{
    /// <summary>Whether a text, a string's characters or a number's digits, has the format.</summary>
    internal delegate bool Test(ReadOnlySpan<byte> text);
}
