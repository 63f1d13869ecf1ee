using Conformance.Verification.Suite;

namespace Conformance.Testing;

/// <summary>Finds the scenarios of contracts by name: <c>ConformanceSuite.Of("sig")</c>.</summary>
public static class SuiteExtensions
{
    extension(ConformanceSuite)
    {
        /// <summary>Loads the scenarios of a contract; what is faulty is told when the suite is first used.</summary>
        /// <param name="contract">The name of a built-in contract, a folder with <c>openapi.yaml</c>, <c>session.overlay.yaml</c>, <c>requirements.yaml</c> and <c>features/</c>, or an OpenAPI document
        /// by its path or URL. A relative path is one below the test program, else below the current folder.</param>
        /// <exception cref="ArgumentException">The name means nothing.</exception>
        /// <example><code>var report = await ConformanceSuite.Of("sig").VerifyAsync(Target.Of(mock));</code></example>
        public static ConformanceSuite Of(string contract) => ConformanceSuite.Of(ServedContract.Find(contract));
    }
}
