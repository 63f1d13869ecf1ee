using System.Collections.Immutable;
using Conformance.Reporting.Views;

namespace Conformance.Reporting.Sarif;

/// <summary>Places in files (section 3.29). A file below the current folder is told relative to it, so that a report fits any checkout.</summary>
internal static class SarifPlace
{
    private const string Root = "%SRCROOT%";

    /// <summary>What the files are told relative to (section 3.14.14).</summary>
    public static ImmutableDictionary<string, SarifArtifactLocation> Bases { get; } =
        ImmutableDictionary.CreateRange([
            KeyValuePair.Create(Root, new SarifArtifactLocation(Description: SarifMessage.Of("The folder in which the run was started."))),
        ]);

    /// <param name="line">Counts from 1; less where it is not known.</param>
    /// <param name="column">As <paramref name="line"/>.</param>
    /// <param name="message">What the place is; null where it needs no word.</param>
    public static SarifLocation Of(string file, int line, int column, string? message)
    {
        var relative = Relative(file);
        return new SarifLocation(
            new SarifPhysicalLocation(
                relative is null ? new SarifArtifactLocation(new Uri(file).AbsoluteUri) : new SarifArtifactLocation(relative, Root),
                line >= 1 ? new SarifRegion(line, column >= 1 ? column : null) : null
            ),
            message is null ? null : SarifMessage.Of(message)
        );
    }

    private static string? Relative(string file) =>
        FilePlace.Relative(file) is { } path ? string.Join('/', path.Split('/').Select(Uri.EscapeDataString)) : null;
}
