using Conformance.Contracts.Expressions;
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
            var pointers = (operation["x-session"]?["issues"]?.Members ?? [])
                .Select(m => Expression.Parse(m.Value.AsString() ?? ""))
                .Where(e => e?.Source == ExpressionSource.ResponseBody)
                .Select(e => e!.Name!)
                .ToList();
            if (pointers.Count == 0)
                continue;
            foreach (var response in (operation["responses"]?.Members ?? []).Where(r => r.Name.StartsWith('2')))
            {
                foreach (var media in context.Resolve(response.Value)?["content"]?.Members ?? [])
                    Add(media.Value, pointers);
            }
        }
    }

    /// <summary>JSON pointers into the body; empty where no token stands in it.</summary>
    public IReadOnlyCollection<string> Of(Node media) => _places.TryGetValue(media, out var places) ? places : [];

    private void Add(Node media, List<string> pointers)
    {
        if (!_places.TryGetValue(media, out var places))
            _places[media] = places = new HashSet<string>(StringComparer.Ordinal);
        places.UnionWith(pointers);
    }
}
