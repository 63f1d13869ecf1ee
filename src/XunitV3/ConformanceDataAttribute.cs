using System.Reflection;
using Conformance.Verification.Suite;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Conformance.XunitV3;

/// <summary>
/// The scenarios of a contract as rows of a theory. A row is named after its scenario and has its requirements as traits; one that is not for the contract is skipped, and says
/// why.
/// </summary>
/// <param name="contract">A folder with <c>openapi.yaml</c>, <c>session.overlay.yaml</c>, <c>requirements.yaml</c> and <c>features/</c> below the test program, where content of the project is
/// copied to; the name of a built-in contract; or an OpenAPI document by its path or URL.</param>
/// <example>
/// <code>
/// public sealed class AcmeTests(AcmeServer acme) : IClassFixture&lt;AcmeServer&gt;
/// {
///     [Theory, ConformanceData("acme", Tags = "not @advice")]
///     public Task Conforms(ConformanceScenario scenario) => scenario.VerifyAsync(acme.Target);
/// }
/// </code>
/// </example>
public sealed class ConformanceDataAttribute(string contract) : DataAttribute
{
    private const string Requirement = "Requirement";

    /// <summary>A folder, the name of a built-in contract, or a document.</summary>
    public string Contract { get; } = contract;

    /// <summary>A class of the assembly with steps of one's own; null for none. <see cref="MoreSteps"/> takes more.</summary>
    public Type? Steps { get; set; }

    /// <summary>Classes of further assemblies with steps.</summary>
    public Type[] MoreSteps { get; set; } = [];

    /// <summary>A tag expression (Cucumber's) that scenarios must meet, such as <c>@ACM-07 or (@needs-refresh and not @advice)</c>; null for all.</summary>
    public string? Tags { get; set; }

    /// <inheritdoc/>
    public override bool SupportsDiscoveryEnumeration() => true;

    /// <inheritdoc/>
    /// <exception cref="FaultySuiteException">Something in the contract or its features is faulty; the message tells every problem.</exception>
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker)
    {
        var source = new ScenarioSource(Contract, [.. ((Type?[])[Steps, .. MoreSteps]).OfType<Type>()]);
        return ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([.. source.Choose(Tags).Select(s => Row(source, s))]);
    }

    private static TheoryDataRow Row(ScenarioSource source, SuiteScenario scenario) =>
        new(new ConformanceScenario(source, scenario))
        {
            TestDisplayName = scenario.ToString(),
            Skip = scenario.Objection,
            Traits = scenario.Requirements.IsEmpty
                ? []
                : new Dictionary<string, HashSet<string>>(StringComparer.OrdinalIgnoreCase) { [Requirement] = [.. scenario.Requirements] },
        };
}
