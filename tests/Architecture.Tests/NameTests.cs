namespace Conformance.Architecture.Tests;

/// <summary>A type name means one thing in all of <c>src</c>.</summary>
public sealed class NameTests
{
    [Fact]
    public void A_type_name_occurs_once() =>
        Assert.Empty(
            ProductModel
                .Uses.Keys.GroupBy(t => t.Name)
                .Where(t => t.Count() > 1)
                .Select(t => $"{t.Key} is a type in {string.Join(" and ", t.Select(type => type.Namespace).Order(StringComparer.Ordinal))}")
                .Order(StringComparer.Ordinal)
        );
}
