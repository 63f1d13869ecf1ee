using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Conformance.Features.Tests;

/// <summary>Makes a row of every scenario that is for a built-in contract, named by its place and its name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ScenariosOfAttribute(string contract) : DataAttribute
{
    public string Contract { get; } = contract;

    /// <inheritdoc/>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        new([
            .. Suites
                .Of(Contract)
                .Scenarios.Where(s => s.Objection is null)
                .Select(s => new TheoryDataRow<string>(s.Id) { Label = $"{s.Id} {s.Name}" }),
        ]);

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;
}
