using Conformance.Documents.Overlays;

namespace Conformance.Documents.Tests.Overlays;

public sealed class ApplyTests
{
    [Theory]
    [InlineData("{a: {b: 1}}", "{target: $.a, update: {c: 2, b: 3}}", "{\"a\":{\"b\":3,\"c\":2}}")]
    [InlineData(
        "{a: {b: {c: 1}}}",
        "{target: $, update: {a: {b: {d: 2}}, e: {f: []}}}",
        "{\"a\":{\"b\":{\"c\":1,\"d\":2}},\"e\":{\"f\":[]}}"
    )]
    [InlineData("{a: {b: null}}", "{target: $.a, update: {b: 1}}", "{\"a\":{\"b\":1}}")]
    [InlineData("{a: {b: [1]}}", "{target: $.a, update: {b: [2, 3]}}", "{\"a\":{\"b\":[1,2,3]}}")]
    [InlineData("{a: [1]}", "{target: $.a, update: [2, [3]]}", "{\"a\":[1,2,[3]]}")]
    [InlineData("{a: [1]}", "{target: $.a, update: {b: 2}}", "{\"a\":[1,{\"b\":2}]}")]
    [InlineData("{a: [1]}", "{target: $.a, update: 2}", "{\"a\":[1,2]}")]
    [InlineData("{a: 1}", "{target: $.a, update: x}", "{\"a\":\"x\"}")]
    [InlineData("{a: [1, 2]}", "{target: '$.a[1]', update: null}", "{\"a\":[1,null]}")]
    [InlineData("{a: [1, 2]}", "{target: '$.a[*]', update: 0}", "{\"a\":[0,0]}")]
    [InlineData("text", "{target: $, update: other}", "\"other\"")]
    [InlineData("{a: {b: 1}}", "{target: $.a, update: {b: 2}, remove: true}", "{}")]
    [InlineData("{a: {b: 1}}", "{target: $.a, update: {b: 2}, remove: false}", "{\"a\":{\"b\":2}}")]
    [InlineData("{a: [1, 2, 3, 4]}", "{target: '$.a[?@ > 1 && @ < 4]', remove: true}", "{\"a\":[1,4]}")]
    [InlineData("{a: {a: {a: 1}}, b: 2}", "{target: $..a, remove: true}", "{\"b\":2}")]
    [InlineData("{a: [1, 2]}", "{target: '$.a[0, 0]', remove: true}", "{\"a\":[2]}")]
    [InlineData("{a: [1], b: [2]}", "{target: '$[\"a\", \"a\", \"b\"]', update: 3}", "{\"a\":[1,3],\"b\":[2,3]}")]
    [InlineData("{a: {x: 1}, b: {y: 2}}", "{target: $.b, copy: $.a}", "{\"a\":{\"x\":1},\"b\":{\"y\":2,\"x\":1}}")]
    [InlineData("{a: {b: {}}}", "{target: $.a.b, copy: $.a}", "{\"a\":{\"b\":{\"b\":{}}}}")]
    [InlineData("{a: [1], b: [2]}", "{target: $.b, copy: $.a}", "{\"a\":[1],\"b\":[2,1]}")]
    [InlineData("{a: 1, b: 2}", "{target: $.b, copy: $.a}", "{\"a\":1,\"b\":1}")]
    public void Changes_what_the_target_selects(string document, string action, string expected)
    {
        var (result, problems) = Apply(document, action);
        Assert.Empty(problems);
        Assert.Equal(expected, result.ToString());
    }

    [Fact]
    public void Applies_each_action_to_the_result_of_the_one_before()
    {
        // The specification's example of a move.
        var (result, problems) = Apply(
            "{paths: {/items: {get: {}}, /some-items: {delete: {}}}}",
            "{target: $.paths, update: {/new-items: {}}}",
            "{target: \"$.paths['/new-items']\", copy: \"$.paths['/items']\"}",
            "{target: \"$.paths['/items']\", remove: true}"
        );
        Assert.Empty(problems);
        Assert.Equal("{\"paths\":{\"/some-items\":{\"delete\":{}},\"/new-items\":{\"get\":{}}}}", result.ToString());
    }

    [Theory]
    [InlineData("{a: {b: 1}}", "{target: $.a, update: 2}", "1:25 overlay-incompatible")]
    [InlineData("{a: {b: 1}}", "{target: $, update: {a: 2}}", "1:27 overlay-incompatible")]
    [InlineData("{a: {b: 1}}", "{target: $, update: {a: [2]}}", "1:27 overlay-incompatible")]
    [InlineData("{a: [1]}", "{target: $, update: {a: 2}}", "1:27 overlay-incompatible")]
    [InlineData("{a: 1}", "{target: $, update: {a: {b: 1}}}", "1:27 overlay-incompatible")]
    [InlineData("{a: 1}", "{target: $.a, update: {b: 1}}", "1:25 overlay-incompatible")]
    [InlineData("{a: 1}", "{target: $, remove: true}", "1:12 overlay-remove-root")]
    [InlineData("{a: 1, b: {}}", "{target: $.*, update: {c: 1}}", "1:12 overlay-mixed-target")]
    [InlineData("{a: 1}", "{target: $, copy: $.b}", "1:21 overlay-copy-source")]
    [InlineData("{a: 1, b: 2}", "{target: $, copy: $.*}", "1:21 overlay-copy-source")]
    [InlineData("{a: 1}", "{target: $.b, update: {}}", "1:12 overlay-no-match")]
    [InlineData("{a: 1}", "{target: $.b, remove: true}", "1:12 overlay-no-match")]
    public void Reports_an_action_that_does_not_fit_and_leaves_the_document(string document, string action, string expected)
    {
        var (result, problems) = Apply(document, action);
        var problem = Assert.Single(problems);
        Assert.Equal(expected, $"{problem.At.Line}:{problem.At.Column} {problem.Rule}");
        Assert.Equal("overlay.yaml", problem.At.File);
        Assert.Equal(expected.EndsWith("no-match", StringComparison.Ordinal) ? Severity.Warning : Severity.Error, problem.Severity);
        Assert.True(Node.DeepEquals(Reading.Sound(document), result), result.ToString());
    }

    [Fact]
    public void Tells_the_first_segment_that_does_not_match()
    {
        var (_, problems) = Apply("{paths: {/logout: {post: {}}}}", "{target: \"$.paths['/logut'].post\", remove: true}");
        var problem = Assert.Single(problems);
        Assert.Equal(
            "The target \"$.paths['/logut'].post\" matches nothing: \"['/logut']\" has no match below \"$.paths\".",
            problem.Message
        );
        Assert.Equal("Did you mean \"/logout\"?", problem.Mend);
    }

    [Fact]
    public void Keeps_the_places_of_both_files()
    {
        var (result, _) = Apply("a: {b: 1}\nc: [x]\n", "{target: $, update: {a: {d: 2, b: 3}, c: [y]}}");
        Assert.Equal("document.yaml:1:4", result["a"]!.At.ToString());
        Assert.Equal("overlay.yaml:1:31", result["a"]!["d"]!.At.ToString());
        Assert.Equal("overlay.yaml:1:37", result["a"]!["b"]!.At.ToString());
        Assert.Equal("document.yaml:2:5", result["c"]![0]!.At.ToString());
        Assert.Equal("overlay.yaml:1:45", result["c"]![1]!.At.ToString());
        Assert.Equal("/c/1", result["c"]![1]!.Pointer);
    }

    [Fact]
    public void Renumbers_the_items_behind_a_removed_one()
    {
        var (result, _) = Apply("[a, b, c, d]", "{target: '$[0,2]', remove: true}");
        Assert.Equal(["/0", "/1"], result.Items.Select(item => item.Pointer));
    }

    [Fact]
    public void Leaves_document_and_update_as_they_were()
    {
        var document = Reading.Sound("{a: {}, b: {}}");
        var actions = Reading.Sound("[{target: $.*, update: {c: {d: 1}}}, {target: $.a.c, update: {e: 2}}]");
        var problems = new Problems();
        var result = Overlay.Apply(document, OverlayActions.Read(actions, problems), problems);
        Assert.Equal("{\"a\":{\"c\":{\"d\":1,\"e\":2}},\"b\":{\"c\":{\"d\":1}}}", result.ToString());
        Assert.Equal("{\"a\":{},\"b\":{}}", document.ToString());
        Assert.Equal("{\"c\":{\"d\":1}}", actions[0]!["update"]!.ToString());
    }

    [Fact]
    public void Refuses_to_let_a_document_grow_without_end()
    {
        var (_, large) = Apply("{a: [1, 2]}", [.. Enumerable.Repeat("{target: $.a, copy: $.a}", 40)]);
        Assert.Equal("overlay-too-large", Assert.Single(large).Rule);
        var (_, deep) = Apply(
            "{a: {}}",
            [
                .. Enumerable
                    .Range(0, 300)
                    .Select(i => $"{{target: '{string.Concat("$.a", string.Concat(Enumerable.Repeat(".a", i)))}', update: {{a: {{}}}}}}"),
            ]
        );
        Assert.Contains(deep, problem => problem.Rule == "overlay-too-large");
    }

    private static (Node Result, Problems Problems) Apply(string document, params string[] actions)
    {
        var problems = new Problems();
        var list = Reading.Sound($"[ {string.Join(",\n", actions)} ]", "overlay.yaml");
        return (Overlay.Apply(Reading.Sound(document, "document.yaml"), OverlayActions.Read(list, problems), problems), problems);
    }
}
