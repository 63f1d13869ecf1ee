namespace Conformance.JsonSchema.Compilation;

/// <summary>URIs of schemas, as strings without a fragment, in one spelling each.</summary>
internal static class SchemaUri
{
    /// <summary>An absolute URI's spelling that all lookups use.</summary>
    public static string Normalize(Uri uri) => Split(uri.AbsoluteUri).Uri;

    /// <summary>
    /// The reference resolved against a base (RFC 3986, 5.2) without its fragment, or null when it is no URI reference.
    /// </summary>
    public static string? Resolve(string baseUri, string reference)
    {
        var (target, _) = Split(reference);
        if (target.Length == 0)
            return baseUri;
        return
            Uri.TryCreate(target, UriKind.Absolute, out var absolute) && HasScheme(target)
            || (Uri.TryCreate(baseUri, UriKind.Absolute, out var root) && Uri.TryCreate(root, target, out absolute))
            ? Normalize(absolute)
            : null;
    }

    /// <summary>
    /// A reference's parts before and after the number sign; the fragment is percent-decoded and null when there is none.
    /// </summary>
    public static (string Uri, string? Fragment) Split(string reference)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? (reference, null) : (reference[..hash], Uri.UnescapeDataString(reference[(hash + 1)..]));
    }

    // On Unix a path such as "/a" would pass for an absolute file URI.
    private static bool HasScheme(string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && reference.AsSpan(0, colon).IndexOfAny('/', '?') < 0;
    }
}
