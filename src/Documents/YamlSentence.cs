namespace Conformance.Documents;

/// <summary>Our words for a syntax error of YamlDotNet, known by a part of its message.</summary>
/// <param name="AtEnd">Whether the eye should go to the end of the range that YamlDotNet gives and not to its start.</param>
/// <param name="Message">The sentence; <c>{0}</c> stands for what is found at the place.</param>
internal sealed record YamlSentence(string Part, bool AtEnd, string Message, string Mend)
{
    private static readonly YamlSentence[] _all =
    [
        new(
            "multiline plain scalar, found invalid mapping",
            AtEnd: false,
            "A \":\" stands here, but the line above is no key because it has no \":\" of its own.",
            "Add the missing \":\" to the line above, or correct its indentation."
        ),
        new(
            "plain scalar value, found invalid mapping",
            AtEnd: false,
            "A \":\" stands here inside an unquoted value.",
            "Quote the whole value if it is text, or correct the indentation if it is a key."
        ),
        new(
            "quoted scalar, found unexpected end of stream",
            AtEnd: false,
            "The quoted text that begins here is never closed: {0}.",
            "Add the closing quote; within single quotes a quote is written twice."
        ),
        new(
            "found unknown escape character",
            AtEnd: true,
            "The escape {0} is unknown within double quotes.",
            "Write the backslash twice, or use single quotes."
        ),
        new(
            "invalid Unicode surrogates",
            AtEnd: true,
            "A \\u escape before here is half of a surrogate pair, which is no character.",
            "Write both halves, or the character itself."
        ),
        new("character that cannot start any token", AtEnd: false, "An unquoted value cannot begin with {0}.", "Quote the value."),
        new(
            "did not find expected '-' indicator",
            AtEnd: false,
            "Found {0}; expected \"- \" as in the lines of the list above.",
            "Correct the indentation, or begin the line with \"- \"."
        ),
        new(
            "Block sequence entries are not allowed",
            AtEnd: false,
            "A list item cannot stand here: {0}.",
            "Begin the list on a line of its own, or quote the value if it is text."
        ),
        new(
            "undefined tag handle",
            AtEnd: false,
            "The tag {0} has a prefix that is not declared.",
            "Remove the tag, or quote the value if it is text."
        ),
        new(
            "incompatible YAML document",
            AtEnd: false,
            "The directive {0} asks for another version of YAML; expected 1.1 or 1.2.",
            "Remove the directive."
        ),
        new("more than one anchor", AtEnd: false, "A second anchor stands here: {0}.", "Keep one of the two."),
        new(
            "did not find expected comment or line break",
            AtEnd: true,
            "Found {0} on the line of \"|\" or \">\"; expected the text on the next lines.",
            "Move the text to the next line and indent it."
        ),
        new(
            "scanning an anchor or alias",
            AtEnd: false,
            "Found {0}; expected the name of an anchor or alias after \"&\" or \"*\".",
            "Quote the value if it is text."
        ),
        new(
            "did not find expected node content",
            AtEnd: false,
            "Found {0}; expected a value.",
            "Remove it, or quote the value if it is text."
        ),
        new(
            "block mapping, did not find expected key",
            AtEnd: false,
            "Found {0}; expected a key that stands in line with those above it.",
            "Correct the indentation, or quote the value before it as a whole."
        ),
    ];

    /// <summary>The first sentence whose part occurs in the message of YamlDotNet; null when there is none.</summary>
    public static YamlSentence? For(string message) =>
        Array.Find(_all, sentence => message.Contains(sentence.Part, StringComparison.Ordinal));
}
