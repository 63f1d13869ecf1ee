using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Proxying.Tokens;
using Conformance.Validation;
using Conformance.Verification.Client;

namespace Conformance.Proxying.Judging;

/// <summary>An exchange as the judging of its tokens sees it.</summary>
/// <param name="Ways">The alternatives that the request presents in full.</param>
internal sealed record TokenLook(PassedExchange Exchange, Operation Operation, Reply Reply, ImmutableArray<PresentedWay> Ways)
{
    private readonly HashSet<string> _dead = new(StringComparer.Ordinal);

    /// <summary>Whether the client sent what the contract documents.</summary>
    public required bool IsAsDocumented { get; init; }

    /// <summary>Whether another request is under way that may end tokens, and may have done so already.</summary>
    public required bool IsEndingUnderWay { get; init; }

    /// <summary>Whether all of the answer is known that tells a success from a refusal.</summary>
    public required bool KnowsBody { get; init; }

    /// <summary>Whether the request was let in. 304 says that what the client keeps is still its own (RFC 9110, section 15.4.5).</summary>
    public bool IsSuccess { get; } = Exchange.Status == 304 || Operation.IsSuccess(Reply);

    /// <summary>Every token that is presented.</summary>
    public IEnumerable<PresentedText> All => Ways.SelectMany(w => w.Tokens);

    /// <summary>The tokens of the alternative that lets the request in: the first one of which none is dead, else the first.</summary>
    public ImmutableArray<PresentedText> Counting =>
        Ways.IsEmpty ? [] : (Ways.FirstOrDefault(w => !w.Tokens.Any(IsDead)) ?? Ways[0]).Tokens;

    /// <summary>Whether a token was found dead.</summary>
    public bool IsDead(PresentedText token) => _dead.Contains(token.Text);

    /// <summary>Tells what the tokens were when the request began.</summary>
    public Dictionary<PresentedText, (FollowedToken? Token, TokenStanding Standing)> LookUp(TokenBook book)
    {
        var found = new Dictionary<PresentedText, (FollowedToken?, TokenStanding)>();
        foreach (var presented in All)
        {
            var token = book.Find(book.KeyOf(presented.Text));
            if (token is not null && token.Kind != presented.Kind)
                token = null;
            var standing = book.StandingOf(token, Exchange.Begun, Exchange.BegunAt);
            if (standing == TokenStanding.Dead)
                _dead.Add(presented.Text);
            found[presented] = (token, standing);
        }

        return found;
    }
}
