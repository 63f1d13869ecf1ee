using Conformance.Contracts;
using Conformance.Contracts.Model;
using Conformance.Sessions;
using Conformance.Verification.Client;

namespace Conformance.Exploration.Model;

/// <summary>One reading of a contract, prepared for models of it: its policy with tokens that cost nothing to make, since none of them leaves the process.</summary>
internal sealed class ContractReading(Contract contract)
{
    private const int TokenLength = 32;

    private readonly Dictionary<string, Operation> _operations = contract
        .Operations.Where(o => o.Session is not null)
        .DistinctBy(o => o.ToString())
        .ToDictionary(o => o.ToString(), StringComparer.Ordinal);

    public Contract Contract { get; } = contract;

    public SessionPolicy Policy { get; } =
        new([
            .. contract.Session!.Policy.Kinds.Select(k =>
                k with
                {
                    Format = new OpaqueFormat(TokenLength, OpaqueFormat.Hex),
                    WriteClaims = null,
                }
            ),
        ]);

    /// <summary>The operation that a request was made for, as this reading has it; null where it plays no role there.</summary>
    public Operation? OperationOf(RequestDraft draft) => _operations.GetValueOrDefault(draft.Operation.ToString());
}
