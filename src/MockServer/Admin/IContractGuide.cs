using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;

namespace Conformance.MockServer.Admin;

/// <summary>
/// What the control API tells of contracts and does not know itself, since serving needs none of it: requests that they document, and what lint finds in their files.
/// </summary>
public interface IContractGuide
{
    /// <summary>One that knows a method and a path alone.</summary>
    static IContractGuide None { get; } = new NoGuide();

    /// <summary>A request that an operation documents.</summary>
    /// <param name="user">Whose credentials a login presents; null where nobody can log in.</param>
    /// <param name="tokens">The tokens to present, their texts by the name of their kind.</param>
    ExampleRequest RequestFor(MountedContract mount, Operation operation, Account? user, IReadOnlyDictionary<string, string> tokens);

    /// <summary>What is wrong with a contract's files as they are now.</summary>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    IReadOnlyCollection<Problem> FindingsOf(MountedContract mount, CancellationToken cancellationToken);

    private sealed class NoGuide : IContractGuide
    {
        public ExampleRequest RequestFor(
            MountedContract mount,
            Operation operation,
            Account? user,
            IReadOnlyDictionary<string, string> tokens
        ) => new(operation.Method, mount.Prefix + operation.BasePaths[0] + operation.Path, [], Body: null);

        public IReadOnlyCollection<Problem> FindingsOf(MountedContract mount, CancellationToken cancellationToken) => [];
    }
}

/// <summary>A request to send to the mock.</summary>
/// <param name="Target">The path from the root of the mock with the query, percent-encoded.</param>
/// <param name="Headers">The header fields in the order in which they are sent.</param>
/// <param name="Body">The body; null where there is none.</param>
public sealed record ExampleRequest(string Method, string Target, ImmutableArray<KeyValuePair<string, string>> Headers, string? Body);
