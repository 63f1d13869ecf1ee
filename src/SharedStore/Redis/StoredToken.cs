using System.Buffers.Binary;
using Conformance.Sessions;

namespace Conformance.SharedStore.Redis;

/// <summary>
/// The record of a token as the scripts keep it: 48 bytes, 8 more where it has a grace, and 16 after those where it has an idle lifetime. <c>prelude.lua</c> tells the places.
/// </summary>
internal static class StoredToken
{
    private const int Fixed = 48;
    private const int WithGrace = Fixed + 8;
    private const int WithIdle = WithGrace + 16;
    private const ulong NeverInSeconds = (1UL << 40) - 1;

    /// <summary>The version of a record: it changes with whatever decisions depend on.</summary>
    public static ReadOnlySpan<byte> VersionOf(ReadOnlySpan<byte> record) => record[2..6];

    /// <summary>The record of a new token. The store fills in its numbers.</summary>
    public static byte[] OfDraft(TokenDraft draft)
    {
        var record = new byte[
            draft.Idle is not null ? WithIdle
            : draft.Grace > TimeSpan.Zero ? WithGrace
            : Fixed
        ];
        record[0] = (byte)draft.Kind;
        WriteTicks(record.AsSpan(6), draft.ExpiresAt?.UtcTicks ?? long.MaxValue);
        WriteSeconds(record.AsSpan(38), draft.IssuedAt);
        WriteSeconds(record.AsSpan(43), draft.ExpiresAt);
        if (record.Length >= WithGrace)
            WriteTicks(record.AsSpan(48), draft.Grace.Ticks);
        if (draft.Idle is { } idle)
        {
            WriteTicks(record.AsSpan(56), idle.Ticks);
            WriteTicks(record.AsSpan(64), draft.IssuedAt.UtcTicks);
        }

        return record;
    }

    /// <summary>The same record after a token was changed by the rules, under the next version.</summary>
    public static byte[] Changed(ReadOnlySpan<byte> record, TokenRecord token)
    {
        var changed = record.ToArray();
        var (expiresAt, graceEnd, revokedAt, _) = token.Ends;
        changed[1] = (byte)token.RevokedBy;
        BinaryPrimitives.WriteUInt32BigEndian(changed.AsSpan(2), unchecked(BinaryPrimitives.ReadUInt32BigEndian(record[2..]) + 1));
        WriteTicks(changed.AsSpan(6), expiresAt);
        WriteTicks(changed.AsSpan(14), graceEnd);
        WriteTicks(changed.AsSpan(22), revokedAt);
        return changed;
    }

    /// <summary>The number of a token in its session: the older, the less.</summary>
    public static uint NumberOf(ReadOnlySpan<byte> record) => BinaryPrimitives.ReadUInt32BigEndian(record[34..]);

    /// <summary>The token that a record tells of.</summary>
    /// <param name="kindName">The name of its kind, which the store does not keep.</param>
    public static TokenRecord ToToken(ReadOnlySpan<byte> record, Session session, TokenKey key, Func<int, string> kindName)
    {
        var kind = record[0];
        var draft = new TokenDraft(key, kind, kindName(kind), ReadSeconds(record[38..])!.Value, ReadSeconds(record[43..]))
        {
            Grace = record.Length >= WithGrace ? new TimeSpan(ReadTicks(record[48..])) : TimeSpan.Zero,
            Idle = record.Length >= WithIdle ? new TimeSpan(ReadTicks(record[56..])) : null,
        };
        var lastUse = record.Length >= WithIdle ? ReadTicks(record[64..]) : draft.IssuedAt.UtcTicks;
        return new TokenRecord(
            session,
            draft,
            (int)BinaryPrimitives.ReadUInt32BigEndian(record[30..]),
            new TokenEnds(ReadTicks(record[6..]), ReadTicks(record[14..]), ReadTicks(record[22..]), lastUse),
            (RevocationCause)record[1]
        );
    }

    /// <summary>A moment as 8 bytes: ticks of 100 ns since the year 1.</summary>
    public static byte[] Ticks(long ticks)
    {
        var bytes = new byte[8];
        WriteTicks(bytes, ticks);
        return bytes;
    }

    /// <summary>A moment of <see cref="Ticks"/>.</summary>
    public static long ReadTicks(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadInt64BigEndian(bytes);

    /// <summary>A moment as 5 bytes: whole seconds since the year 1.</summary>
    public static byte[] Seconds(DateTimeOffset? moment)
    {
        var bytes = new byte[5];
        WriteSeconds(bytes, moment);
        return bytes;
    }

    private static void WriteTicks(Span<byte> to, long ticks) => BinaryPrimitives.WriteInt64BigEndian(to, ticks);

    private static void WriteSeconds(Span<byte> to, DateTimeOffset? moment)
    {
        var seconds = moment is { } at ? (ulong)(at.UtcTicks / TimeSpan.TicksPerSecond) : NeverInSeconds;
        to[0] = (byte)(seconds >> 32);
        BinaryPrimitives.WriteUInt32BigEndian(to[1..], (uint)seconds);
    }

    private static DateTimeOffset? ReadSeconds(ReadOnlySpan<byte> bytes)
    {
        var seconds = ((ulong)bytes[0] << 32) | BinaryPrimitives.ReadUInt32BigEndian(bytes[1..]);
        return seconds == NeverInSeconds ? null : new DateTimeOffset((long)seconds * TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }
}
