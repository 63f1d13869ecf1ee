using System.Net;

namespace Conformance.Verification.Client;

/// <summary>
/// The proxies that the environment names: <c>http_proxy</c> and <c>https_proxy</c> by the target's scheme, else <c>all_proxy</c>, each also in capitals, but for the hosts of
/// <c>no_proxy</c>. A target on loopback is asked directly: no proxy could reach it.
/// </summary>
/// <param name="variable">Looks a variable up; null or empty where it is not set.</param>
internal sealed class EnvironmentProxy(Func<string, string?> variable) : IWebProxy
{
    private static readonly string[] Schemes = ["http", "https", "socks4", "socks4a", "socks5"];

    /// <summary>The proxies of this process.</summary>
    public static EnvironmentProxy OfProcess { get; } = new(Environment.GetEnvironmentVariable);

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => new FromAddress(this);
        set => throw new NotSupportedException("The credentials of a proxy stand in its address.");
    }

    /// <summary>The proxy that stands between here and an address; null where none does. The user information of its address is in it.</summary>
    /// <exception cref="ProxyException">The variable that names it holds no address of a proxy.</exception>
    public NamedProxy? For(Uri target)
    {
        if (target.IsLoopback || IsExcepted(target))
            return null;
        foreach (var name in (string[])[$"{target.Scheme}_proxy", "all_proxy"])
        {
            foreach (var spelled in (string[])[name, name.ToUpperInvariant()])
            {
                if (variable(spelled)?.Trim() is { Length: > 0 } text)
                    return new NamedProxy(spelled, Parse(spelled, text));
            }
        }

        return null;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => For(destination)?.Address;

    /// <inheritdoc/>
    public bool IsBypassed(Uri host) => For(host) is null;

    private static Uri Parse(string name, string text)
    {
        // curl takes an address without a scheme as well.
        var whole = text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}";
        return
            Uri.TryCreate(whole, UriKind.Absolute, out var address)
            && address.Host.Length > 0
            && Schemes.Contains(address.Scheme, StringComparer.OrdinalIgnoreCase)
            ? address
            : throw new ProxyException(
                $"The environment variable {name} names no proxy: expected an address such as http://proxy.example:3128 (with {string.Join(", ", Schemes[..^1])} or {Schemes[^1]}), found \"{WithoutUser(text)}\". Mend it, or unset it, or name the target in NO_PROXY."
            );
    }

    private static string WithoutUser(string text) => text.LastIndexOf('@') is >= 0 and var at ? $"…{text[at..]}" : text;

    private bool IsExcepted(Uri target)
    {
        var list = variable("no_proxy") is { Length: > 0 } small ? small : variable("NO_PROXY") ?? "";
        return list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Any(e => Covers(e, target));
    }

    // A host covers those below it, as at curl; a network in the notation of RFC 4632 covers its addresses.
    private static bool Covers(string entry, Uri target)
    {
        if (entry == "*")
            return true;
        var host = target.IdnHost.Trim('[', ']');
        if (IPNetwork.TryParse(entry, out var network))
            return IPAddress.TryParse(host, out var address)
                && address.AddressFamily == network.BaseAddress.AddressFamily
                && network.Contains(address);
        if (IPAddress.TryParse(entry.Trim('[', ']'), out var single))
            return IPAddress.TryParse(host, out var address) && address.Equals(single);
        if (entry.LastIndexOf(':') is > 0 and var colon && int.TryParse(entry.AsSpan(colon + 1), out var port))
        {
            if (port != target.Port)
                return false;
            entry = entry[..colon].Trim('[', ']');
        }

        entry = entry.TrimStart('*').TrimStart('.').TrimEnd('.');
        return entry.Length > 0
            && (host.Equals(entry, StringComparison.OrdinalIgnoreCase) || host.EndsWith($".{entry}", StringComparison.OrdinalIgnoreCase));
    }

    // What asks for credentials names the proxy, and not the target.
    private sealed class FromAddress(EnvironmentProxy proxies) : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType) =>
            proxies.Named().FirstOrDefault(p => p.Host == uri.Host && p.Port == uri.Port)?.UserInfo.Split(':', 2)
                is [{ Length: > 0 } name, .. var rest]
                ? new NetworkCredential(Uri.UnescapeDataString(name), Uri.UnescapeDataString(rest is [var password] ? password : ""))
                : null;
    }

    private IEnumerable<Uri> Named()
    {
        foreach (var name in (string[])["http_proxy", "HTTP_PROXY", "https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
        {
            if (
                variable(name)?.Trim() is { Length: > 0 } text
                && Uri.TryCreate(
                    text.Contains("://", StringComparison.Ordinal) ? text : $"http://{text}",
                    UriKind.Absolute,
                    out var address
                )
            )
                yield return address;
        }
    }
}

/// <summary>A proxy that a variable of the environment names.</summary>
internal sealed record NamedProxy(string Variable, Uri Address)
{
    /// <summary>How messages tell it; without its user.</summary>
    public override string ToString() => $"the proxy {Address.GetLeftPart(UriPartial.Scheme)}{Address.Authority}, which {Variable} names";
}

/// <summary>A variable of the environment names no proxy. The message is a sentence for people.</summary>
internal sealed class ProxyException(string message) : Exception(message);
