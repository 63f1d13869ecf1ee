using Conformance.Contracts.Structure;
using Conformance.Documents;
using Conformance.Documents.Files;

namespace Conformance.Contracts.Bundling;

/// <summary>A part of the bundle that is still to be looked through.</summary>
/// <param name="Copy">The part in the bundle; what is changed is this.</param>
/// <param name="Original">The same part as it was read.</param>
/// <param name="Shape">What it is to be.</param>
/// <param name="Scope">What references in it are seen from.</param>
/// <param name="Within">What was put in place of references around it.</param>
internal readonly record struct Part(Node Copy, Node Original, Shape Shape, ReferenceScope Scope, Inlined? Within)
{
    /// <summary>A part within this one.</summary>
    public Part Inner(Node copy, Node original, Shape shape) => this with { Copy = copy, Original = original, Shape = shape };
}

/// <summary>What was put in place of a reference, innermost first.</summary>
internal sealed record Inlined(Node Original, Node Copy, Inlined? Around);
