// WireMock.Net with the mappings that its own reader makes of a document: Conformance.WireMock.Peer DOCUMENT PORT
using System.Globalization;
using WireMock.Net.OpenApiParser;
using WireMock.Net.OpenApiParser.Settings;
using WireMock.Server;
using WireMock.Settings;

var mappings = new WireMockOpenApiParser().FromFile(args[0], new WireMockOpenApiParserSettings(), out var diagnostic);
foreach (var error in diagnostic.Errors)
    Console.Error.WriteLine(error);
using var server = WireMockServer.Start(
    new WireMockServerSettings
    {
        Urls = [$"http://127.0.0.1:{int.Parse(args[1], CultureInfo.InvariantCulture)}"],
        StartAdminInterface = true,
        CorsPolicyOptions = WireMock.Types.CorsPolicyOptions.AllowAll,
    }
);
server.WithMapping([.. mappings]);
Console.WriteLine("Listening");
await Task.Delay(Timeout.Infinite);
