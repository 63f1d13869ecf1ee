using Conformance.Contracts;

namespace Conformance.MockServer.Hosting;

/// <summary>A contract that is being served; its sessions are in the worlds.</summary>
/// <param name="Prefix">The path before the contract's own paths: <c>/my-api</c>.</param>
/// <param name="Index">Which of the mock's contracts it is, from 0 on.</param>
public sealed record MountedContract(Contract Contract, string Prefix, int Index);
