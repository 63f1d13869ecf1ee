using System.Collections.Immutable;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;
using Conformance.Documents;
using Conformance.Linting;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Verification.Client;

namespace Conformance.Cli.Commands;

/// <summary>What the mock's page tells of contracts: the requests that a verifier would send, and what <c>conform lint</c> finds.</summary>
/// <param name="find">Finds the files of the contracts, which may be others than at the start: a folder may have got an overlay.</param>
internal sealed class ContractGuide(Func<ImmutableArray<ContractSource>> find, IReadOnlyDictionary<string, string> readings)
    : IContractGuide
{
    private ImmutableArray<ContractSource> _sources = find();

    /// <inheritdoc/>
    public ExampleRequest RequestFor(MountedContract mount, Operation operation, Account? user, IReadOnlyDictionary<string, string> tokens)
    {
        var target = new Target { BaseUrl = new Uri("http://127.0.0.1/"), OtherCredentials = Target.AnyCredentials };
        var kinds = mount.Contract.Session?.Policy.Kinds ?? [];
        var draft = new RequestBuilder(mount.Contract, target).Build(
            operation,
            Enumerable
                .Range(0, kinds.Length)
                .Where(k => tokens.ContainsKey(kinds[k].Name))
                .ToDictionary(k => k, k => tokens[kinds[k].Name]),
            user is not null && operation.Session?.UserPlaces.Any() == true ? new UserCredentials(user.Name, user.Password) : null
        );
        return new ExampleRequest(
            draft.Method,
            $"{mount.Prefix}{PathKey.Encoded(operation.BasePaths[0])}{draft.Resource}",
            [.. draft.AllHeaders.Where(h => h.Name != "User-Agent").Select(h => KeyValuePair.Create(h.Name, h.Value))],
            draft.Text
        );
    }

    /// <inheritdoc/>
    public IReadOnlyCollection<Problem> FindingsOf(MountedContract mount, CancellationToken cancellationToken)
    {
        if (
            SourcesNow().FirstOrDefault(s => s.Name == mount.Contract.Name) is not { } source
            || source.Document == DocumentReader.StandardInput
        )
            return [];
        var problems = new Problems();

        // Of several contracts each has its own readings.
        var own = mount.Contract.Readings.Keys.Intersect(readings.Keys, StringComparer.Ordinal).ToDictionary(id => id, id => readings[id]);
        ContractLinter.Lint(source, own, problems, cancellationToken);
        return [.. problems.Select(ProblemLine.Relative)];
    }

    private ImmutableArray<ContractSource> SourcesNow()
    {
        try
        {
            return _sources = find();
        }
        catch (UsageException)
        {
            // A document is gone, which lint says of the file that was there last.
            return _sources;
        }
    }
}
