using System.CommandLine;
using System.Runtime.CompilerServices;
using Conformance.Cli.Configuration;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Conformance.SharedStore;

namespace Conformance.Cli.Commands;

/// <summary>The store that <c>conform mock</c> shares with other replicas. Nothing else of the command line names the client of Redis, so that it is loaded where it is used alone.</summary>
internal sealed class SharedStoreArgument
{
    private const string Password = "CONFORM_STORE_PASSWORD";

    private readonly Option<string?> _store = new("--store")
    {
        Description =
            "A Redis, Valkey or Garnet that several mocks share, which then are one: redis://HOST:6379, or rediss:// over TLS. A password may stand in CONFORM_STORE_PASSWORD.",
        HelpName = "URL",
    };
    private readonly Option<string?> _secret = new("--store-secret")
    {
        Description =
            "What all replicas on a store have in common and nobody else knows, 16 characters or more; better given as CONFORM_STORE_SECRET, which no list of processes shows.",
        HelpName = "SECRET",
    };

    /// <summary>Has a command know the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_store);
        command.Add(_secret);
    }

    /// <summary>Opens the store; null where none is named.</summary>
    /// <param name="hasSeed">Whether a seed is given, which cannot go with it.</param>
    /// <exception cref="UsageException">The address or the secret is wrong, or the store does not answer.</exception>
    public async Task<ISharedState?> OpenAsync(ParseResult parsed, bool hasSeed)
    {
        if (Given(parsed, _store) is not { } url)
            return null;
        if (hasSeed)
            throw new UsageException(
                "--seed has each replica make the same tokens, which then are taken at the store. Leave out --seed or --store."
            );
        var secret =
            Given(parsed, _secret)
            ?? throw new UsageException(
                $"--store needs a secret that all replicas share, and there is none. Set {Settings.Variable(_secret.Name)} to {RedisStore.ShortestSecret} characters or more that nobody can guess."
            );
        return await OpenAsync(url, secret);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static async Task<ISharedState> OpenAsync(string url, string secret)
    {
        // What is wrong may be what a password stands in, so it is not shown.
        if (!StoreAddress.TryParse(url, Environment.GetEnvironmentVariable(Password), out var address))
            throw new UsageException($"--store is no address of a store. Write {StoreAddress.Expected}.");
        try
        {
            return await RedisStore.OpenAsync(address, secret);
        }
        catch (StoreUnavailableException gone)
        {
            throw new UsageException(
                $"--store: {gone.Message} Start it, or check the host, the port, the password ({Password}) and whether it wants TLS (rediss://).",
                gone
            );
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"--store-secret: {wrong.Message.Split(" (Parameter", 2)[0]}", wrong);
        }
    }

    private static string? Given(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option) is { Length: > 0 } given ? given
        : Environment.GetEnvironmentVariable(Settings.Variable(option.Name)) is { Length: > 0 } variable ? variable
        : null;
}
