using System.Buffers.Binary;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>How long the answer to every operation waits: somewhere between two times, both included.</summary>
/// <param name="Least">The shortest.</param>
/// <param name="Most">The longest, no less than that.</param>
public readonly record struct ResponseDelay(TimeSpan Least, TimeSpan Most)
{
    /// <summary>The longest that may be asked for.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);

    /// <summary>One of the times between.</summary>
    internal TimeSpan Draw(Entropy entropy)
    {
        if (Least == Most)
            return Least;
        Span<byte> bytes = stackalloc byte[sizeof(uint)];
        entropy.Fill(bytes);
        return Least + (Most - Least) * (BinaryPrimitives.ReadUInt32BigEndian(bytes) / (double)uint.MaxValue);
    }
}
