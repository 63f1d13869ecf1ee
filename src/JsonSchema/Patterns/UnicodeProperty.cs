using System.Globalization;

namespace Conformance.JsonSchema.Patterns;

/// <summary>
/// The properties that <c>\p{…}</c> can name: general categories in their short and long spellings, and a few exact others.
/// </summary>
internal static class UnicodeProperty
{
    public const int AllCategories = (1 << 30) - 1;

    // In the order of UnicodeCategory.
    private static readonly (string Short, string Long)[] Categories =
    [
        ("Lu", "Uppercase_Letter"),
        ("Ll", "Lowercase_Letter"),
        ("Lt", "Titlecase_Letter"),
        ("Lm", "Modifier_Letter"),
        ("Lo", "Other_Letter"),
        ("Mn", "Nonspacing_Mark"),
        ("Mc", "Spacing_Mark"),
        ("Me", "Enclosing_Mark"),
        ("Nd", "Decimal_Number"),
        ("Nl", "Letter_Number"),
        ("No", "Other_Number"),
        ("Zs", "Space_Separator"),
        ("Zl", "Line_Separator"),
        ("Zp", "Paragraph_Separator"),
        ("Cc", "Control"),
        ("Cf", "Format"),
        ("Cs", "Surrogate"),
        ("Co", "Private_Use"),
        ("Pc", "Connector_Punctuation"),
        ("Pd", "Dash_Punctuation"),
        ("Ps", "Open_Punctuation"),
        ("Pe", "Close_Punctuation"),
        ("Pi", "Initial_Punctuation"),
        ("Pf", "Final_Punctuation"),
        ("Po", "Other_Punctuation"),
        ("Sm", "Math_Symbol"),
        ("Sc", "Currency_Symbol"),
        ("Sk", "Modifier_Symbol"),
        ("So", "Other_Symbol"),
        ("Cn", "Unassigned"),
    ];

    private static readonly Dictionary<string, string> Groups = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Mark"] = "M",
        ["Combining_Mark"] = "M",
        ["Number"] = "N",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
        ["Other"] = "C",
        ["digit"] = "Nd",
        ["cntrl"] = "Cc",
    };

    private static readonly Lazy<(int First, int Last, UnicodeCategory Category)[]> Runs = new(FindRuns);

    /// <summary>
    /// The set a property stands for, such as <c>L</c>, <c>Letter</c>, <c>gc=Lu</c> or <c>ASCII</c>; null when it is not known.
    /// </summary>
    public static CodePointSet? Find(string property)
    {
        var equals = property.IndexOf('=', StringComparison.Ordinal);
        if (equals >= 0)
        {
            return property[..equals] is "gc" or "General_Category" && CategoriesOf(property[(equals + 1)..]) is var value and not 0
                ? new CodePointSet().AddCategories(value)
                : null;
        }

        return property switch
        {
            "Any" => new CodePointSet().Add(0, 0x10FFFF),
            "ASCII" => new CodePointSet().Add(0, 0x7F),
            "ASCII_Hex_Digit" or "AHex" => new CodePointSet().Add(('0', '9'), ('A', 'F'), ('a', 'f')),
            "Assigned" => new CodePointSet().AddCategories(AllCategories & ~CategoriesOf("Cn")),
            "White_Space" or "space" => new CodePointSet().AddCategories(CategoriesOf("Z")).Add(('\t', '\r'), (0x85, 0x85)),
            _ => CategoriesOf(property) is var categories and not 0 ? new CodePointSet().AddCategories(categories) : null,
        };
    }

    /// <summary>The short names of the categories in a set of bits.</summary>
    public static IEnumerable<string> CategoryNames(int categories) =>
        Categories.Where((_, index) => (categories & (1 << index)) != 0).Select(category => category.Short);

    /// <summary>All code points of the categories in a set of bits.</summary>
    public static IEnumerable<(int First, int Last)> RangesOf(int categories) =>
        categories == 0 ? [] : Runs.Value.Where(run => (categories & (1 << (int)run.Category)) != 0).Select(run => (run.First, run.Last));

    private static int CategoriesOf(string name)
    {
        if (name is "LC" or "Cased_Letter")
            return CategoriesOf("Lu") | CategoriesOf("Ll") | CategoriesOf("Lt");
        name = Groups.GetValueOrDefault(name, name);
        var found = 0;
        for (var index = 0; index < Categories.Length; index++)
        {
            var (abbreviation, full) = Categories[index];
            if (abbreviation == name || full == name || (name.Length == 1 && abbreviation[0] == name[0]))
                found |= 1 << index;
        }

        return found;
    }

    private static (int First, int Last, UnicodeCategory Category)[] FindRuns()
    {
        var runs = new List<(int, int, UnicodeCategory)>();
        var first = 0;
        for (var point = 1; point <= 0x110000; point++)
        {
            var category = CharUnicodeInfo.GetUnicodeCategory(first);
            if (point <= 0x10FFFF && CharUnicodeInfo.GetUnicodeCategory(point) == category)
                continue;
            runs.Add((first, point - 1, category));
            first = point;
        }

        return [.. runs];
    }
}
