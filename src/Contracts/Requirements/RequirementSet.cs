using System.Collections.Immutable;
using Conformance.Contracts.Loading;
using Conformance.Documents;

namespace Conformance.Contracts.Requirements;

/// <summary>The documented behaviours of one contract: its <c>requirements.yaml</c> (specs/requirements.schema.json).</summary>
/// <param name="Contract">The name of the contract.</param>
/// <param name="Source">The document that states the behaviours.</param>
/// <param name="All">The requirements in the order written.</param>
public sealed record RequirementSet(string Contract, string Source, ImmutableArray<Requirement> All)
{
    /// <summary>The requirement of that id; null where there is none.</summary>
    public Requirement? Find(string id) => All.FirstOrDefault(r => r.Id == id);

    /// <summary>
    /// Reads the requirements of a contract and holds them against it. Null where the contract has none, or where the file is broken;
    /// <paramref name="problems"/> then has at least one error. Pointers, readings and the like that do not fit the contract are errors too, and the set comes all the same.
    /// </summary>
    /// <param name="contract">The contract's whole document, overlays and readings applied (<see cref="Contracts.Contract.Document"/>).</param>
    public static RequirementSet? Load(ContractSource source, Node contract, Problems problems)
    {
        if (source.Requirements is not { } path || DocumentReader.ReadFile(path, problems) is not { } file)
            return null;
        if (!RequirementsReader.IsSound(file, problems))
        {
            // What the schema refuses must not hide what the contract would say about the rest.
            RequirementsCheck.Check(file, contract, problems);
            return null;
        }

        var set = RequirementsReader.Read(file);
        if (set.Contract != source.Name)
            ReportName(file["contract"]!, source.Name, problems);
        RequirementsCheck.Check(file, contract, problems);
        return set;
    }

    private static void ReportName(Node name, string expected, Problems problems) =>
        problems.Error(
            "requirement-contract",
            name.At,
            $"The requirements are for the contract \"{name.AsString()}\"; expected \"{expected}\", the name of this one.",
            $"Write \"contract: {expected}\", or move the file to the contract that it belongs to."
        );
}
