namespace Conformance.Documents.Files;

/// <summary>The URIs of documents, and the names that people know them by.</summary>
internal static class DocumentUri
{
    /// <summary>Whether a text is an HTTP(S) URL.</summary>
    public static bool IsRemote(string text) =>
        text.StartsWith("http://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("https://", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a URI leads to another machine.</summary>
    public static bool IsRemote(Uri uri) => uri.Scheme is "http" or "https";

    /// <summary>Whether two URIs have the same scheme, host and port (RFC 6454, section 5).</summary>
    public static bool SameOrigin(Uri left, Uri right) =>
        left.Scheme == right.Scheme && left.Port == right.Port && left.Host.Equals(right.Host, StringComparison.OrdinalIgnoreCase);

    /// <summary>The URI of a path, whatever characters it has; relative paths are taken from the current folder.</summary>
    public static Uri OfPath(string path)
    {
        var full = Path.GetFullPath(path);
        return OperatingSystem.IsWindows()
            ? new Uri(full)
            : new Uri("file://" + string.Join('/', full.Split('/').Select(Uri.EscapeDataString)));
    }

    /// <summary>A URI without user name, password and fragment.</summary>
    public static Uri Bare(Uri uri) =>
        uri.UserInfo.Length == 0 && uri.Fragment.Length == 0
            ? uri
            : new UriBuilder(uri)
            {
                UserName = "",
                Password = "",
                Fragment = "",
            }.Uri;

    /// <summary>
    /// A reference without its fragment resolved against a base (RFC 3986, section 5.2); null where it is no URI reference. A path such as <c>/a</c> stays one,
    /// whatever the system thinks of it.
    /// </summary>
    public static Uri? Resolve(Uri baseUri, string reference)
    {
        var colon = reference.IndexOf(':', StringComparison.Ordinal);
        var hasScheme = colon > 0 && Uri.CheckSchemeName(reference[..colon]);
        if (hasScheme)
            return Uri.TryCreate(reference, UriKind.Absolute, out var absolute) ? Bare(absolute) : null;
        return
            Uri.TryCreate(reference, UriKind.Relative, out var relative)
            && Uri.TryCreate(baseUri, relative, out var combined)
            && combined.IsAbsoluteUri
            ? Bare(combined)
            : null;
    }

    /// <summary>One spelling for each document.</summary>
    public static string Key(Uri uri) => uri.IsFile ? "file:" + uri.LocalPath : uri.AbsoluteUri;

    /// <summary>How messages name a document: a file by its path from the current folder where it lies below, else by its whole path; anything else by its URL.</summary>
    public static string NameOf(Uri uri)
    {
        if (!uri.IsFile)
            return uri.AbsoluteUri;
        var relative = Path.GetRelativePath(Directory.GetCurrentDirectory(), uri.LocalPath);
        return relative.StartsWith("..", StringComparison.Ordinal) ? uri.LocalPath : relative;
    }
}
