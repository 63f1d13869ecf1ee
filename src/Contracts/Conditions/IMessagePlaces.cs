using System.Text.Json;
using Conformance.Contracts.Expressions;

namespace Conformance.Contracts.Conditions;

/// <summary>A request or a response, by its places.</summary>
public interface IMessagePlaces
{
    /// <summary>What stands at a place; nothing where the message has no such place.</summary>
    PlaceValue At(Expression place);
}

/// <summary>What stands at a place of a message: a text, a JSON value, or nothing.</summary>
public readonly record struct PlaceValue
{
    /// <summary>A text, such as that of a header or of a form's field; null for nothing.</summary>
    public PlaceValue(string? text) => Text = text;

    /// <summary>A JSON value; null for nothing.</summary>
    public PlaceValue(JsonElement? json) => Json = json;

    /// <summary>The text; null where there is none, or a JSON value.</summary>
    public string? Text { get; }

    /// <summary>The JSON value; null where there is none, or a text.</summary>
    public JsonElement? Json { get; }

    /// <summary>Whether anything is there; JSON's null is something.</summary>
    public bool IsPresent => Text is not null || Json is not null;
}
