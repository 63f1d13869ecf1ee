using System.Collections.Immutable;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Structure;

/// <summary>An object of the OpenAPI Specification: its name there and its fields.</summary>
internal sealed record ObjectShape : Shape
{
    public ObjectShape(string name, params ImmutableArray<FixedField> fields)
        : base($"{(name[0] is 'A' or 'E' or 'I' or 'O' or 'X' ? "an" : "a")} {name}") => (Name, Fields) = (name, fields);

    /// <summary>As the specification's headings have it: <c>Parameter Object</c>.</summary>
    public string Name { get; }

    public ImmutableArray<FixedField> Fields { get; }

    /// <summary>The first version in which a Reference Object may stand in its place; null where none may.</summary>
    public SpecVersion? ReferableSince { get; init; }

    /// <summary>Whether fields that begin with <c>x-</c> are extensions.</summary>
    public bool Extensions { get; init; } = true;

    /// <summary>Whether <c>$ref</c> is a field of the object itself, beside others.</summary>
    public bool HasOwnReference { get; init; }

    /// <summary>Fields of which only one may stand.</summary>
    public ImmutableArray<(string One, string Other)> Exclusive { get; init; } = [];

    /// <summary>Fields of which at least one must stand; empty where none must.</summary>
    public ImmutableArray<string> OneOf { get; init; } = [];

    // Two tables are the same only where they are one; their fields lead back to them.
    public bool Equals(ObjectShape? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);

    /// <summary>The field of a name in a version; null where it has none.</summary>
    public FixedField? Find(string name, SpecVersion version) => Fields.FirstOrDefault(f => f.Name == name && f.IsIn(version));
}

/// <summary>A field of an object.</summary>
internal sealed record FixedField(string Name, Shape Shape)
{
    public SpecVersion Since { get; init; } = SpecVersion.V20;

    public SpecVersion Until { get; init; } = SpecVersion.V32;

    public bool Required { get; init; }

    /// <summary>The last version that requires it.</summary>
    public SpecVersion RequiredUntil { get; init; } = SpecVersion.V32;

    /// <summary>Whether it is for readers alone, so that a mistake in it is harmless.</summary>
    public bool Prose { get; init; }

    public bool IsIn(SpecVersion version) => version >= Since && version <= Until;

    public bool IsRequiredIn(SpecVersion version) => Required && IsIn(version) && version <= RequiredUntil;
}
