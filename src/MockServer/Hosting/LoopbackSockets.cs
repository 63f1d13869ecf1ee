using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Conformance.MockServer.Hosting;

/// <summary>Sockets that are bound to one port of one or several addresses, before a server is built that listens on them.</summary>
internal static class LoopbackSockets
{
    // A port that the system chose for one address may be taken on the other.
    private const int MostTries = 32;

    /// <summary>Binds a port, 0 for one that is free at all of the addresses; an IPv6 address that the machine does not have is left out.</summary>
    /// <exception cref="IOException">The port is in use, or may not be bound.</exception>
    public static Dictionary<EndPoint, Socket> Bind(IReadOnlyList<IPAddress> addresses, int port)
    {
        var left = MostTries;
        while (true)
        {
            var bound = new Dictionary<EndPoint, Socket>();
            try
            {
                foreach (var address in addresses)
                {
                    var at = port == 0 && bound.Count > 0 ? ((IPEndPoint)bound.Keys.First()).Port : port;
                    if (Bind(new IPEndPoint(address, at), isNeeded: bound.Count == 0) is { } socket)
                        bound[socket.LocalEndPoint!] = socket;
                }

                return bound;
            }
            catch (SocketException exception)
            {
                var isTaken = exception.SocketErrorCode == SocketError.AddressAlreadyInUse && bound.Count > 0;
                foreach (var socket in bound.Values)
                    socket.Dispose();
                if (port != 0 || !isTaken || --left == 0)
                    throw new IOException($"The port {port} cannot be bound: {exception.Message}", exception);
            }
        }
    }

    private static Socket? Bind(IPEndPoint endPoint, bool isNeeded)
    {
        try
        {
            return SocketTransportOptions.CreateDefaultBoundListenSocket(endPoint);
        }
        catch (SocketException exception)
            when (!isNeeded
                && exception.SocketErrorCode
                    is SocketError.AddressNotAvailable
                        or SocketError.AddressFamilyNotSupported
                        or SocketError.ProtocolFamilyNotSupported
                        or SocketError.ProtocolNotSupported
            )
        {
            return null;
        }
    }
}
