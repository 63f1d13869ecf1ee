namespace Conformance.Verification.Results;

/// <summary>What a check missed. No text in it holds a secret.</summary>
/// <param name="Expected">A noun phrase: <c>401 as documented for a revoked token</c>.</param>
/// <param name="Found">A noun phrase: <c>200 with a body</c>.</param>
/// <param name="Exchange">The number of the <see cref="Exchange"/> that shows it; null where none does.</param>
public sealed record Finding(string Expected, string Found, int? Exchange)
{
    /// <summary>One sentence.</summary>
    public override string ToString() => $"Expected {Expected}; found {Found}.";
}
