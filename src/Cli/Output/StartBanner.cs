using System.Globalization;
using System.Text;
using System.Text.Json;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;
using Conformance.MockServer;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Hosting;
using Conformance.Verification.Evidence;

namespace Conformance.Cli.Output;

/// <summary>What a mock says at its start.</summary>
internal static class StartBanner
{
    /// <summary>For people: each route as a clickable line, the users, and how to log in.</summary>
    public static string Text(Mock mock, MockOptions options, ServerCertificate? certificate)
    {
        var text = new StringBuilder();
        var address = mock.Address.GetLeftPart(UriPartial.Authority);
        foreach (var mount in mock.Mounts)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{mount.Contract.Name}: {mount.Contract.Title}{InForce(mount)}");
            var width = mount.Contract.Operations.Select(o => Url(address, mount, o).Length).DefaultIfEmpty().Max();
            foreach (var operation in mount.Contract.Operations)
            {
                var role = operation.Role == Role.None ? "" : operation.Role.ToString().ToLowerInvariant();
                text.AppendLine($"  {operation.Method, -6}  {Url(address, mount, operation).PadRight(width)}  {role}".TrimEnd());
            }

            foreach (var line in LoginCurl.Lines(mount, address, options.Accounts[0]))
                text.AppendLine($"  {Trusting(line, certificate)}");
            text.AppendLine();
        }

        if (certificate is not null)
            text.AppendLine(Told(certificate));
        if (options.Mappings is { } mappings)
            text.AppendLine($"Mappings: {mappings}");
        if (options.Shared is { } store)
            text.AppendLine($"Store: {store.Name}, shared by all mocks on it. This replica is {options.Replica}.");
        // A fragment is not sent, so the token gets into no log on the way.
        text.AppendLine($"Page: {address}/__admin/ui{(mock.ControlToken is { } key ? $"#token={key}" : "")}");
        if (mock.ControlToken is { } token)
            text.AppendLine($"Control API: {address}/__admin asks for \"Authorization: Bearer {token}\"");
        else
            text.AppendLine($"Control API: {address}/__admin/health");
        text.AppendLine("Users: " + string.Join(", ", options.Accounts.Select(a => $"{a.Name} (password {a.Password})")));
        text.AppendLine($"Listening on {address} with {Counted.Of(mock.Mounts.Length, "contract")}. Ctrl-C stops it.");
        return text.ToString();
    }

    /// <summary>For machines: one JSON object, so that every line of the output is one.</summary>
    public static string Json(Mock mock, MockOptions options, ServerCertificate? certificate)
    {
        var said = new Dictionary<string, object?>
        {
            ["listening"] = mock.Address.GetLeftPart(UriPartial.Authority),
            ["page"] = mock.Address.GetLeftPart(UriPartial.Authority) + "/__admin/ui",
            ["contracts"] = mock.Mounts.Select(m => m.Contract.Name),
            ["certificate"] = certificate?.File,
            ["control_token"] = mock.ControlToken,
        };
        if (options.Shared is { } store)
            (said["store"], said["replica"]) = (store.Name, options.Replica);
        return JsonSerializer.Serialize(said);
    }

    private static string Told(ServerCertificate certificate) =>
        certificate.File is not { } file
            ? "Certificate: the .NET SDK's for developers. \"dotnet dev-certs https --trust\" has browsers and curl trust it."
            : $"Certificate: {file}, made here for localhost. curl takes it by --cacert, Node.js by NODE_EXTRA_CA_CERTS; browsers trust it after: {Trust(file)}";

    private static string Trust(string file)
    {
        var quoted = CurlCommand.InSingleQuotes(file);
        return OperatingSystem.IsWindows() ? $"certutil -user -addstore Root {quoted}"
            : OperatingSystem.IsMacOS() ? $"security add-trusted-cert -p ssl -k ~/Library/Keychains/login.keychain-db {quoted}"
            : $"certutil -d sql:$HOME/.pki/nssdb -A -t P,, -n conform -i {quoted}";
    }

    // The command is to work as it is pasted.
    private static string Trusting(string command, ServerCertificate? certificate) =>
        certificate?.File is { } file
            ? command.Replace("curl -s ", $"curl -s --cacert {CurlCommand.InSingleQuotes(file)} ", StringComparison.Ordinal)
            : command;

    private static string Url(string address, MountedContract mount, Operation operation) =>
        $"{address}{mount.Prefix}{PathKey.Encoded(operation.BasePaths[0] + operation.Path)}";

    private static string InForce(MountedContract mount) =>
        mount.Contract.Readings.Count == 0 ? "" : $" ({string.Join(", ", mount.Contract.Readings.Select(r => $"{r.Key}={r.Value}"))})";
}
