using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer.Engine;
using Conformance.Samples;
using Conformance.Sessions;

namespace Conformance.Testing;

/// <summary>Loads contracts to be served.</summary>
/// <example>
/// <code>
/// var contract = ServedContract.Load("openapi.yaml");        // once, then a mock for each test
/// await using var mock = await ContractMock.StartAsync(contract);
/// </code>
/// </example>
public static class ServedContract
{
    /// <summary>Loads a contract.</summary>
    /// <param name="name">The name of a built-in contract, a folder with <c>openapi.yaml</c> and perhaps <c>session.overlay.yaml</c>, or an OpenAPI document by its path or URL. A relative
    /// path is one below the test program, where content of the project is copied to, else below the current folder.</param>
    /// <param name="readings">Chosen readings: name by requirement id; null for the contract's own.</param>
    /// <exception cref="ArgumentException">The name means nothing, or the contract cannot be served; the message has every problem with its place.</exception>
    public static Contract Load(string name, IReadOnlyDictionary<string, string>? readings = null)
    {
        var source = Find(name);
        var problems = new Problems();
        return ContractLoader.Load(source, readings ?? new Dictionary<string, string>(), SampleSource.Of, problems)
            ?? throw new ArgumentException(
                $"The contract \"{name}\" cannot be served:{Environment.NewLine}{string.Join(Environment.NewLine, problems)}",
                nameof(name)
            );
    }

    /// <summary>The files of a contract.</summary>
    /// <exception cref="ArgumentException">The name means nothing.</exception>
    internal static ContractSource Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var catalog = new ContractCatalog(Path.Combine(AppContext.BaseDirectory, "specs"));
        var beside = Path.Combine(AppContext.BaseDirectory, name);
        return catalog.Resolve(Path.Exists(beside) ? beside : name, out var why) ?? throw new ArgumentException(why, nameof(name));
    }

    /// <summary>The sessions of the only contract that an engine serves; until a reset.</summary>
    /// <exception cref="InvalidOperationException">The contract says nothing about tokens.</exception>
    internal static SessionWorld SessionsOf(MockEngine engine) =>
        engine.SessionsOf(engine.Mounts[0])
        ?? throw new InvalidOperationException(
            $"The contract \"{engine.Mounts[0].Contract.Name}\" says nothing about tokens, so it has no sessions. \"conform init\" writes an overlay that says which operations log in and out."
        );
}
