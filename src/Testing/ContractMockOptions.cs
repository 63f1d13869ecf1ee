using System.Collections.Immutable;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;

namespace Conformance.Testing;

/// <summary>How a <see cref="ContractMock"/> begins.</summary>
/// <example>
/// <code>
/// var options = new ContractMockOptions { InMemory = true, Seed = 42, StartsAt = DateTimeOffset.Parse("2026-01-31T12:00:00Z") };
/// await using var mock = await ContractMock.StartAsync("openapi.yaml", options);
/// </code>
/// </example>
public sealed record ContractMockOptions
{
    /// <summary>Whether it is reached in the process alone, by <see cref="ContractMock.CreateClient()"/>, without a port (ASP.NET Core's TestServer).</summary>
    public bool InMemory { get; init; }

    /// <summary>The port on loopback; 0, the usual, lets the system choose.</summary>
    public int Port { get; init; }

    /// <summary>Makes ids, keys and tokens repeatable; null for random ones.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The time at which its clock stands still at the start, and after a reset; null lets it run.</summary>
    public DateTimeOffset? StartsAt { get; init; }

    /// <summary>The clock that its own clock runs with.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Who can log in: <c>alice@example.com</c> and <c>bob@example.com</c> with the password <c>open-sesame-1</c>, unless told.</summary>
    public ImmutableArray<Account> Users { get; init; } = Account.Seeded;

    /// <summary>The fixed credentials of the client that alone are taken, by the names of the contract's <c>client</c>; for another one what the document says.</summary>
    public ImmutableDictionary<string, string> Client { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Chosen readings of the contract: name by requirement id.</summary>
    public IReadOnlyDictionary<string, string> Readings { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether it holds its own answers against the contract; one that breaks it has the header <c>Conform-Broken-Contract</c>.</summary>
    public bool CheckSelf { get; init; }

    /// <summary>Told of every answered request.</summary>
    public IRequestLog Log { get; init; } = IRequestLog.Silent;
}
