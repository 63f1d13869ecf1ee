namespace Conformance.Verification.Suite;

/// <summary>A contract, its requirements or its features are faulty. The message tells every problem, each with its place.</summary>
public sealed class FaultySuiteException(string message) : Exception(message);
