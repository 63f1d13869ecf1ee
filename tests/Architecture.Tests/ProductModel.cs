using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using Conformance.TestKit;
using Compiled = ArchUnitNET.Domain.Architecture;

namespace Conformance.Architecture.Tests;

/// <summary>A type of <c>src</c> that stands in no other one; what is nested in it, written or generated, is part of it.</summary>
/// <param name="Room">The folder of <c>src</c>.</param>
/// <param name="Folder">The folder of the room, whatever lies within it; empty at the room's root.</param>
/// <param name="Namespace">The whole namespace.</param>
/// <param name="Name">The name without type parameters.</param>
internal sealed record ProductType(string Room, string Folder, string Namespace, string Name);

/// <summary>The compiled types of <c>src</c>, and which of them use which.</summary>
internal static class ProductModel
{
    private const string Prefix = "Conformance.";

    private static readonly Lazy<Compiled> Loaded = new(() =>
        new ArchLoader()
            .LoadFilteredDirectory(AppContext.BaseDirectory, Prefix + "*.dll")
            .LoadFilteredDirectory(AppContext.BaseDirectory, "conform.dll")
            .Build()
    );

    private static readonly Lazy<IReadOnlyDictionary<ProductType, IReadOnlySet<ProductType>>> LoadedUses = new(ReadUses);

    /// <summary>The folders of <c>src</c>.</summary>
    public static IReadOnlyList<string> Rooms { get; } =
    [.. Directory.EnumerateDirectories(Repository.PathOf("src")).Select(d => Path.GetFileName(d)!).Order(StringComparer.Ordinal)];

    /// <summary>All assemblies of the product as ArchUnitNET reads them.</summary>
    public static Compiled Architecture => Loaded.Value;

    /// <summary>Every type of <c>src</c>, with those of <c>src</c> that it uses. What a constant's value came from is not seen.</summary>
    public static IReadOnlyDictionary<ProductType, IReadOnlySet<ProductType>> Uses => LoadedUses.Value;

    private static Dictionary<ProductType, IReadOnlySet<ProductType>> ReadUses()
    {
        var uses = new Dictionary<ProductType, IReadOnlySet<ProductType>>();
        foreach (var types in Architecture.Types.Select(t => (Type: t, Outermost: Find(t.FullName))).GroupBy(t => t.Outermost))
        {
            if (types.Key is not { } user)
                continue;
            var used = types
                .SelectMany(t => t.Type.Dependencies)
                .SelectMany(d => d.TargetGenericArguments.SelectMany(Names).Prepend(d.Target.FullName))
                .Select(Find)
                .OfType<ProductType>()
                .ToHashSet();
            used.Remove(user);
            uses.Add(user, used);
        }

        return uses;
    }

    private static IEnumerable<string> Names(GenericArgument argument) =>
        argument.GenericArguments.SelectMany(Names).Prepend(argument.Type.FullName);

    // "Conformance.Room.Folder.Type`1+Nested"; what the compiler adds for a file, or for all, has a "<" in its name.
    private static ProductType? Find(string fullName)
    {
        var outermost = fullName.Split('+')[0];
        if (!outermost.StartsWith(Prefix, StringComparison.Ordinal) || outermost.Contains('<', StringComparison.Ordinal))
            return null;
        var parts = outermost[Prefix.Length..].Split('.');
        return parts.Length > 1 && Rooms.Contains(parts[0])
            ? new ProductType(
                parts[0],
                parts.Length > 2 ? parts[1] : string.Empty,
                Prefix + string.Join('.', parts[..^1]),
                parts[^1].Split('`')[0]
            )
            : null;
    }
}
