using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;

namespace Conformance.Proxying.Forwarding;

/// <summary>Finds the operations of a contract behind the paths of a target.</summary>
internal static class OperationRoutes
{
    /// <summary>
    /// The routes at an address. A path in it takes the place of the documented one; where it ends with that, other documented base paths lie beside it.
    /// </summary>
    public static RouteTable<PathEntry> At(Contract contract, Uri target)
    {
        var path = target.AbsolutePath.TrimEnd('/');
        if (path.Length == 0)
            return contract.Routes;
        var ending = contract
            .Operations.SelectMany(o => o.BasePaths)
            .Where(b => b.Length > 0 && path.EndsWith(b, StringComparison.Ordinal))
            .MaxBy(b => b.Length);
        var routes = new RouteTable<PathEntry>();
        foreach (var operation in contract.Operations)
        {
            IEnumerable<string> bases = ending is null ? [path] : operation.BasePaths.Select(b => path[..^ending.Length] + b);
            foreach (var start in bases.Distinct(StringComparer.Ordinal))
                routes.GetOrAdd(start + operation.Path, () => new PathEntry()).Add(operation);
        }

        return routes;
    }

    /// <summary>The operations that a request may mean: one, or those of its method and path that a condition tells apart.</summary>
    public static IReadOnlyList<Operation> Candidates(PathEntry? entry, string method, IReadOnlyList<string> values)
    {
        if (entry?.For(method, values) is not { } operation)
            return [];
        return entry.VariantsOf(operation) is { Count: > 0 } variants ? variants : [operation];
    }
}
