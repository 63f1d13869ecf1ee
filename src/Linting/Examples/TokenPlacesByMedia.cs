using Conformance.Contracts.Expressions;
using Conformance.Contracts.OpenApi;
using Conformance.Contracts.OpenApi.Session;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Examples;

/// <summary>Where in the bodies of which representations an operation writes the tokens that it issues.</summary>
internal sealed class TokenPlacesByMedia
{
    private readonly Dictionary<Node, HashSet<string>> _places = [];

    public TokenPlacesByMedia(LintContext context)
    {
        foreach (var operation in context.Inventory.Of(PathObjects.Operation))
        {
            foreach (var policy in SessionNodes.Of(operation))
                Add(context, operation, policy);
        }
    }

    /// <summary>JSON pointers into the body; empty where no token stands in it.</summary>
    public IReadOnlyCollection<string> Of(Node media) => _places.TryGetValue(media, out var places) ? places : [];

    private void Add(LintContext context, Node operation, Node policy)
    {
        var pointers = (policy["issues"]?.Members ?? [])
            .Select(m => TextAround.Parse(m.Value.AsString() ?? "")?.Place)
            .Where(e => e?.Source == ExpressionSource.ResponseBody)
            .Select(e => e!.Name!)
            .ToList();
        if (policy["lists"]?.AsString() is ['$', ..] lists)
            pointers.Add(lists[(lists.IndexOf('#', StringComparison.Ordinal) + 1)..]);
        if (pointers.Count == 0)
            return;
        var status = policy["succeeds"]?["status"]?.AsInt32();
        foreach (var response in (operation["responses"]?.Members ?? []).Where(r => ResponseCompiler.IsOfSuccess(r.Name, status)))
        {
            foreach (var media in context.Resolve(response.Value)?["content"]?.Members ?? [])
                Add(media.Value, pointers);
        }
    }

    private void Add(Node media, List<string> pointers)
    {
        if (!_places.TryGetValue(media, out var places))
            _places[media] = places = new HashSet<string>(StringComparer.Ordinal);
        places.UnionWith(pointers);
    }
}
