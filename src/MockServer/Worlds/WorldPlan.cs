using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Conformance.MockServer.Hosting;
using Conformance.MockServer.Users;
using Conformance.Sessions;

namespace Conformance.MockServer.Worlds;

/// <summary>How every world begins.</summary>
/// <param name="Time">The clock that the worlds' clocks run with.</param>
/// <param name="FrozenAt">Where they stand still at the start; null lets them run.</param>
/// <param name="Seed">Makes what they draw repeatable; null for random.</param>
/// <param name="JournalSize">How many requests each journal keeps.</param>
internal sealed record WorldPlan(
    ImmutableArray<MountedContract> Mounts,
    KeyRing Keys,
    ImmutableDictionary<string, Account> Accounts,
    TimeProvider Time,
    DateTimeOffset? FrozenAt,
    ulong? Seed,
    int JournalSize
)
{
    /// <summary>
    /// What a namespace draws from. Each has a stream of its own, so that under a seed it does not depend on what others do; and the stream outlives the
    /// worlds of the namespace, so that no token of before a reset comes again.
    /// </summary>
    public Entropy EntropyOf(string @namespace)
    {
        if (Seed is not { } seed)
            return Entropy.System;
        if (@namespace == Namespace.Default)
            return Entropy.FromSeed(seed);
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}/{@namespace}"));
        return Entropy.FromSeed(BinaryPrimitives.ReadUInt64BigEndian(digest));
    }
}
