namespace Conformance.Contracts.Routing;

/// <summary>
/// A key under <c>paths</c>. What follows a <c>#</c> is a name and no part of the path: <c>/token#refresh</c> is another description of <c>/token</c>, since no request has a fragment
/// (RFC 9110, section 7.1).
/// </summary>
/// <param name="Path">The path template.</param>
/// <param name="Name">The name; null where the key has none.</param>
public readonly record struct PathKey(string Path, string? Name)
{
    /// <summary>Reads a key.</summary>
    public static PathKey Parse(string key)
    {
        var hash = key.IndexOf('#', StringComparison.Ordinal);
        return hash < 0 ? new PathKey(key, null) : new PathKey(key[..hash], key[(hash + 1)..]);
    }
}
