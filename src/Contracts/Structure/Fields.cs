using Conformance.Contracts.OpenApi;
using Conformance.Contracts.Schemas;

namespace Conformance.Contracts.Structure;

/// <summary>Short forms for the tables.</summary>
internal static class Fields
{
    public static Field Optional(string name, Shape shape) => new(name, shape);

    public static Field Required(string name, Shape shape) => new(name, shape) { Required = true };

    /// <summary>A text for readers.</summary>
    public static Field Prose(string name) => new(name, Shape.Text) { Prose = true };

    public static Field RequiredProse(string name) => new(name, Shape.Text) { Prose = true, Required = true };

    public static Field Since(this Field field, SpecVersion version) => field with { Since = version };

    public static Field Until(this Field field, SpecVersion version) => field with { Until = version };
}
