using Conformance.Verification.Client;

namespace Conformance.Features.Tests;

/// <summary>
/// Something that implements the built-in contracts. To hold another one against all of their scenarios, write a class that starts it, and derive a class of
/// <see cref="ScenarioTests{TImplementation}"/> as <see cref="MockTests"/> does.
/// </summary>
public interface IImplementation : IAsyncDisposable
{
    /// <summary>Starts what implements a contract, and says how to speak to it. Called once for each contract.</summary>
    Task<Target> StartAsync(string contract);
}
