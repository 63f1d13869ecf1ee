namespace Conformance.Reference.Switches;

/// <summary>Mutants of how answers look.</summary>
public static class AnswerMutants
{
    public static readonly Mutant LogoutAnswers204 = new(
        "ANY-logout-answers-204",
        "ANY-01",
        "A logout answers 204 without a body.",
        Apis.All
    );
    public static readonly Mutant LogoutAnswers500 = new(
        "ANY-logout-answers-500",
        "ANY-01",
        "A logout does its work and answers 500.",
        Apis.All
    );
    public static readonly Mutant WrongMediaType = new("ANY-wrong-media-type", "ANY-19", "JSON is sent as text/html.", Apis.All);
    public static readonly Mutant NumberAsText = new(
        "ANY-number-as-text",
        "ANY-19",
        "Numbers and booleans are sent as texts.",
        ["sig", "nethesis", "bankezy", "rinne"]
    );
    public static readonly Mutant FieldMissing = new(
        "ANY-field-missing",
        "ANY-19",
        "The first member of a logout's answer, and of a refusal, is left out.",
        Apis.All
    );
    public static readonly Mutant WrongEnvelope = new("ANY-wrong-envelope", "ANY-19", "Refusals are wrapped in {\"result\":…}.", Apis.All);
    public static readonly Mutant HtmlErrors = new("ANY-html-errors", "ANY-19", "Refusals are HTML pages.", Apis.All);
    public static readonly Mutant BadBody500 = new(
        "ANY-bad-body-500",
        "ANY-18",
        "A request that is not as described makes the server fail with 500.",
        Apis.All
    );
    public static readonly Mutant NoChallenge = new(
        "RFC9110-11.6.1-no-challenge",
        "RFC9110-11.6.1",
        "A 401 has no WWW-Authenticate.",
        Apis.All
    );
    public static readonly Mutant BareChallenge = new(
        "RFC6750-3-bare-challenge",
        "RFC6750-3",
        "The Bearer challenge has no parameter.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant NoErrorCode = new(
        "RFC6750-3.1-no-error-code",
        "RFC6750-3.1",
        "The challenge for a bad token has no error code.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant ErrorWithoutToken = new(
        "RFC6750-3.1-error-without-token",
        "RFC6750-3.1",
        "The challenge has an error code even when no token was sent.",
        ["nethesis", "rinne"]
    );
    public static readonly Mutant NoAllow = new("RFC9110-15.5.6-no-allow", "RFC9110-15.5.6", "A 405 has no Allow.", Apis.All);
    public static readonly Mutant WrongMethod404 = new(
        "RFC9110-15.5.6-wrong-method-404",
        "RFC9110-15.5.6",
        "A method that the path does not know gets 404.",
        Apis.All
    );
    public static readonly Mutant MediaType400 = new(
        "RFC9110-15.5.16-media-type-400",
        "RFC9110-15.5.16",
        "A body of another media type gets 400.",
        Apis.All
    );
    public static readonly Mutant Cacheable = new(
        "RFC9111-5.2.2.5-cacheable",
        "RFC9111-5.2.2.5",
        "Answers with tokens may be stored: no Cache-Control.",
        Apis.All
    );
    public static readonly Mutant CookieTwice = new(
        "RFC6265-4.1.1-cookie-twice",
        "RFC6265-4.1.1",
        "Successful answers set a cookie of the same name twice.",
        Apis.All
    );
}
