namespace Conformance.Reference.Switches;

/// <summary>The servers, by what their documents have in common.</summary>
internal static class Apis
{
    public static readonly string[] Fincode = ["fincode"];
    public static readonly string[] Sig = ["sig"];
    public static readonly string[] Nethesis = ["nethesis"];
    public static readonly string[] Bankezy = ["bankezy"];
    public static readonly string[] Rinne = ["rinne"];

    /// <summary>All five.</summary>
    public static readonly string[] All = ["fincode", "sig", "nethesis", "bankezy", "rinne"];

    /// <summary>Those whose logout ends some token at once: all but Rinne.</summary>
    public static readonly string[] Revoking = ["fincode", "sig", "nethesis", "bankezy"];

    /// <summary>Those whose logout takes a body.</summary>
    public static readonly string[] WithBody = Revoking;

    /// <summary>Those whose access token is a JWT.</summary>
    public static readonly string[] Jwt = ["fincode", "sig", "nethesis", "rinne"];

    /// <summary>Those whose access token travels in the Authorization header.</summary>
    public static readonly string[] Bearer = ["sig", "nethesis", "rinne"];

    /// <summary>Those whose access token travels in a header of their own.</summary>
    public static readonly string[] OwnHeader = ["fincode", "bankezy"];

    /// <summary>Those that have a refresh token beside the access token.</summary>
    public static readonly string[] RefreshTokens = ["fincode", "sig", "nethesis"];
}
