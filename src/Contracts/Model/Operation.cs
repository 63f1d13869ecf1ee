using System.Collections.Immutable;
using Conformance.Contracts.Conditions;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>An operation, compiled so that serving it needs no further look-up.</summary>
public sealed class Operation
{
    /// <summary>Upper case: <c>POST</c>.</summary>
    public required string Method { get; init; }

    /// <summary>The path template as documented, without the server's base path.</summary>
    public required string Path { get; init; }

    /// <summary>What tells it from others of its method and path: what stands behind the <c>#</c> of its path's key, or its role; null where nothing needs to.</summary>
    public string? Variant { get; init; }

    /// <summary>What of a request has to hold for this operation to be meant; null where method and path suffice, or where it is meant by what no other one of them takes.</summary>
    public MessageCondition? Where { get; init; }

    /// <summary>The base paths of its servers, at least one, without a slash at the end.</summary>
    public required ImmutableArray<string> BasePaths { get; init; }

    /// <summary>The names of the path's parameters, in the order of the template.</summary>
    public required ImmutableArray<string> PathParameters { get; init; }

    /// <summary>The operationId, or <c>METHOD path</c> where it has none.</summary>
    public required string Id { get; init; }

    /// <summary>Where it is documented.</summary>
    public required Location At { get; init; }

    /// <summary>Its JSON pointer in the contract.</summary>
    public required string Pointer { get; init; }

    /// <summary>The parameters of the operation and of its path item.</summary>
    public required ImmutableArray<Parameter> Parameters { get; init; }

    /// <summary>The body it takes; null where it documents none.</summary>
    public required RequestBody? Body { get; init; }

    /// <summary>Every answer that it documents, to choose from.</summary>
    public required DocumentedAnswers Documented { get; init; }

    /// <summary>The JSON pointer of its <c>x-session</c>; null where it has none.</summary>
    public string? SessionPointer { get; init; }

    /// <summary>What it does to sessions; null where it plays no role.</summary>
    public required OperationSession? Session { get; init; }

    /// <summary>
    /// The alternatives of its <c>security</c>, of which one must be met; empty where nothing is asked for beside what <see cref="Session"/> judges.
    /// </summary>
    public required ImmutableArray<CredentialAlternative> Credentials { get; init; }

    /// <summary>The fixed credentials of the client that it asks for.</summary>
    public required ImmutableArray<ClientCredential> Client { get; init; }

    /// <summary>How it tells its success, where a status 2xx does not; null where one does.</summary>
    public SuccessRule? Succeeds { get; init; }

    /// <summary>The documented success, by representation in the order written.</summary>
    public required ImmutableArray<Answer> Success { get; init; }

    /// <summary>What it answers for each <see cref="Refusal"/>, by its number; null where nothing is documented.</summary>
    public required ImmutableArray<Answer?> Refusals { get; init; }

    /// <summary>What it answers where a refusal is told apart by the kind of token that is refused; a kind that is not here is refused as <see cref="Refusals"/> says.</summary>
    public ImmutableArray<KindRefusal> RefusalsByKind { get; init; } = [];

    /// <summary>Those of them that can occur and are told by more than their status.</summary>
    public ImmutableArray<Answer> RefusalsByCondition { get; init; } = [];

    /// <summary>A sentence about what it needs and could not be read, so that it cannot be answered; null where it is whole.</summary>
    public string? Unread { get; init; }

    /// <summary>Whether the real server is to answer it, where there is one: <c>x-mock: {upstream: true}</c>.</summary>
    public bool IsUpstream { get; init; }

    /// <summary>Whether what it makes, changes and takes away is remembered; else <c>x-mock: {stateful: false}</c>.</summary>
    public bool IsStateful { get; init; } = true;

    /// <summary>The part that it plays for a collection; null where it plays none.</summary>
    public ResourceRole? Resource { get; internal set; }

    /// <summary>The role, <see cref="Role.None"/> where it has none.</summary>
    public Role Role => Session?.Role ?? Role.None;

    /// <summary>What it answers where a token of a kind is refused for a reason; null where nothing is documented.</summary>
    /// <param name="kind">The index of the kind; none of the policy's where nothing tells which one it was.</param>
    public Answer? RefusalOf(Refusal reason, int kind)
    {
        foreach (var refusal in RefusalsByKind)
        {
            if (refusal.Kind == kind && refusal.Reason == reason)
                return refusal.Answer;
        }

        return Refusals[(int)reason];
    }

    /// <summary><c>POST /api/logout</c>, or <c>POST /token#refresh</c> where several share a method and a path.</summary>
    public override string ToString() => Variant is null ? $"{Method} {Path}" : $"{Method} {Path}#{Variant}";
}

/// <summary>What an operation answers where a token of one kind is refused.</summary>
/// <param name="Kind">The index of the kind in the session policy.</param>
/// <param name="Reason">Why it is refused.</param>
/// <param name="Answer">What is answered.</param>
public readonly record struct KindRefusal(int Kind, Refusal Reason, Answer Answer);
