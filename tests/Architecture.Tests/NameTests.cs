namespace Conformance.Architecture.Tests;

/// <summary>A type name means one thing in all of <c>src</c>.</summary>
public sealed class NameTests
{
    /// <summary>The names that still occur more than once. The list may only shrink: one that is given away has to be taken out.</summary>
    private static readonly string[] KnownTwice = ["Field", "Fields", "JsonText", "PathText", "Reading"];

    [Fact]
    public void A_type_name_occurs_once_but_for_the_known_ones()
    {
        var twice = ProductModel.Uses.Keys.GroupBy(t => t.Name).Where(t => t.Count() > 1).ToDictionary(t => t.Key, StringComparer.Ordinal);
        var unknown = twice
            .Where(t => !KnownTwice.Contains(t.Key))
            .Select(t =>
                $"{t.Key} is a type in {string.Join(" and ", t.Value.Select(type => type.Namespace).Order(StringComparer.Ordinal))}"
            )
            .Order(StringComparer.Ordinal)
            .ToList();
        var gone = KnownTwice.Except(twice.Keys).Select(name => $"{name} occurs no longer twice, so take it out of the list").ToList();
        Assert.True(unknown.Count == 0 && gone.Count == 0, string.Join('\n', unknown.Concat(gone)));
    }
}
