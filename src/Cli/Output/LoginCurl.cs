using System.Text.Json.Nodes;
using Conformance.Contracts;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.JsonSchema;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Samples;

namespace Conformance.Cli.Output;

/// <summary>Makes a command line that logs a user in, ready to paste.</summary>
internal static class LoginCurl
{
    /// <summary>The commands: first those that get the token of an app, where the login presents one. Where the contract has no login, the one that has the control API begin a session; empty where it says nothing about tokens.</summary>
    public static IEnumerable<string> Lines(MountedContract mount, string address, Account account)
    {
        if (mount.Contract.Roles.Login is not { Session: { } session } login)
        {
            // The login stands outside of the contract.
            if (mount.Contract.Session is not null)
                yield return $"curl -s {address}/__admin/sessions -H \"Content-Type: application/json\" -d '{{\"user\":\"{account.Name}\",\"contract\":\"{mount.Contract.Name}\"}}'";
            yield break;
        }

        var known = new Dictionary<Expression, string>();
        foreach (var slot in session.Slots)
        {
            var kind = mount.Contract.Session!.Policy.Kinds[slot.Kind].Name;
            if (mount.Contract.Roles.PreloginOf(slot.Kind) is not { } prelogin)
                continue;
            yield return $"{kind}=$({Command(mount, address, prelogin, [])} | sed 's/.*\"token\":\"\\([^\"]*\\)\".*/\\1/')";
            foreach (var place in slot.Places)
                known[place.Expression] = place.Around.Wrap("$" + kind);
        }

        foreach (var subject in session.Subject)
            known[subject.Expression] = subject.Around.Wrap(account.Name);
        foreach (var secret in session.Secret)
            known[secret.Expression] = secret.Around.Wrap(account.Password);
        if (session.Assertion is { } assertion)
            known[assertion.Expression] = assertion.Around.Wrap($"{account.Name}:{account.Password}");
        yield return Command(mount, address, login, known);
    }

    private static string Command(MountedContract mount, string address, Operation operation, Dictionary<Expression, string> known)
    {
        var parts = new List<string> { "curl -s" };
        if (operation.Method != "POST" || operation.Body is null)
            parts.Add($"-X {operation.Method}");
        if (known.Any(k => k.Key.Source == ExpressionSource.RequestBasicUser))
            parts.Add($"-u '{Of(ExpressionSource.RequestBasicUser)}:{Of(ExpressionSource.RequestBasicPassword)}'");
        var path = known
            .Where(k => k.Key.Source == ExpressionSource.RequestPathParameter)
            .Aggregate(
                operation.Path,
                (text, k) => text.Replace("{" + k.Key.Name + "}", Uri.EscapeDataString(k.Value), StringComparison.Ordinal)
            );
        parts.Add($"{address}{mount.Prefix}{operation.BasePaths[0]}{path}");
        foreach (
            var parameter in operation.Parameters.Where(p =>
                p.In == ParameterLocation.Header && (p.Required || Named(known, p.Name) is not null)
            )
        )
        {
            parts.Add($"-H \"{parameter.Name}: {Named(known, parameter.Name) ?? Sample(mount.Contract, parameter)}\"");
        }

        if (operation.Body is { Content: [var type, ..] })
        {
            var body = mount.Contract.Samples.ForRequest(type.Schema);
            foreach (var (place, value) in known)
            {
                if (
                    place.Source == ExpressionSource.RequestBody
                    && JsonPointer.TryParse(place.Name!) is { Segments: [var name] }
                    && body is JsonObject
                )
                    body[name] = value;
            }

            parts.Add($"-H \"Content-Type: {type.Range}\"");
            parts.Add($"-d '{body?.ToJsonString().Replace("\\u0027", "'\\''", StringComparison.Ordinal)}'");
        }

        return string.Join(' ', parts);

        string Of(ExpressionSource source) => known.FirstOrDefault(k => k.Key.Source == source).Value;
    }

    private static string? Named(Dictionary<Expression, string> known, string header) =>
        known
            .FirstOrDefault(k =>
                k.Key.Source == ExpressionSource.RequestHeader && string.Equals(k.Key.Name, header, StringComparison.OrdinalIgnoreCase)
            )
            .Value;

    private static string Sample(Contract contract, Parameter parameter) =>
        contract.Samples.ForRequest(parameter.Schema) is JsonValue value ? value.ToString() : "1";
}
