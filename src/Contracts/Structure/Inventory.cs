using Conformance.Documents;

namespace Conformance.Contracts.Structure;

/// <summary>What a walk over a document met: every object of the specification by its table, every schema, every reference.</summary>
internal sealed class Inventory
{
    private readonly Dictionary<Node, Shape> _shapes = [];
    private readonly Dictionary<ObjectShape, List<Node>> _objects = [];
    private readonly List<Node> _schemas = [];
    private readonly List<Node> _requirements = [];
    private readonly List<(Node Holder, Shape Expected)> _references = [];
    private readonly List<Node> _misplaced = [];

    /// <summary>Schema Objects that are no references, in the order met.</summary>
    public IReadOnlyList<Node> Schemas => _schemas;

    /// <summary>Security Requirement Objects.</summary>
    public IReadOnlyList<Node> SecurityRequirements => _requirements;

    /// <summary>Objects with a <c>$ref</c>, and what belongs at their place.</summary>
    public IReadOnlyList<(Node Holder, Shape Expected)> References => _references;

    /// <summary>Objects with a <c>$ref</c> where the specification has none, though tools that bundle documents follow it.</summary>
    public IReadOnlyList<Node> MisplacedReferences => _misplaced;

    /// <summary>The objects of a table that are no references.</summary>
    public IReadOnlyList<Node> Of(ObjectShape shape) => _objects.GetValueOrDefault(shape) ?? [];

    /// <summary>What a node was met as; null where the walk did not come by.</summary>
    public Shape? ShapeOf(Node node) => _shapes.GetValueOrDefault(node);

    /// <summary>Notes an object; false where it is known already.</summary>
    public bool Add(Node node, Shape shape)
    {
        if (!_shapes.TryAdd(node, shape))
            return false;
        if (shape is SchemaShape)
            _schemas.Add(node);
        else if (shape is RequirementShape)
            _requirements.Add(node);
        else if (shape is ObjectShape table)
            (_objects.TryGetValue(table, out var known) ? known : _objects[table] = []).Add(node);
        return true;
    }

    public void AddMisplacedReference(Node holder) => _misplaced.Add(holder);

    public void AddReference(Node holder, Shape expected) => _references.Add((holder, expected));
}
