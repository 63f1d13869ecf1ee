namespace Conformance.Reference.Switches;

/// <summary>Mutants in which another form of the request passes by what checks tokens.</summary>
public static class FormMutants
{
    private static readonly string[] Two = ["sig", "bankezy"];
    private static readonly string[] Others = ["fincode", "nethesis"];
    private static readonly string[] Stateless = ["nethesis", "rinne"];

    public static readonly Mutant Head = Of(
        "head",
        "A HEAD is answered as a GET, and nobody checks its token.",
        ["sig", "nethesis", "fincode"]
    );
    public static readonly Mutant Options = Of(
        "other-method",
        "A method that nobody knows is taken for the documented one, and nobody checks its token.",
        Two
    );
    public static readonly Mutant Override = Of("method-override", "With an X-HTTP-Method-Override nobody checks the token.", Two);
    public static readonly Mutant MethodParameter = Of("method-parameter", "With the parameter _method nobody checks the token.", Others);
    public static readonly Mutant TrailingSlash = Of("trailing-slash", "With a slash at the end of the path nobody checks the token.", Two);
    public static readonly Mutant DoubleSlash = Of("double-slash", "With two slashes in the path nobody checks the token.", Others);
    public static readonly Mutant Capitals = Of("path-in-capitals", "With a capital in the path nobody checks the token.", Stateless);
    public static readonly Mutant PathParameter = Of("path-parameter", "With a semicolon in the path nobody checks the token.", Two);
    public static readonly Mutant DotSegment = Of("dot-segment", "With a dot segment in the path nobody checks the token.", Others);
    public static readonly Mutant EncodedLetter = Of(
        "encoded-letter",
        "With an encoded letter in the path nobody checks the token.",
        Stateless
    );
    public static readonly Mutant Extension = Of("extension", "With .css at the end of the path nobody checks the token.", Two);
    public static readonly Mutant AcceptHtml = Of(
        "accept-html",
        "Who accepts HTML is a browser, whose token another filter would check.",
        Others
    );
    public static readonly Mutant Language = Of("language", "With an Accept-Language a cache is asked that knows no logout.", Two);
    public static readonly Mutant Ranged = Of("range", "With a Range a cache is asked that knows no logout.", Stateless);
    public static readonly Mutant NotModified = Of(
        "not-modified",
        "An If-None-Match is answered with 304 before anybody checks the token.",
        ["fincode", "nethesis", "sig"]
    );
    public static readonly Mutant Origin = Of("origin", "With an Origin nobody checks the token.", Two);
    public static readonly Mutant Crawler = Of("health-check", "A health check, by its User-Agent, is let in with any token.", Others);
    public static readonly Mutant Forwarded = Of(
        "forwarded-for",
        "Whoever is forwarded from this machine is let in with any token.",
        Stateless
    );
    public static readonly Mutant Rewritten = Of("original-url", "The filter looks at X-Original-URL in place of the path.", Two);
    public static readonly Mutant Debug = Of("debug-parameter", "With the parameter debug nobody checks the token.", Others);
    public static readonly Mutant LargeBody = Of("large-body", "With a large body nobody checks the token.", ["sig", "nethesis", "rinne"]);
    public static readonly Mutant InternalHeader = Of("internal-header", "With X-Internal: true nobody checks the token.", Two);
    public static readonly Mutant Http1 = Of(
        "http-1",
        "Over HTTP/1.0, as probes of load balancers speak, nobody checks the token.",
        Others
    );
    public static readonly Mutant Localhost = Of("host-localhost", "For the host localhost nobody checks the token.", Stateless);
    public static readonly Mutant KeptByLanguage = Of(
        "kept-by-language",
        "A token that was let in with a language is let in with that language from then on.",
        Others
    );
    public static readonly Mutant KeptByUrl = Of(
        "kept-by-url",
        "A token that was let in at a URL with parameters is let in there from then on.",
        ["nethesis", "bankezy", "grants"]
    );

    private static Mutant Of(string name, string sentence, IReadOnlyList<string> apis) => new($"ANY-form-{name}", "ANY-64", sentence, apis);
}
