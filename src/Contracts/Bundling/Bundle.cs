using System.Collections.Immutable;
using Conformance.Documents;

namespace Conformance.Contracts.Bundling;

/// <summary>A document that was written in several files, as one.</summary>
/// <param name="Root">The document. Every reference that could be followed is local; every node keeps the place at which it was written.</param>
/// <param name="Files">The files that references led to: paths, or URLs.</param>
/// <param name="Names">How messages name those of them that are documents.</param>
internal sealed record Bundle(Node Root, ImmutableArray<string> Files, ImmutableHashSet<string> Names);
