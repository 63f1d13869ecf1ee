using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;

namespace Conformance.FieldServers;

/// <summary>Starts a server of the field: <c>field-server aspnet-identity|openiddict [ADDRESS]</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        var address = args.Length > 1 ? args[1] : "http://127.0.0.1:0";
        WebApplication? server = args.Length == 0 ? null : await BuildAsync(args[0], address);
        if (server is null)
        {
            await Console.Error.WriteLineAsync("field-server aspnet-identity|openiddict [ADDRESS]");
            return 2;
        }

        await using (server)
        {
            await server.StartAsync();
            Console.WriteLine(string.Join(' ', server.Urls));
            await server.WaitForShutdownAsync();
        }

        return 0;
    }

    private static async Task<WebApplication?> BuildAsync(string name, string address) =>
        name switch
        {
            "aspnet-identity" => await IdentityServer.BuildAsync(address),
            "openiddict" => await OpenIddictServer.BuildAsync(address),
            _ => null,
        };
}
