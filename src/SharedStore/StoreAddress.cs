using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using StackExchange.Redis;

namespace Conformance.SharedStore;

/// <summary>Where a store is: <c>redis://[[user]:password@]host[:port][/database]</c>, with <c>rediss</c> over TLS. What it shows of itself holds no password.</summary>
public sealed class StoreAddress
{
    /// <summary>The port where an address names none.</summary>
    public const int UsualPort = 6379;

    /// <summary>What an address looks like, for messages.</summary>
    public const string Expected = "redis://host:6379, rediss://host:6380 over TLS, or redis://:PASSWORD@host:6379/DATABASE";

    private readonly string _host;
    private readonly int _port;
    private readonly int _database;
    private readonly bool _tls;
    private readonly string? _user;
    private readonly string? _password;

    private StoreAddress(Uri uri, int database, string? user, string? password)
    {
        (_host, _port, _database, _tls) = (uri.IdnHost, uri.Port > 0 ? uri.Port : UsualPort, database, uri.Scheme == "rediss");
        (_user, _password) = (user, password);
    }

    /// <summary>Reads one.</summary>
    /// <param name="text">The address.</param>
    /// <param name="password">The password where the address has none; null for none.</param>
    /// <param name="address">What was read; null where it is none.</param>
    public static bool TryParse(string text, string? password, [NotNullWhen(true)] out StoreAddress? address)
    {
        address = null;
        if (
            !Uri.TryCreate(text, UriKind.Absolute, out var uri)
            || uri.Scheme is not ("redis" or "rediss")
            || uri.Host.Length == 0
            || uri.Query.Length + uri.Fragment.Length > 0
        )
            return false;
        var path = uri.AbsolutePath.Trim('/');
        var database = 0;
        if (path.Length > 0 && !int.TryParse(path, NumberStyles.None, CultureInfo.InvariantCulture, out database))
            return false;
        var parts = uri.UserInfo.Split(':', 2);
        var user = parts[0].Length > 0 ? Uri.UnescapeDataString(parts[0]) : null;
        address = new StoreAddress(uri, database, user, parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : password);
        return true;
    }

    /// <summary>The address without user and password.</summary>
    public override string ToString() =>
        $"{(_tls ? "rediss" : "redis")}://{(_host.Contains(':', StringComparison.Ordinal) ? $"[{_host}]" : _host)}:{_port}{(_database == 0 ? "" : $"/{_database}")}";

    /// <summary>How the client connects: it tries again by itself, and what is asked meanwhile fails at once rather than wait.</summary>
    internal ConfigurationOptions ToOptions() =>
        new()
        {
            EndPoints = { { _host, _port } },
            DefaultDatabase = _database,
            Ssl = _tls,
            SslHost = _tls ? _host : null,
            User = _user,
            Password = _password,
            ClientName = "conform",
            AbortOnConnectFail = false,
            ConnectRetry = 1,
            ConnectTimeout = 3000,
            AsyncTimeout = 3000,
            SyncTimeout = 3000,
            KeepAlive = 10,
            BacklogPolicy = BacklogPolicy.FailFast,
            ReconnectRetryPolicy = new LinearRetry(250),
            HeartbeatInterval = TimeSpan.FromMilliseconds(250),
            IncludeDetailInExceptions = false,
        };
}
