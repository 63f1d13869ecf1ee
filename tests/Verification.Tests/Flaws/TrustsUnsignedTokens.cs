using System.Text.Json.Nodes;
using Conformance.Verification.Tests.Servers;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>A JWT with alg none is let in.</summary>
public sealed class TrustsUnsignedTokens : DemoApi
{
    protected override bool Trusts(JsonObject header) => (string?)header["alg"] == "none";
}
