using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Verification.Client;

namespace Conformance.Cli.Configuration;

/// <summary>A fixed credential of the client on the command line: <c>secret=VALUE</c>, or <c>secret=@PATH</c> for a file's text.</summary>
internal static class ClientArgument
{
    /// <exception cref="UsageException">It is neither, or the file cannot be read; the value is not told.</exception>
    public static (string Name, string Value) Read(Setting setting)
    {
        if (setting.Text.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } value])
            throw new UsageException($"{setting.Origin} is not NAME=VALUE. Write for example --client secret=@client-secret.txt.");
        return (name, value is ['@', .. { Length: > 0 } path] ? Text(setting with { Text = path }).TrimEnd('\r', '\n') : value);
    }

    /// <summary>Those of a mock, each of which one of its contracts has to ask for.</summary>
    /// <exception cref="UsageException">None does.</exception>
    public static ImmutableDictionary<string, string> Read(IEnumerable<string> texts, IEnumerable<Contract> contracts)
    {
        var known = ClientCredential.Of(contracts.SelectMany(c => c.Operations)).Select(c => c.Name).ToList();
        var values = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var (name, value) = Read(new Setting(text, "--client"));
            if (!known.Contains(name))
                throw new UsageException(
                    $"--client names \"{name}\", and no contract asks for a credential of this name. {(
                        known.Count == 0 ? "There is no \"client\" in x-session."
                        : Nearest.To(name, known) is { } near ? $"Did you mean \"{near}\"?"
                        : $"There is {string.Join(", ", known)}.")}"
                );
            values[name] = value;
        }

        return values.ToImmutable();
    }

    /// <summary>
    /// What an embedded mock alone takes: what was given of it, and something for each credential of which the contract says how another one is refused, and does not show which is the right one.
    /// </summary>
    public static ImmutableDictionary<string, string> OfEmbedded(Contract contract, IReadOnlyDictionary<string, string> given) =>
        contract
            .Operations.SelectMany(o => o.Client)
            .GroupBy(c => c.Name, StringComparer.Ordinal)
            .Select(g => (Name: g.Key, Value: given.GetValueOrDefault(g.Key) ?? (IsOpen(g) ? Target.AnyCredentials : null)))
            .Where(c => c.Value is not null)
            .ToImmutableDictionary(c => c.Name, c => c.Value!, StringComparer.Ordinal);

    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static string Text(Setting path)
    {
        try
        {
            return File.ReadAllText(path.Text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"{path.Origin}: \"{path.Text}\" cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsOpen(IEnumerable<ClientCredential> credentials) =>
        credentials.Any(c => c.RefusesOthers) && credentials.All(c => c.Documented is null);
}
