namespace Conformance.Reference.Switches;

/// <summary>Mutants in which the list of dead tokens knows one text of each, and the reader of tokens takes more.</summary>
public static class SpellingMutants
{
    public static readonly Mutant Padded = Of(
        "padded",
        "A dead token with padding is another one to the list of dead tokens.",
        ["fincode", "nethesis", "bankezy"]
    );
    public static readonly Mutant Blank = Of(
        "blank",
        "A dead token with blanks around it is another one to the list of dead tokens.",
        ["sig", "nethesis"]
    );
    public static readonly Mutant Quoted = Of(
        "quoted",
        "A dead token in quotes is another one to the list of dead tokens.",
        ["sig", "bankezy", "fincode"]
    );
    public static readonly Mutant InCapitals = Of(
        "capitals",
        "The dead refresh token in capitals is another one to the list of dead tokens, and the same to the table.",
        ["sig"]
    );
    public static readonly Mutant OtherAlphabet = Of(
        "other-alphabet",
        "A dead token in the other base64 alphabet is another one to the list of dead tokens.",
        ["fincode", "nethesis"]
    );
    public static readonly Mutant LastCharacter = Of(
        "last-character",
        "A dead token with an equivalent last character is another one to the list of dead tokens.",
        ["fincode", "nethesis", "bankezy"]
    );
    public static readonly Mutant Encoded = Of(
        "encoded",
        "A dead token that is percent-encoded is another one to the list of dead tokens.",
        ["sig", "bankezy"]
    );
    public static readonly Mutant More = Of(
        "more",
        "What stands behind a dead token and a comma, a semicolon or a blank makes it another one to the list of dead tokens.",
        ["fincode", "bankezy"]
    );
    public static readonly Mutant SmallScheme = Of(
        "small-scheme",
        "Behind bearer in small letters nobody looks into the list of dead tokens.",
        ["nethesis"]
    );
    public static readonly Mutant TwoBlanks = Of(
        "two-blanks",
        "Behind Bearer and two blanks nobody looks into the list of dead tokens.",
        ["nethesis"]
    );

    private static Mutant Of(string name, string sentence, IReadOnlyList<string> apis) =>
        new($"ANY-spelled-{name}", "ANY-62", sentence, apis);
}
