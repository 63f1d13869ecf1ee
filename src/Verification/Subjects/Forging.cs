using Conformance.Verification.Steps;

namespace Conformance.Verification.Subjects;

/// <summary>Makes bad tokens of a session's good ones.</summary>
internal static class Forging
{
    /// <summary>A bad token.</summary>
    /// <exception cref="NotApplicableException">Tokens of this form cannot be forged so.</exception>
    public static string Forge(this Scene scene, Forgery forgery, ClientSession session, TokenName token)
    {
        var good = scene.TokenOf(session, token.Name);
        if (!TokenForge.Applies(forgery, good))
            throw new NotApplicableException($"The {token.Name} token is no signed JWT.");
        if (
            forgery == Forgery.KeySwapped
            && TokenForge.Part(good, 0)?["alg"]?.ToString().StartsWith("HS", StringComparison.Ordinal) == true
        )
            throw new NotApplicableException(
                $"The {token.Name} token is signed with a secret, so there is no public key to mistake for one."
            );
        if (forgery == Forgery.KeySwapped && scene.Target.PublicKey is null)
            throw new NotApplicableException(
                "The target's public key is not known. Name it with --public-key to have its text tried as a secret."
            );
        var bad = TokenForge.Make(forgery, good, scene.Target.PublicKey);

        // Most of it is the good one's.
        if (forgery != Forgery.Malformed)
            scene.Conversation.Redactor.Add($"forged-{token.Name}", bad);
        return bad;
    }
}
