using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Verification.Oracle;
using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>The kinds of values that steps are written with.</summary>
[Binding]
internal sealed class StepValues(ScenarioState state)
{
    [StepArgumentTransformation(
        Name = "session",
        Regex = "(the session|the sibling session|the other user's session|the look-alike's session|session [1-9][0-9]*)"
    )]
    public ClientSession Session(string name) => state.Session(name);

    [StepArgumentTransformation(Name = "user", Regex = "(the first user|the second user)")]
    public static UserPosition User(string name) => new(name == "the first user" ? 0 : 1);

    [StepArgumentTransformation(Name = "token", Regex = "(access|refresh|client|csrf|ticket) token")]
    public static TokenName Token(string kind) => new(kind);

    [StepArgumentTransformation(Name = "forgery", Regex = "(malformed|tampered|altered|unsigned|re-signed|key-swapped|made-up)")]
    public static ForgeryName Forge(string name) =>
        new(
            name switch
            {
                "malformed" => Forgery.Malformed,
                "tampered" => Forgery.Tampered,
                "altered" => Forgery.Altered,
                "unsigned" => Forgery.Unsigned,
                "re-signed" => Forgery.Resigned,
                "key-swapped" => Forgery.KeySwapped,
                _ => Forgery.MadeUp,
            }
        );

    [StepArgumentTransformation(
        Name = "reason",
        Regex = "(missing|malformed|unknown|expired|revoked|wrong-kind|foreign|reused|wrong-scheme|credentials|client|invalid|unsupported-media-type)"
    )]
    public static ReasonName Reason(string name) => new(Refusals.All.First(r => r.Name() == name));

    [StepArgumentTransformation(Name = "json", Regex = @"(""(?:[^""\\]|\\.)*""|-?\d+(?:\.\d+)?|true|false|null|\{.*\}|\[.*\])")]
    public static JsonValueText Json(string text) => new(Parse(text));

    [StepArgumentTransformation(Name = "duration", Regex = "(P[0-9DTHMSW.]+)")]
    public static TimeSpan Duration(string text) => System.Xml.XmlConvert.ToTimeSpan(text);

    /// <summary>The JSON of a cell, a doc string or a value in a step.</summary>
    public static JsonNode? Parse(string text)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException exception)
        {
            throw new FormatException(
                $"\"{text}\" is no JSON ({exception.Message}); write a text in quotation marks, a number, true, false, null, an object or an array.",
                exception
            );
        }
    }
}

/// <summary>The position of a user among those of the target, from 0.</summary>
internal readonly record struct UserPosition(int Index);

/// <summary>A kind of token by name.</summary>
internal readonly record struct TokenName(string Name);

/// <summary>A way to make a bad token.</summary>
internal readonly record struct ForgeryName(Forgery Forgery);

/// <summary>Why a request is refused.</summary>
internal readonly record struct ReasonName(Refusal Reason);

/// <summary>A JSON value; null is JSON's.</summary>
internal sealed record JsonValueText(JsonNode? Value);

/// <summary>Fields of a JSON body as steps name them: <c>data.errors.0.key</c>.</summary>
internal static class BodyField
{
    /// <summary>The field as a pointer.</summary>
    public static JsonPointer Pointer(string field) => Segments(field).Aggregate(JsonPointer.Root, (pointer, name) => pointer.Append(name));

    /// <summary>The field as a place of a request's body.</summary>
    public static Expression Place(string field) => new(ExpressionSource.RequestBody, Pointer(field).ToString());

    /// <summary>The names on the way.</summary>
    public static string[] Segments(string field) => field.Split('.');
}

/// <summary>Reqnroll's attribute with what <c>conform list steps</c> tells of a step.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GivenAttribute(string expression) : Reqnroll.GivenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}

/// <inheritdoc cref="GivenAttribute"/>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class WhenAttribute(string expression) : Reqnroll.WhenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}

/// <inheritdoc cref="GivenAttribute"/>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ThenAttribute(string expression) : Reqnroll.ThenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}
