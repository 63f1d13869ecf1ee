using Conformance.Contracts;
using Conformance.Sessions;

namespace Conformance.MockServer.Hosting;

/// <summary>A contract that is being served, with its sessions.</summary>
/// <param name="Prefix">The path before the contract's own paths: <c>/my-api</c>.</param>
/// <param name="World">Its sessions; null where the contract says nothing about tokens.</param>
public sealed record MountedContract(Contract Contract, string Prefix, SessionWorld? World);
