using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Structure;

/// <summary>Short forms for the tables.</summary>
internal static class FixedFields
{
    public static FixedField Optional(string name, Shape shape) => new(name, shape);

    public static FixedField Required(string name, Shape shape) => new(name, shape) { Required = true };

    /// <summary>A text for readers.</summary>
    public static FixedField Prose(string name) => new(name, Shape.Text) { Prose = true };

    public static FixedField RequiredProse(string name) => new(name, Shape.Text) { Prose = true, Required = true };

    public static FixedField Since(this FixedField field, SpecVersion version) => field with { Since = version };

    public static FixedField Until(this FixedField field, SpecVersion version) => field with { Until = version };
}
