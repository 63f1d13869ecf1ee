using System.Runtime.InteropServices;

namespace Conformance.Sessions;

/// <summary>What became of the tokens that a request presented.</summary>
/// <param name="Reason">Why they are refused; <see cref="RefusalReason.None"/> when they are accepted.</param>
/// <param name="Detail">More about a refused token that has no record.</param>
/// <param name="Kind">The kind that the refusing place wanted, or that of <paramref name="Token"/>; -1 when there is neither.</param>
/// <param name="Token">The record of the refused token if there is one, or of the first accepted token.</param>
/// <param name="Session">The session of the refused token; or the one the accepted tokens belong to, a user's before nobody's.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Decision(RefusalReason Reason, RefusalDetail Detail, int Kind, TokenRecord? Token, Session? Session)
{
    /// <summary>Whether the operation may go on.</summary>
    public bool Accepted => Reason == RefusalReason.None;
}
