using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Inference;

/// <summary>What a document lets one guess about its sessions.</summary>
/// <param name="Roles">Who plays which role: login, refresh, each logout, protected operations.</param>
/// <param name="Unsure">What may play a role and is not sure enough: in the overlay it stands as a comment.</param>
/// <param name="Missing">The roles among login, refresh, logout and protected that nothing plays, with the operation that comes nearest.</param>
/// <param name="Places">Where tokens travel.</param>
/// <param name="Overlay">All of it as an overlay (YAML); null where no session can be described, as without a login.</param>
/// <param name="Document">The document as one, as it was written otherwise.</param>
/// <param name="Observed">What a target showed, a sentence each; empty where none was asked.</param>
/// <param name="IsOneFile">Whether it was written in one file.</param>
public sealed record InferredSession(
    ImmutableArray<InferredRole> Roles,
    ImmutableArray<InferredRole> Unsure,
    ImmutableArray<MissingRole> Missing,
    ImmutableArray<InferredPlace> Places,
    string? Overlay,
    Node Document,
    bool IsOneFile,
    ImmutableArray<string> Observed
);

/// <summary>An operation and the role that it is taken to play.</summary>
/// <param name="Operation"><c>POST /login</c></param>
/// <param name="Confidence">From 0 to 1.</param>
/// <param name="Why">What speaks for it.</param>
/// <param name="RunnerUp">What else it could have been, with what speaks against that; null where nothing could.</param>
public sealed record InferredRole(Role Role, string Operation, double Confidence, string Why, string? RunnerUp);

/// <summary>A role that no operation seems to play.</summary>
/// <param name="Nearest">The operation that comes nearest, with what speaks against it; null where there is none.</param>
public sealed record MissingRole(Role Role, string? Nearest);

/// <summary>Where a kind of token travels in requests.</summary>
/// <param name="Token"><c>access</c> or <c>refresh</c>.</param>
/// <param name="Place"><c>header Authorization (Bearer)</c>, <c>cookie sid</c>, <c>body refresh_token</c>.</param>
/// <param name="IsStated">Whether the document says so in what a program can read; else it is assumed.</param>
public sealed record InferredPlace(string Token, string Place, bool IsStated, string Why);
