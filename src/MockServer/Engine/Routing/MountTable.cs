using System.Collections.Immutable;
using Conformance.Contracts;
using Conformance.Contracts.Routing;

namespace Conformance.MockServer.Engine.Routing;

/// <summary>Finds the contract and path entry of a request: each contract lies under its name, a single one at its documented paths too.</summary>
internal sealed class MountTable(ImmutableArray<MountedContract> mounts)
{
    private readonly Dictionary<string, MountedContract>.AlternateLookup<ReadOnlySpan<char>> _byName = mounts
        .ToDictionary(m => m.Contract.Name, StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What is served, for people: <c>/a, /b</c>.</summary>
    public string Overview { get; } = string.Join(", ", mounts.Select(m => m.Prefix));

    /// <summary>Looks up a raw path.</summary>
    public RouteResult Find(ReadOnlySpan<char> path)
    {
        var name = path is ['/', ..] ? path[1..] : path;
        var slash = name.IndexOf('/');
        var prefix = (slash < 0 ? name.Length : slash) + 1;
        if (_byName.TryGetValue(slash < 0 ? name : name[..slash], out var mount))
        {
            var rest = prefix < path.Length ? path[prefix..] : "/";
            var entry = mount.Contract.Routes.Find(rest, out var values);
            if (entry is not null || mounts.Length > 1)
                return new RouteResult(mount, entry, values, prefix);
        }

        if (mounts is not [var single])
            return default;
        return new RouteResult(single, single.Contract.Routes.Find(path, out var parameters), parameters, 0);
    }
}

/// <summary>Where a path leads.</summary>
/// <param name="Mount">Null where no contract lies there.</param>
/// <param name="Entry">Null where the contract has no such path.</param>
/// <param name="Values">What the path's parameters caught.</param>
/// <param name="PrefixLength">How many characters of the path come before the contract's own.</param>
internal readonly record struct RouteResult(MountedContract? Mount, PathEntry? Entry, IReadOnlyList<string> Values, int PrefixLength);

/// <summary>A contract that is being served; its sessions are in the states of namespaces.</summary>
/// <param name="Prefix">The path before the contract's own paths: <c>/my-api</c>.</param>
/// <param name="Index">Which of the mock's contracts it is, from 0 on.</param>
public sealed record MountedContract(Contract Contract, string Prefix, int Index)
{
    /// <summary>How many times what its tokens are and do has changed since the start: sessions of another number are over.</summary>
    internal int PolicyNumber { get; init; }

    /// <summary>The fixed credentials of the client that alone are taken, by the contract's names for them.</summary>
    internal ImmutableDictionary<string, string> Client { get; init; } = ImmutableDictionary<string, string>.Empty;
}

/// <summary>What is served at a time: taken once for a request, which then does not notice that another one takes its place.</summary>
internal sealed class ServedContracts(ImmutableArray<MountedContract> mounts)
{
    public ImmutableArray<MountedContract> Mounts { get; } = mounts;

    public MountTable Routes { get; } = new(mounts);
}
