namespace Conformance.RoundTrip.Tests.Trips;

/// <summary>One way to bring an operation to one of its documented statuses with the generated C# client.</summary>
/// <param name="Operation">The operation's id in the contract.</param>
/// <param name="Status">The documented status.</param>
/// <param name="How">What leads to it, for people.</param>
/// <param name="Body">The type that the client reads the body of this status as.</param>
/// <param name="CallAsync">Does what leads to it; the last call decides.</param>
internal sealed record Trip(string Operation, int Status, string How, Type Body, Func<Target, Task<object>> CallAsync)
{
    /// <summary>Why a reference server cannot be brought there; null where it can.</summary>
    public string? NotOnReference { get; init; }
}
