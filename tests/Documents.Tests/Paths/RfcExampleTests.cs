using Conformance.Documents.Paths;

namespace Conformance.Documents.Tests.Paths;

/// <summary>The examples of RFC 9535: queries and what they select, as normalized paths.</summary>
public sealed class RfcExampleTests
{
    private const string Bookstore = """
        { "store": {
            "book": [
              { "category": "reference", "author": "Nigel Rees", "title": "Sayings of the Century", "price": 8.95 },
              { "category": "fiction", "author": "Evelyn Waugh", "title": "Sword of Honour", "price": 12.99 },
              { "category": "fiction", "author": "Herman Melville", "title": "Moby Dick", "isbn": "0-553-21311-3", "price": 8.99 },
              { "category": "fiction", "author": "J. R. R. Tolkien", "title": "The Lord of the Rings", "isbn": "0-395-19395-8", "price": 22.99 }
            ],
            "bicycle": { "color": "red", "price": 399 }
        } }
        """;

    private const string Names = """{ "o": {"j j": {"k.k": 3}}, "'": {"@": 2} }""";
    private const string Wild = """{ "o": {"j": 1, "k": 2}, "a": [5, 3] }""";
    private const string Letters = """["a", "b", "c", "d", "e", "f", "g"]""";
    private const string Nested = """{ "o": {"j": 1, "k": 2}, "a": [5, 3, [{"j": 4}, {"k": 6}]] }""";
    private const string Nulls = """{ "a": null, "b": [null], "c": [{}], "null": 1 }""";

    private const string Mixed = """
        { "a": [3, 5, 1, 2, 4, 6, {"b": "j"}, {"b": "k"}, {"b": {}}, {"b": "kilo"}],
          "o": {"p": 1, "q": 2, "r": 3, "s": 5, "t": {"u": 6}}, "e": "f" }
        """;

    [Theory]
    [InlineData(
        "$.store.book[*].author",
        "$['store']['book'][0]['author'] $['store']['book'][1]['author'] $['store']['book'][2]['author'] $['store']['book'][3]['author']"
    )]
    [InlineData(
        "$..author",
        "$['store']['book'][0]['author'] $['store']['book'][1]['author'] $['store']['book'][2]['author'] $['store']['book'][3]['author']"
    )]
    [InlineData("$.store.*", "$['store']['book'] $['store']['bicycle']")]
    [InlineData(
        "$.store..price",
        "$['store']['book'][0]['price'] $['store']['book'][1]['price'] $['store']['book'][2]['price'] $['store']['book'][3]['price'] $['store']['bicycle']['price']"
    )]
    [InlineData("$..book[2]", "$['store']['book'][2]")]
    [InlineData("$..book[2].author", "$['store']['book'][2]['author']")]
    [InlineData("$..book[2].publisher", "")]
    [InlineData("$..book[-1]", "$['store']['book'][3]")]
    [InlineData("$..book[0,1]", "$['store']['book'][0] $['store']['book'][1]")]
    [InlineData("$..book[:2]", "$['store']['book'][0] $['store']['book'][1]")]
    [InlineData("$..book[?@.isbn]", "$['store']['book'][2] $['store']['book'][3]")]
    [InlineData("$..book[?@.price<10]", "$['store']['book'][0] $['store']['book'][2]")]
    public void Selects_from_the_bookstore_of_section_1_5(string query, string expected) => AssertSelects(Bookstore, query, expected);

    [Fact]
    public void Selects_every_value_below_the_root_with_a_descendant_wildcard() =>
        Assert.Equal(27, JsonPath.Parse("$..*").Select(Reading.Sound(Bookstore)).Count);

    [Theory]
    [InlineData(Names, "$", "$")]
    [InlineData(Names, "$.o['j j']", "$['o']['j j']")]
    [InlineData(Names, "$.o['j j']['k.k']", "$['o']['j j']['k.k']")]
    [InlineData(Names, "$.o[\"j j\"][\"k.k\"]", "$['o']['j j']['k.k']")]
    [InlineData(Names, "$[\"'\"][\"@\"]", "$['\\'']['@']")]
    [InlineData(Wild, "$[*]", "$['o'] $['a']")]
    [InlineData(Wild, "$.o[*]", "$['o']['j'] $['o']['k']")]
    [InlineData(Wild, "$.o[*, *]", "$['o']['j'] $['o']['k'] $['o']['j'] $['o']['k']")]
    [InlineData(Wild, "$.a[*]", "$['a'][0] $['a'][1]")]
    [InlineData(Letters, "$[1]", "$[1]")]
    [InlineData(Letters, "$[-2]", "$[5]")]
    [InlineData(Letters, "$[7]", "")]
    [InlineData(Letters, "$[-8]", "")]
    public void Selects_names_wildcards_and_indexes_of_sections_2_3_1_to_2_3_3(string json, string query, string expected) =>
        AssertSelects(json, query, expected);

    [Theory]
    [InlineData("$[1:3]", "$[1] $[2]")]
    [InlineData("$[5:]", "$[5] $[6]")]
    [InlineData("$[1:5:2]", "$[1] $[3]")]
    [InlineData("$[5:1:-2]", "$[5] $[3]")]
    [InlineData("$[::-1]", "$[6] $[5] $[4] $[3] $[2] $[1] $[0]")]
    [InlineData("$[-2:]", "$[5] $[6]")]
    [InlineData("$[1:3:0]", "")]
    [InlineData("$[ 1 : 3 ]", "$[1] $[2]")]
    [InlineData("$[9007199254740991:-9007199254740991:-9007199254740991]", "$[6]")]
    [InlineData("$[0, 3]", "$[0] $[3]")]
    [InlineData("$[0:2, 5]", "$[0] $[1] $[5]")]
    [InlineData("$[0, 0]", "$[0] $[0]")]
    public void Selects_slices_and_unions_of_sections_2_3_4_and_2_5_1(string query, string expected) =>
        AssertSelects(Letters, query, expected);

    [Theory]
    [InlineData("$.absent1 == $.absent2", true)]
    [InlineData("$.absent1 <= $.absent2", true)]
    [InlineData("$.absent == 'g'", false)]
    [InlineData("$.absent1 != $.absent2", false)]
    [InlineData("$.absent != 'g'", true)]
    [InlineData("1 <= 2", true)]
    [InlineData("1 > 2", false)]
    [InlineData("13 == '13'", false)]
    [InlineData("'a' <= 'b'", true)]
    [InlineData("'a' > 'b'", false)]
    [InlineData("$.obj == $.arr", false)]
    [InlineData("$.obj != $.arr", true)]
    [InlineData("$.obj == $.obj", true)]
    [InlineData("$.obj != $.obj", false)]
    [InlineData("$.arr == $.arr", true)]
    [InlineData("$.arr != $.arr", false)]
    [InlineData("$.obj == 17", false)]
    [InlineData("$.obj != 17", true)]
    [InlineData("$.obj <= $.arr", false)]
    [InlineData("$.obj < $.arr", false)]
    [InlineData("$.obj <= $.obj", true)]
    [InlineData("$.arr <= $.arr", true)]
    [InlineData("1 <= $.arr", false)]
    [InlineData("1 >= $.arr", false)]
    [InlineData("1 > $.arr", false)]
    [InlineData("1 < $.arr", false)]
    [InlineData("true <= true", true)]
    [InlineData("true > true", false)]
    [InlineData("1.0 == 1", true)]
    [InlineData("1e2 == 100", true)]
    [InlineData("-0 == 0", true)]
    [InlineData("12345678901234567890123456789012345678901 < 12345678901234567890123456789012345678902", true)]
    [InlineData("'\\ud83d\\ude00' > '\\uffee'", true)]
    public void Compares_as_the_table_of_section_2_3_5_3(string comparison, bool holds) =>
        AssertSelects("""{ "obj": {"x": "y"}, "arr": [2, 3] }""", $"$[?{comparison}]", holds ? "$['obj'] $['arr']" : "");

    [Theory]
    [InlineData("$.a[?@.b == 'kilo']", "$['a'][9]")]
    [InlineData("$.a[?(@.b == 'kilo')]", "$['a'][9]")]
    [InlineData("$.a[?@>3.5]", "$['a'][1] $['a'][4] $['a'][5]")]
    [InlineData("$.a[?@.b]", "$['a'][6] $['a'][7] $['a'][8] $['a'][9]")]
    [InlineData("$[?@.*]", "$['a'] $['o']")]
    [InlineData("$[?@[?@.b]]", "$['a']")]
    [InlineData("$.o[?@<3, ?@<3]", "$['o']['p'] $['o']['q'] $['o']['p'] $['o']['q']")]
    [InlineData("$.a[?@<2 || @.b == \"k\"]", "$['a'][2] $['a'][7]")]
    [InlineData("$.a[?match(@.b, \"[jk]\")]", "$['a'][6] $['a'][7]")]
    [InlineData("$.a[?search(@.b, \"[jk]\")]", "$['a'][6] $['a'][7] $['a'][9]")]
    [InlineData("$.o[?@>1 && @<4]", "$['o']['q'] $['o']['r']")]
    [InlineData("$.o[?@.u || @.x]", "$['o']['t']")]
    [InlineData("$.a[?@.b == $.x]", "$['a'][0] $['a'][1] $['a'][2] $['a'][3] $['a'][4] $['a'][5]")]
    [InlineData("$.a[?@ == @]", "$['a'][0] $['a'][1] $['a'][2] $['a'][3] $['a'][4] $['a'][5] $['a'][6] $['a'][7] $['a'][8] $['a'][9]")]
    [InlineData("$.a[?!@.b && !(@ > 1)]", "$['a'][2]")]
    [InlineData("$.a[?length(@.b) == 4]", "$['a'][9]")]
    [InlineData("$[?length(@) == 10 || length(@) == 1]", "$['a'] $['e']")]
    [InlineData("$[?count(@.*) > 5]", "$['a']")]
    [InlineData("$[?value(@..u) == 6]", "$['o']")]
    [InlineData("$.a[?match(@.b, 'k.*')]", "$['a'][7] $['a'][9]")]
    [InlineData("$.a[?match(@.b, '(')]", "")]
    public void Filters_as_the_examples_of_sections_2_3_5_3_and_2_4(string query, string expected) => AssertSelects(Mixed, query, expected);

    [Theory]
    [InlineData("$..j", "$['o']['j'] $['a'][2][0]['j']")]
    [InlineData("$..[0]", "$['a'][0] $['a'][2][0]")]
    [InlineData("$..o", "$['o']")]
    [InlineData("$.o..[*, *]", "$['o']['j'] $['o']['k'] $['o']['j'] $['o']['k']")]
    [InlineData("$.a..[0, 1]", "$['a'][0] $['a'][1] $['a'][2][0] $['a'][2][1]")]
    public void Descends_as_the_examples_of_section_2_5_2_3(string query, string expected) => AssertSelects(Nested, query, expected);

    [Theory]
    [InlineData("$.a", "$['a']")]
    [InlineData("$.a[0]", "")]
    [InlineData("$.a.d", "")]
    [InlineData("$.b[0]", "$['b'][0]")]
    [InlineData("$.b[*]", "$['b'][0]")]
    [InlineData("$.b[?@]", "$['b'][0]")]
    [InlineData("$.b[?@==null]", "$['b'][0]")]
    [InlineData("$.c[?@.d==null]", "")]
    [InlineData("$.null", "$['null']")]
    public void Tells_null_from_absent_as_section_2_6(string query, string expected) => AssertSelects(Nulls, query, expected);

    [Theory]
    [InlineData("[1, 2, 3, 4, 5]", "$[-3]", "$[2]")]
    [InlineData("""{"a": {"b": [0, 1, 2]}}""", "$.a.b[1:2]", "$['a']['b'][1]")]
    [InlineData("""{"\u000B": 1}""", "$[\"\\u000B\"]", "$['\\u000b']")]
    [InlineData("""{"a": 1}""", "$[\"\\u0061\"]", "$['a']")]
    [InlineData("""{"a\nb\\c": 1}""", "$.*", "$['a\\nb\\\\c']")]
    [InlineData("""{"ö": {"😀": 1}}""", "$ .ö\n['\\uD83D\\uDE00']", "$['ö']['😀']")]
    public void Normalizes_paths_as_section_2_7(string json, string query, string expected) => AssertSelects(json, query, expected);

    private static void AssertSelects(string json, string query, string expected)
    {
        var selected = JsonPath.Parse(query).Select(Reading.Sound(json, "a.json")).Select(JsonPath.NormalizedPathOf).ToList();
        Assert.Equal(expected, string.Join(' ', selected));
    }
}
