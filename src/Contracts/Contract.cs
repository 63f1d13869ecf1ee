using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.Contracts.Routing;
using Conformance.Contracts.Schemas;
using Conformance.Documents;

namespace Conformance.Contracts;

/// <summary>An OpenAPI document with its overlays, compiled: immutable, and complete, so that serving it needs no further look-up.</summary>
public sealed class Contract
{
    private Roles? _roles;

    /// <summary>A short name for commands and paths: <c>my-api</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The document's title.</summary>
    public required string Title { get; init; }

    /// <summary>The document's own version, <c>info.version</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The value of its <c>openapi</c> field.</summary>
    public required string OpenApiVersion { get; init; }

    /// <summary>Its operations in the order written.</summary>
    public required ImmutableArray<Operation> Operations { get; init; }

    /// <summary>What of it cannot be answered, since it needs what could not be read: operations as <c>POST /x</c>, and paths of which no operation is known.</summary>
    public required ImmutableArray<string> Unread { get; init; }

    /// <summary>Which of its operations play which role; what cannot be answered plays none.</summary>
    public Roles Roles => _roles ??= RolesOf(Operations);

    /// <summary>Finds the operations behind a path with base path.</summary>
    public required RouteTable<PathEntry> Routes { get; init; }

    /// <summary>What its tokens do; null where it says nothing about them.</summary>
    public required SessionPlan? Session { get; init; }

    /// <summary>What it answers for a refusal where no operation is to be asked, by the number of the <see cref="Refusal"/>; null where nothing is documented.</summary>
    public required ImmutableArray<Answer?> Refusals { get; init; }

    /// <summary>The readings in force: name by requirement id.</summary>
    public required ImmutableSortedDictionary<string, string> Readings { get; init; }

    /// <summary>Values made from its schemas; none where it was loaded without.</summary>
    public required ISampleSource Samples { get; init; }

    /// <summary>Its schemas.</summary>
    public required ContractSchemas Schemas { get; init; }

    /// <summary>The whole document, overlays and readings applied.</summary>
    public required Node Document { get; init; }

    /// <summary>The files that it was read from, the document itself first: paths, and URLs.</summary>
    public required ImmutableArray<string> Files { get; init; }

    /// <summary>The same contract with another one of its logouts as the first; itself where it has no such logout.</summary>
    internal Contract WithFirstLogout(string logout)
    {
        if (Roles.Logouts.FirstOrDefault(o => o.ToString() == logout) is not { } first)
            return this;
        var copy = (Contract)MemberwiseClone();
        copy._roles = RolesOf([first, .. Operations.Where(o => o != first)]);
        return copy;
    }

    private Roles RolesOf(ImmutableArray<Operation> operations) =>
        new([.. operations.Where(o => o.Unread is null)], Session?.Policy.IndexOf(SessionPlan.AccessKind) ?? -1);
}
