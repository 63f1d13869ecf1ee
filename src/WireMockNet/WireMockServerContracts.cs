using Conformance.Contracts;
using Conformance.MockServer.Engine;
using Conformance.Sessions;
using Conformance.Testing;
using WireMock.RequestBuilders;
using WireMock.Server;

namespace Conformance.WireMockNet;

/// <summary>Adds contracts to WireMock.Net servers.</summary>
public static class WireMockServerContracts
{
    /// <summary>
    /// The priority of a contract's mapping unless another is asked for. The smallest number is asked first, and a mapping without a priority has 0: it
    /// answers before the contract does, and one with a greater number behind it.
    /// </summary>
    public const int UsualPriority = 1000;

    /// <summary>Lets a server answer by a contract, with live sessions.</summary>
    /// <param name="server">The server. It may have other mappings and other contracts.</param>
    /// <param name="contract">The name of a built-in contract, a folder with <c>openapi.yaml</c> and perhaps <c>session.overlay.yaml</c>, or an OpenAPI document by its path or URL.</param>
    /// <param name="configure">Changes what the engine goes by: users, clock, seed, log; null for the usual.</param>
    /// <param name="readings">Chosen readings: name by requirement id; null for none.</param>
    /// <param name="priority">The mapping's priority.</param>
    /// <exception cref="ArgumentException">The name means nothing, or the contract cannot be served; the message has every problem with its place.</exception>
    public static ContractMapping AddContract(
        this WireMockServer server,
        string contract,
        Func<EngineOptions, EngineOptions>? configure = null,
        IReadOnlyDictionary<string, string>? readings = null,
        int priority = UsualPriority
    ) => server.AddContract(ServedContract.Load(contract, readings), configure, priority);

    /// <summary>Lets a server answer by a contract that was loaded already.</summary>
    /// <inheritdoc cref="AddContract(WireMockServer, string, Func{EngineOptions, EngineOptions}, IReadOnlyDictionary{string, string}, int)"/>
    public static ContractMapping AddContract(
        this WireMockServer server,
        Contract contract,
        Func<EngineOptions, EngineOptions>? configure = null,
        int priority = UsualPriority
    )
    {
        ArgumentNullException.ThrowIfNull(server);
        ArgumentNullException.ThrowIfNull(contract);

        // Browsers are WireMock.Net's own affair, and nobody is told when its server stops.
        var usual = new EngineOptions { Contracts = [contract], Cors = false };
        var engine = new MockEngine((configure?.Invoke(usual) ?? usual) with { Contracts = [contract], EvictsByTimer = false });
        var id = Entropy.System.NewUuid();
        server
            .Given(Request.Create().WithUrl(url => HasPath(engine, url)))
            .WithGuid(id)
            .WithTitle($"contract {contract.Name}")
            .AtPriority(priority)
            .RespondWith(new ContractResponder(engine));
        return new ContractMapping(server, engine, id);
    }

    // Requests whose path is none of the contract's are left to the mappings beside it. A path, in place of the URL, would be one that is decoded already.
    private static bool HasPath(MockEngine engine, string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var whole) && engine.HasPath(whole.AbsolutePath);
}
