using System.Globalization;

namespace Conformance.Reporting.Messages;

/// <summary>The ids that messages refer to one another by: numbers in the order in which they are asked for.</summary>
internal sealed class NodeIds
{
    private readonly Dictionary<object, string> _known = new(ReferenceEqualityComparer.Instance);
    private int _last;

    /// <summary>A new id.</summary>
    public string Next() => (++_last).ToString(CultureInfo.InvariantCulture);

    /// <summary>The id of a node; the same one each time.</summary>
    public string Of(object node)
    {
        if (!_known.TryGetValue(node, out var id))
            _known.Add(node, id = Next());
        return id;
    }
}
