namespace Conformance.Reference.Switches;

/// <summary>Mutants in which a logout that is written otherwise than documented is answered, and ends nothing.</summary>
public static class LogoutMutants
{
    private static readonly string[] Two = ["nethesis", "grants"];
    private static readonly string[] Cookies = ["fincode", "cookies"];

    public static readonly Mutant TrailingSlash = Of("with-a-slash", "A logout with a slash at the end of its path ends nothing.", Cookies);
    public static readonly Mutant Capitals = Of("in-capitals", "A logout with a capital in its path ends nothing.", Two);
    public static readonly Mutant Parameter = Of(
        "with-an-unknown-parameter",
        "A logout with a parameter that nobody knows ends nothing.",
        Two
    );
    public static readonly Mutant Forwarded = Of("from-a-proxy", "A logout that a proxy passed on ends nothing.", Cookies);
    public static readonly Mutant Override = Of(
        "with-an-override",
        "A logout with an X-HTTP-Method-Override ends nothing.",
        ["bankezy", "cookies"]
    );
    public static readonly Mutant LargeHeader = Of(
        "with-a-large-header",
        "A logout with headers of more than four thousand octets ends nothing.",
        ["bankezy", "grants"]
    );
    public static readonly Mutant SmallScheme = Of(
        "behind-a-small-scheme",
        "A logout whose token stands behind bearer in small letters ends nothing.",
        ["sig", "nethesis", "grants"]
    );
    public static readonly Mutant TwoBlanks = Of("behind-two-blanks", "A logout whose token stands behind two blanks ends nothing.", Two);
    public static readonly Mutant Padded = Of(
        "of-a-padded-token",
        "A logout with a padded token writes the padded one on the list.",
        ["fincode", "nethesis", "bankezy"]
    );
    public static readonly Mutant Quoted = Of(
        "of-a-quoted-token",
        "A logout with a token in quotes writes the quoted one on the list.",
        ["fincode", "bankezy"]
    );
    public static readonly Mutant TwoCookies = Of(
        "beside-another-cookie",
        "A logout whose session cookie stands behind another cookie ends nothing.",
        ["cookies"]
    );
    public static readonly Mutant Query = Of(
        "by-the-query",
        "A logout whose token stands in the query is answered, and ends nothing.",
        ["grants"],
        isDeep: true
    );
    public static readonly Mutant NameInCapitals = new(
        "ANY-name-in-capitals-survives",
        "ANY-80",
        "A login takes the name in capitals too; the logout looks for sessions under the name as it is kept.",
        ["grants"]
    );
    public static readonly Mutant NameWithBlanks = new(
        "ANY-name-with-blanks-survives",
        "ANY-80",
        "A login takes the name with blanks around it too; the logout looks for sessions under the name as it is kept.",
        ["cookies"]
    );

    private static Mutant Of(string name, string sentence, IReadOnlyList<string> apis, bool isDeep = false) =>
        new($"ANY-logout-{name}-deaf", "ANY-80", sentence, apis) { IsDeep = isDeep };
}
