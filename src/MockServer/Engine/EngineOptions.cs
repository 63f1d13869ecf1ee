using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;

namespace Conformance.MockServer.Engine;

/// <summary>What an engine answers, and how, whatever hosts it.</summary>
public record EngineOptions
{
    /// <summary>The largest request body that is read unless told otherwise, in bytes, and the largest that the control API reads.</summary>
    public const int LargestBody = 1024 * 1024;

    /// <summary>How many requests a journal keeps unless told otherwise.</summary>
    public const int UsualJournal = 1000;

    /// <summary>How many bytes all journals may hold unless told otherwise.</summary>
    public const long UsualJournalMemory = 48 * 1024 * 1024;

    /// <summary>How many requests a journal may keep.</summary>
    public const int LargestJournal = 100_000;

    /// <summary>The contracts to serve, at least one, with different names.</summary>
    public required ImmutableArray<Contract> Contracts { get; init; }

    /// <summary>Who can log in.</summary>
    public ImmutableArray<Account> Accounts { get; init; } = Account.Seeded;

    /// <summary>The fixed credentials of the client that alone are taken, by the contract's names for them; for another one what the document says.</summary>
    public ImmutableDictionary<string, string> Client { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Whether browsers of any origin are let in (the Fetch Standard's CORS protocol).</summary>
    public bool Cors { get; init; } = true;

    /// <summary>
    /// The origins (RFC 6454), such as <c>http://localhost:5173</c>, whose pages may use the control API, where the host has one, and name namespaces that are
    /// not there yet, as pages of loopback may without being told of; none unless asked.
    /// </summary>
    public ImmutableArray<string> ControlOrigins { get; init; } = [];

    /// <summary>
    /// Whether the mock holds its own answers against the contract. One that breaks it is sent with the header <c>Conform-Broken-Contract</c>, which
    /// says how, and its line in the log says so too.
    /// </summary>
    public bool CheckSelf { get; init; }

    /// <summary>Makes ids, keys and tokens repeatable; null for random ones.</summary>
    public ulong? Seed { get; init; }

    /// <summary>The clock that the mock's own clock starts from.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Where the mock's clock stands still at the start, and after a reset; null lets it run.</summary>
    public DateTimeOffset? FrozenAt { get; init; }

    /// <summary>How many of the last requests each namespace remembers, at most <see cref="LargestJournal"/>; 0 for none.</summary>
    public int JournalSize { get; init; } = UsualJournal;

    /// <summary>
    /// How many bytes the journals of all namespaces may hold together, by an estimate that rather says too much; where they would hold more, the fullest one forgets
    /// its oldest requests.
    /// </summary>
    public long JournalMemory { get; init; } = UsualJournalMemory;

    /// <summary>
    /// Whether the memory of many sessions that were forgotten, by a reset for example, is given back to the system at once, which stops all threads of the process for a
    /// moment: for a process that is the mock's own.
    /// </summary>
    public bool GivesMemoryBack { get; init; }

    /// <summary>The largest request body that is read, in bytes, as it is sent and without its content codings; a larger one is answered with 413.</summary>
    public int MaxBody { get; init; } = LargestBody;

    /// <summary>How many namespaces there may be, the default one included.</summary>
    public int MostNamespaces { get; init; } = 1000;

    /// <summary>What this mock shares with others, of which it is a replica; null where it is alone. Whoever opened it closes it. A seed cannot go with it.</summary>
    public ISharedState? Shared { get; init; }

    /// <summary>What this replica is called where its journal is shown; null where it is alone.</summary>
    public string? Replica { get; init; }

    /// <summary>Answers of the team's own that come before those of contracts; null for none.</summary>
    public IStubMappings? Mappings { get; init; }

    /// <summary>Whether nothing is remembered of what clients make in collections.</summary>
    public bool IsStateless { get; init; }

    /// <summary>How long the answer to each operation waits; null for not at all.</summary>
    public ResponseDelay? Delay { get; init; }

    /// <summary>The real server, for what is left to it; null for none. It stays the caller's to dispose of.</summary>
    public Upstream? Upstream { get; init; }

    /// <summary>Whether expired sessions are forgotten from time to time, and not at logins alone: whoever cannot dispose of an engine must not keep a timer.</summary>
    internal bool EvictsByTimer { get; init; } = true;

    /// <summary>Told of every answered request.</summary>
    public IRequestLog Log { get; init; } = IRequestLog.Silent;
}
