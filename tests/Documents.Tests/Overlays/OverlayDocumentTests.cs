using Conformance.Documents.Overlays;

namespace Conformance.Documents.Tests.Overlays;

public sealed class OverlayDocumentTests
{
    private const string Head = "overlay: 1.0.0\ninfo: {title: T, version: 1.0.0}\n";

    [Fact]
    public void Reads_a_sound_overlay()
    {
        var problems = new Problems();
        var overlay = OverlayDocument.Read(
            Reading.Sound(
                $$"""
                {{Head}}extends: ./openapi.yaml
                x-note: free
                actions:
                  - { target: $.a, description: why, update: {b: 1}, x-why: free }
                  - { target: $.c, remove: true }
                """
            ),
            problems
        );
        Assert.Empty(problems);
        Assert.Equal(("1.0.0", "T", "1.0.0", "./openapi.yaml"), (overlay!.Version, overlay.Title, overlay.InfoVersion, overlay.Extends));
        Assert.Equal(["$.a", "$.c"], overlay.Actions.Select(action => action.Target.Text));
        Assert.Equal(
            (false, "why", "{\"b\":1}"),
            (overlay.Actions[0].Remove, overlay.Actions[0].Description, overlay.Actions[0].Update!.ToString())
        );
        Assert.Equal((true, null, null), (overlay.Actions[1].Remove, overlay.Actions[1].Description, overlay.Actions[1].Update));
        Assert.Equal("a.yaml:6:15", overlay.Actions[0].TargetAt.ToString());
    }

    [Theory]
    [InlineData("[]", "1:1 overlay-field-type")]
    [InlineData("{}", "1:1 overlay-missing-field;1:1 overlay-missing-field;1:1 overlay-missing-field")]
    [InlineData("overlay: 1.0\ninfo: {title: T, version: 1.0.0}\nactions: [{target: $, remove: true}]", "1:10 overlay-field-type")]
    [InlineData("overlay: 2.0.0\ninfo: {title: T, version: 1.0.0}\nactions: [{target: $, remove: true}]", "1:10 overlay-version")]
    [InlineData("overlay: 1.0.0\ninfo: x\nactions: [{target: $, remove: true}]", "2:7 overlay-field-type")]
    [InlineData(
        "overlay: 1.0.0\ninfo: {version: 1, titel: x}\nactions: [{target: $, remove: true}]",
        "2:7 overlay-missing-field;2:17 overlay-field-type;2:20 overlay-unknown-field"
    )]
    [InlineData(Head, "1:1 overlay-missing-field")]
    [InlineData(Head + "actions: []", "3:10 overlay-no-actions")]
    [InlineData(Head + "actions: {}", "3:10 overlay-field-type")]
    [InlineData(Head + "action: []\nactions: [{target: $, remove: true}]", "3:1 overlay-unknown-field")]
    [InlineData(Head + "extends: 1\nactions: [{target: $, remove: true}]", "3:10 overlay-field-type")]
    [InlineData(
        Head + "actions:\n- x\n- {}\n- {target: 1, update: {}}\n- {target: $., update: {}}",
        "4:3 overlay-field-type;5:3 overlay-missing-field;5:3 overlay-no-effect;6:12 overlay-field-type;7:12 jsonpath-syntax"
    )]
    [InlineData(
        Head + "actions:\n- {target: $, remove: yes}\n- {target: $, description: 1, update: {}}\n- {target: $}",
        "4:23 overlay-field-type;5:28 overlay-field-type;6:3 overlay-no-effect"
    )]
    [InlineData(Head + "actions:\n- {target: $, updates: {}, remove: true}", "4:15 overlay-unknown-field")]
    [InlineData(Head + "actions:\n- {target: $, copy: $.a}", "4:15 overlay-later-version")]
    [InlineData(Head + "actions:\n- {target: $, update: {}, copy: $.a}", "4:27 overlay-ambiguous-action;4:27 overlay-later-version")]
    [InlineData(Head + "actions:\n- {target: $, copy: a}", "4:15 overlay-later-version;4:21 jsonpath-syntax")]
    public void Reports_every_mistake_with_its_place(string text, string expected)
    {
        var problems = new Problems();
        OverlayDocument.Read(Reading.Sound(text), problems);
        Assert.Equal(expected.Split(';'), problems.Select(problem => $"{problem.At.Line}:{problem.At.Column} {problem.Rule}"));
    }

    [Fact]
    public void Leaves_out_only_the_actions_that_have_a_mistake()
    {
        var problems = new Problems();
        var overlay = OverlayDocument.Read(
            Reading.Sound(Head + "actions:\n- {target: $., remove: true}\n- {target: $.b, remove: true}"),
            problems
        );
        Assert.Equal("$.b", Assert.Single(overlay!.Actions).Target.Text);
        Assert.Contains("at its column 3 found the end", Assert.Single(problems).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Suggests_the_field_that_was_meant()
    {
        var problems = new Problems();
        OverlayActions.Read(Reading.Sound("- {target: $, updte: {}, remove: true}"), problems);
        Assert.Equal("Did you mean \"update\"?", Assert.Single(problems).Mend);
    }
}
