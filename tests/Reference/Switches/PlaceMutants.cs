namespace Conformance.Reference.Switches;

/// <summary>Mutants that look for tokens, or for names of users, where the document does not.</summary>
public static class PlaceMutants
{
    public static readonly Mutant Cookie = Dead(
        "cookie",
        "The access token is also taken from the cookie access_token, where nobody asks whether it was logged out.",
        ["nethesis", "bankezy", "fincode"]
    );
    public static readonly Mutant Query = Dead(
        "query",
        "The access token is also taken from ?token=, where nobody asks whether it was logged out.",
        ["nethesis", "bankezy"]
    );
    public static readonly Mutant Header = Dead(
        "header",
        "The access token is also taken from X-Access-Token, where nobody asks whether it was logged out.",
        ["nethesis", "fincode"]
    );
    public static readonly Mutant Basic = Dead(
        "basic",
        "The access token is also taken for the password of Basic, where nobody asks whether it was logged out.",
        ["bankezy", "fincode"]
    );
    public static readonly Mutant Form = Dead(
        "form",
        "The access token is also taken from a form, where nobody asks whether it was logged out.",
        ["nethesis", "fincode"]
    );
    public static readonly Mutant Bearer = Dead(
        "bearer",
        "The access token is also taken behind Bearer, where nobody asks whether it was logged out.",
        ["bankezy", "fincode"]
    );
    public static readonly Mutant Path = Dead(
        "path",
        "The access token is also taken from ;access_token=, where nobody asks whether it was logged out.",
        ["nethesis", "bankezy"]
    );
    public static readonly Mutant LoginCookie = Dead(
        "login-cookie",
        "The login sets a cookie that the document does not know, and that a logout does not end.",
        ["nethesis", "bankezy"]
    );
    public static readonly Mutant LiveCookie = Live(
        "cookie",
        "The access token is also taken from the cookie access_token.",
        ["sig", "rinne"]
    );
    public static readonly Mutant LiveHeader = Live("header", "The access token is also taken from X-Access-Token.", ["sig", "rinne"]);
    public static readonly Mutant ForwardedUser = Name(
        "forwarded-user",
        "Who sends X-Forwarded-User is let in as the first user.",
        ["fincode", "sig", "nethesis"]
    );
    public static readonly Mutant RemoteUser = Name(
        "remote-user",
        "Who sends Remote-User is let in as the first user.",
        ["bankezy", "rinne"]
    );

    private static Mutant Dead(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"ANY-elsewhere-{name}", "ANY-63", sentence, apis);

    private static Mutant Live(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"API8-2023-{name}", "API8-2023", sentence, apis);

    private static Mutant Name(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"ANY-name-{name}", "ANY-66", sentence, apis);
}
