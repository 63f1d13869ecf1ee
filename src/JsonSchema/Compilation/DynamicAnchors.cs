using Conformance.JsonSchema.Evaluation;
using Conformance.JsonSchema.Resources;

namespace Conformance.JsonSchema.Compilation;

/// <summary>
/// Sees to it that every resource a validation can enter has a compiled schema for each dynamic anchor that some <c>$dynamicRef</c> names.
/// </summary>
internal sealed class DynamicAnchors(SchemaGraph graph)
{
    private readonly HashSet<SchemaResource> _resources = [.. graph.Resources];
    private readonly Dictionary<string, DynamicAnchor> _anchors = new(graph.DynamicAnchors, StringComparer.Ordinal);
    private readonly Dictionary<(SchemaResource Resource, DynamicAnchor Anchor), CompiledNode> _targets = [];

    public void Reach(SchemaResource resource) => _resources.Add(resource);

    public DynamicAnchor Named(string name)
    {
        if (!_anchors.TryGetValue(name, out var anchor))
        {
            anchor = new DynamicAnchor(name);
            _anchors.Add(name, anchor);
        }

        return anchor;
    }

    /// <summary>Asks for the targets that are still missing; true when there were any.</summary>
    public bool CompileTargets(SchemaCompiler compiler)
    {
        var before = _targets.Count;
        foreach (var resource in _resources)
        {
            foreach (var (name, anchor) in _anchors)
            {
                if (
                    resource.DynamicAnchors.Contains(name)
                    && anchor.TargetIn(resource) is null
                    && !_targets.ContainsKey((resource, anchor))
                )
                    _targets.Add((resource, anchor), compiler.NodeFor(resource.Anchors[name]));
            }
        }

        return _targets.Count > before;
    }

    /// <summary>Makes the targets known to validations, once the whole compilation has succeeded.</summary>
    public void Publish()
    {
        foreach (var ofAnchor in _targets.GroupBy(target => target.Key.Anchor))
            ofAnchor.Key.AddTargets(ofAnchor.Select(target => KeyValuePair.Create(target.Key.Resource, target.Value)));
        graph.Resources.UnionWith(_resources);
        foreach (var (name, anchor) in _anchors)
            graph.DynamicAnchors[name] = anchor;
    }
}
