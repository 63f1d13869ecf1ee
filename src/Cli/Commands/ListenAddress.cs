using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Conformance.Cli.Commands;

/// <summary>Reads what says where a server of ours listens, and what it takes.</summary>
internal static class ListenAddress
{
    /// <summary>The name of both of loopback's addresses.</summary>
    public const string Localhost = "localhost";

    /// <summary>A port; 0 lets the system choose.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static int Port(int port) =>
        port is >= 0 and <= ushort.MaxValue
            ? port
            : throw new UsageException($"--port {port} is no port. Write a number from 0 to {ushort.MaxValue}.");

    /// <summary>An address to listen on: an IP address, <c>localhost</c>, or <c>*</c> for all.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static IPAddress Host(string host)
    {
        if (host == Localhost)
            return IPAddress.Loopback;
        if (host == "*")
            return IPAddress.Any;
        return IPAddress.TryParse(host, out var address)
            ? address
            : throw new UsageException($"--host \"{host}\" is no IP address. Write for example localhost, 127.0.0.1, ::1 or 0.0.0.0.");
    }

    /// <summary>A name that is answered to beside loopback's own.</summary>
    /// <exception cref="UsageException">It is none.</exception>
    public static string Name(string text) =>
        Uri.CheckHostName(text) is UriHostNameType.Dns or UriHostNameType.IPv4
            ? text.TrimEnd('.')
            : throw new UsageException(
                $"--allow-host \"{text}\" is no name of a host. Write for example api.local, without a scheme, a port or a path."
            );

    /// <summary>A size, in bytes.</summary>
    /// <param name="option">The option that gives it, such as <c>--max-body</c>.</param>
    /// <exception cref="UsageException">It is none.</exception>
    public static int Size(string option, string text)
    {
        var digits = text.AsSpan().TrimEnd("KMGBkmgb");
        long? unit = text[digits.Length..].ToUpperInvariant() switch
        {
            "" or "B" => 1,
            "K" or "KB" => 1024,
            "M" or "MB" => 1024 * 1024,
            "G" or "GB" => 1024 * 1024 * 1024,
            _ => null,
        };
        return
            unit is { } bytes
            && long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= int.MaxValue
            && number * bytes <= Array.MaxLength
            ? (int)(number * bytes)
            : throw new UsageException($"{option} \"{text}\" is no size from 1 byte to 2 GB. Write for example 65536, 512KB or 10MB.");
    }

    /// <summary>Why nothing could listen there, for users.</summary>
    public static UsageException Fault(Exception exception, string host, int port)
    {
        var why = exception.GetBaseException() is SocketException { SocketErrorCode: var code } ? code : SocketError.AddressAlreadyInUse;
        return new UsageException(
            why switch
            {
                SocketError.AccessDenied => $"Port {port} may not be bound by this user. Choose one above 1023 with --port.",
                SocketError.AddressNotAvailable => $"{host} is no address of this machine. Choose another with --host.",
                _ => $"Port {port} on {host} is in use. Stop what listens there, or choose another with --port (0 takes a free one).",
            },
            exception
        );
    }
}
