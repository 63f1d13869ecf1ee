using System.Diagnostics.CodeAnalysis;
using Conformance.Sessions.Tokens;

namespace Conformance.Sessions.Rules;

/// <summary>
/// One call's presented tokens, what the store found of them, and what the rules made of them. It is reused by later calls on its
/// thread, so that presenting a token allocates nothing.
/// </summary>
internal sealed class Presentation
{
    /// <summary>The most tokens that one call may present.</summary>
    public const int MostPlaces = 16;

    [ThreadStatic]
    private static Presentation? _idle;

    private readonly PresentedToken[] _places = new PresentedToken[MostPlaces];
    private readonly TokenKey[] _keys = new TokenKey[MostPlaces];
    private readonly TokenRecord?[] _found = new TokenRecord?[MostPlaces];
    private readonly TokenFinding?[] _examined = new TokenFinding?[MostPlaces];
    private int _count;

    public ReadOnlySpan<PresentedToken> Places => _places.AsSpan(0, _count);

    public ReadOnlyMemory<TokenKey> Keys => _keys.AsMemory(0, _count);

    /// <summary>The record of each place, as the store found it.</summary>
    public Memory<TokenRecord?> Found => _found.AsMemory(0, _count);

    /// <summary>What each text without a record turned out to be; kept, because verifying a signature takes long.</summary>
    public Span<TokenFinding?> Examined => _examined.AsSpan(0, _count);

    /// <summary>A bit for each place whose token counts: accepted, or expired where that is tolerated.</summary>
    public uint Counting { get; set; }

    /// <summary>A bit for each place whose token counts although it has expired.</summary>
    public uint Renewable { get; set; }

    /// <summary>The first failure that was passed over, and the kind its place wanted.</summary>
    public (TokenFinding Finding, int Kind) PassedOver { get; set; }

    /// <exception cref="ArgumentException">Too many tokens are presented, or one has a kind that the policy does not have.</exception>
    public static Presentation Of(ReadOnlySpan<PresentedToken> presented, SessionPolicy policy)
    {
        if (presented.Length > MostPlaces)
            ThrowTooMany(presented.Length);
        var presentation = _idle ?? new Presentation();
        _idle = null;
        presentation._count = presented.Length;
        presented.CopyTo(presentation._places);
        for (var i = 0; i < presented.Length; i++)
        {
            if ((uint)presented[i].Kind >= (uint)policy.Kinds.Length)
                ThrowNoSuchKind(presented[i].Kind, policy);
            var text = presented[i].Text;
            presentation._keys[i] = string.IsNullOrEmpty(text) || text.Length > PresentedToken.LongestText ? default : TokenKey.Of(text);
        }

        return presentation;
    }

    /// <summary>The record of a place if its token counts, else null.</summary>
    public TokenRecord? CountingRecord(int place) => (Counting & (1u << place)) != 0 ? _found[place] : null;

    public bool IsRenewable(int place) => (Renewable & (1u << place)) != 0;

    /// <summary>Gives it back. Only the one who took it may, once, when nobody reads it any more.</summary>
    public void Return()
    {
        Array.Clear(_places, 0, _count); // the texts are secrets, and the records keep sessions alive
        Array.Clear(_found, 0, _count);
        Array.Clear(_examined, 0, _count);
        _idle = this;
    }

    [DoesNotReturn]
    private static void ThrowTooMany(int count) =>
        throw new ArgumentException($"A call presents {count} tokens; expected at most {MostPlaces}.", nameof(count));

    [DoesNotReturn]
    private static void ThrowNoSuchKind(int kind, SessionPolicy policy) =>
        throw new ArgumentException(
            $"A token is presented as kind {kind}; expected 0 to {policy.Kinds.Length - 1}, the policy's kinds.",
            nameof(kind)
        );
}
