using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Looks into the last answer.</summary>
[Binding]
internal sealed partial class AnswerSteps(ScenarioState state)
{
    [Then("the answer is {int}", Description = "The status.", Example = "the answer is 200")]
    public void Status(int status)
    {
        if (state.Reply.Status != status)
            throw state.Oracle.MissedStatus(status, state.Reply);
    }

    [Then("the body is exactly:", Description = "The body is this JSON value; the order of its members does not count.")]
    public void BodyIs(string body)
    {
        var expected = StepValues.Parse(body);
        if (!AreEqual(state.Reply.Json, expected))
            throw state.Oracle.MissInBody($"the body {expected?.ToJsonString() ?? "null"}", state.Reply);
    }

    [Then("the body is JSON", Description = "The body is a JSON value, and its media type says so.")]
    public void BodyIsJson()
    {
        if (!state.Reply.IsJson || (state.Reply.Json is null && state.Reply.Text.Trim() != "null"))
            throw state.Oracle.MissInBody(
                "a JSON body",
                $"{state.Oracle.Tell(state.Reply)} ({state.Reply.ContentType ?? "no Content-Type"})",
                state.Reply
            );
    }

    [Then(
        "the field {string} is {json}",
        Description = "A field of the body has this value; names are joined by dots.",
        Example = "the field \"code\" is 200"
    )]
    public void FieldIs(string field, JsonValueText value)
    {
        if (!AreEqual(Present(field), value.Value))
            throw state.Oracle.MissInBody($"{field}: {value.Value?.ToJsonString() ?? "null"}", state.Reply);
    }

    [Then(
        "the field {string} is either {string} or {string}",
        Description = "A field of the body has one of two texts.",
        Example = "the field \"data.type\" is either \"a\" or \"b\""
    )]
    public void FieldIsOneOf(string field, string first, string second)
    {
        if (Present(field)?.ToString() is not { } text || (text != first && text != second))
            throw state.Oracle.MissInBody($"{field}: \"{first}\" or \"{second}\"", state.Reply);
    }

    [Then("the field {string} is a text", Description = "A field of the body is a string.", Example = "the field \"message\" is a text")]
    public void FieldIsText(string field)
    {
        if (Present(field)?.GetValueKind() != System.Text.Json.JsonValueKind.String)
            throw state.Oracle.MissInBody($"{field}: a text", state.Reply);
    }

    [Then(
        "the field {string} is an object or null",
        Description = "A field of the body is an object, or null.",
        Example = "the field \"data\" is an object or null"
    )]
    public void FieldIsObject(string field)
    {
        if (Present(field) is not (null or JsonObject))
            throw state.Oracle.MissInBody($"{field}: an object or null", state.Reply);
    }

    [Then(
        "the field {string} is a time",
        Description = "A field of the body is a date-time of RFC 3339.",
        Example = "the field \"error.timestamp\" is a time"
    )]
    public void FieldIsTime(string field)
    {
        if (
            Present(field)?.ToString() is not { } text
            || !DateTime().IsMatch(text)
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out _)
        )
            throw state.Oracle.MissInBody($"{field}: a date-time such as 2026-01-31T12:00:00Z", state.Reply);
    }

    [Then(
        "the field {string} is the status",
        Description = "A field of the body repeats the HTTP status.",
        Example = "the field \"code\" is the status"
    )]
    public void FieldIsStatus(string field)
    {
        if (Present(field)?.ToJsonString() != state.Reply.Status.ToString(CultureInfo.InvariantCulture))
            throw state.Oracle.MissInBody($"{field}: {state.Reply.Status}, the HTTP status", state.Reply);
    }

    [Then(
        "the field {string} is the path of the request",
        Description = "A field of the body repeats the path that was asked for, with the documented base path or the target's own.",
        Example = "the field \"error.path\" is the path of the request"
    )]
    public void FieldIsPath(string field)
    {
        var documented = state.Reply.Request.Operation.BasePaths[0] + state.Reply.Request.Path;
        var asked = state.Conversation.Urls[state.Reply.Number - 1].AbsolutePath;
        if (Present(field)?.ToString() is not { } found || (found != documented && found != asked))
            throw state.Oracle.MissInBody($"{field}: \"{documented}\"", state.Reply);
    }

    [Then(
        "the body has the field {string}",
        Description = "A field of the body is there, whatever its value.",
        Example = "the body has the field \"message\""
    )]
    public void HasField(string field) => Present(field);

    [Then(
        "some {string} has the {string} {json}",
        Description = "An item of a list in the body has a field of this value.",
        Example = "some \"data.errors\" has the \"key\" \"refresh_token\""
    )]
    public void SomeItemHas(string list, string field, JsonValueText value)
    {
        if (Present(list) is not JsonArray items || !items.Any(i => AreEqual((i as JsonObject)?[field], value.Value)))
            throw state.Oracle.MissInBody($"an item of {list} with {field} {value.Value?.ToJsonString()}", state.Reply);
    }

    [Then(
        "every {string} has the field(s) {string}",
        Description = "Each item of a list in the body has these fields, which commas separate.",
        Example = "every \"data.errors\" has the fields \"key, message, value\""
    )]
    public void EveryItemHas(string list, string fields)
    {
        var names = fields.Split(',', StringSplitOptions.TrimEntries);
        if (Present(list) is not JsonArray { Count: > 0 } items || !items.All(i => i is JsonObject item && names.All(item.ContainsKey)))
            throw state.Oracle.MissInBody($"a list {list} whose items have {fields}", state.Reply);
    }

    // The library compares no number whose exponent has more than nine digits.
    private static bool AreEqual(JsonNode? left, JsonNode? right)
    {
        try
        {
            return JsonNode.DeepEquals(left, right);
        }
        catch (ArgumentOutOfRangeException)
        {
            return false;
        }
    }

    // RFC 3339, section 5.6.
    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}:\d{2}(\.\d+)?([Zz]|[+-]\d{2}:\d{2})$", RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex DateTime();

    private JsonNode? Present(string field)
    {
        var segments = BodyField.Segments(field);
        var holder = state.Reply.At(segments[..^1]);
        var has = holder is JsonObject known
            ? known.ContainsKey(segments[^1])
            : holder is JsonArray && state.Reply.At(segments) is not null;
        return has ? state.Reply.At(segments) : throw state.Oracle.MissInBody($"a body with the field {field}", state.Reply);
    }
}
