namespace Conformance.Cli.Configuration;

/// <summary>A value that the user gave.</summary>
/// <param name="Origin">Where, for messages: <c>--workers</c>, <c>CONFORM_WORKERS</c>, <c>conform.yaml:3:10</c>.</param>
internal sealed record Setting(string Text, string Origin);
