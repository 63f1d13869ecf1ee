using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>A documented response of an operation.</summary>
/// <param name="Key">As written: <c>200</c>, <c>4XX</c> or <c>default</c>.</param>
/// <param name="Headers">The headers that the mock sends.</param>
/// <param name="Content">The representations in the order written; empty where the response has no body.</param>
public sealed record Response(string Key, IReadOnlyList<ResponseHeader> Headers, IReadOnlyList<Representation> Content)
{
    /// <summary>The exact status, where the key is one.</summary>
    public int? Status { get; } = int.TryParse(Key, NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;

    /// <summary>The hundreds of the statuses that the key covers, where it is a range: 4 for <c>4XX</c>.</summary>
    public int? Range { get; } = Key is [>= '1' and <= '5' and var digit, 'X' or 'x', 'X' or 'x'] ? digit - '0' : null;

    /// <summary>The headers that are documented.</summary>
    public ImmutableArray<HeaderRule> HeaderRules { get; init; } = [];

    /// <summary>The media types of <see cref="Content"/>, from the most specific to the least.</summary>
    public ImmutableArray<MediaType> MediaTypes { get; } =
    [.. Content.Select(c => c.Type).OrderByDescending(t => t.Specificity).ThenByDescending(t => t.Parameters.Length)];
}

/// <summary>A response header that is sent: its value comes from its example, default or constant.</summary>
public sealed record ResponseHeader(string Name, TextTemplate Value);

/// <summary>One representation of a response body.</summary>
/// <param name="ContentType">As written in the contract.</param>
/// <param name="Examples">Its examples in the order written; an unnamed one has the empty name. Empty where only the schema says how it looks.</param>
public sealed record Representation(string ContentType, MediaType Type, IReadOnlyList<Example> Examples)
{
    /// <summary>The schema of the body; null where it has none.</summary>
    public SchemaHandle? Schema => Type.Schema;
}

/// <summary>A named example.</summary>
/// <param name="Body">The value as it is sent: JSON, or the text of a media type that is no JSON.</param>
public sealed record Example(string Name, ExampleBody Body)
{
    /// <summary>The value as written, before the tokens that are issued were put into it.</summary>
    internal Node? Value { get; init; }
}
