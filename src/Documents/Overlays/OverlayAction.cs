using Conformance.Documents.Paths;

namespace Conformance.Documents.Overlays;

/// <summary>One change of a document (the Action Object of the Overlay Specification 1.1.0).</summary>
/// <param name="Target">Selects the nodes to change.</param>
/// <param name="TargetAt">Where the target is written.</param>
/// <param name="Remove">Whether the selected nodes are removed; then nothing else counts.</param>
/// <param name="Update">What is merged into, appended to or put in place of the selected nodes.</param>
/// <param name="Copy">Selects the one node of the document that takes the place of <paramref name="Update"/>.</param>
/// <param name="CopyAt">Where the copy query is written, if there is one.</param>
public sealed record OverlayAction(
    JsonPath Target,
    Location TargetAt,
    string? Description,
    bool Remove,
    Node? Update,
    JsonPath? Copy,
    Location? CopyAt
);
