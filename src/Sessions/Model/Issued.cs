using System.Collections.Immutable;

namespace Conformance.Sessions;

/// <summary>The tokens that a login or a refresh hands out, in the order they were asked for.</summary>
public sealed record Issued(Session Session, ImmutableArray<IssuedToken> Tokens)
{
    /// <summary>The token of this kind, or null.</summary>
    public IssuedToken? OfKind(int kind)
    {
        foreach (var token in Tokens)
        {
            if (token.Kind == kind)
                return token;
        }
        return null;
    }
}

/// <summary>A token that was handed out: the only place where its text and its record stand together.</summary>
public sealed record IssuedToken(int Kind, string Text, TokenRecord Record);
