using Conformance.JsonSchema.Evaluation;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Sees to it that every resource a validation can enter has a compiled schema for each dynamic anchor that some <c>$dynamicRef</c> names.
/// </summary>
internal sealed class DynamicAnchors(SchemaGraph graph)
{
    private readonly HashSet<SchemaResource> _resources = [.. graph.Resources];
    private readonly Dictionary<string, int> _numbers = new(graph.DynamicAnchors, StringComparer.Ordinal);
    private readonly Dictionary<(SchemaResource Resource, int Anchor), SchemaNode> _targets = [];

    public void Reach(SchemaResource resource) => _resources.Add(resource);

    public int NumberOf(string anchor)
    {
        if (!_numbers.TryGetValue(anchor, out var number))
        {
            number = _numbers.Count;
            _numbers.Add(anchor, number);
        }

        return number;
    }

    /// <summary>Asks for the targets that are still missing; true when there were any.</summary>
    public bool CompileTargets(SchemaCompiler compiler)
    {
        var before = _targets.Count;
        foreach (var resource in _resources)
        {
            foreach (var (name, number) in _numbers)
            {
                if (
                    resource.DynamicAnchors.Contains(name)
                    && resource.DynamicTarget(number) is null
                    && !_targets.ContainsKey((resource, number))
                )
                    _targets.Add((resource, number), compiler.NodeFor(resource.Anchors[name]));
            }
        }

        return _targets.Count > before;
    }

    /// <summary>Makes the targets known to validations, once the whole compilation has succeeded.</summary>
    public void Publish()
    {
        foreach (var ((resource, number), node) in _targets)
            resource.SetDynamicTarget(number, node);
        graph.Resources.UnionWith(_resources);
        foreach (var (name, number) in _numbers)
            graph.DynamicAnchors[name] = number;
    }
}
