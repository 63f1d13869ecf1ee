using Conformance.Reference.Bankezy;
using Conformance.Reference.Cookies;
using Conformance.Reference.Fincode;
using Conformance.Reference.Grants;
using Conformance.Reference.Hosting;
using Conformance.Reference.Nethesis;
using Conformance.Reference.Rinne;
using Conformance.Reference.Sig;
using Conformance.Reference.Switches;

namespace Conformance.Reference;

/// <summary>The servers: one for each of the five APIs, and three for contracts of our own, whose sessions do what none of the five documents.</summary>
public static class ReferenceApis
{
    /// <summary>Their names, which are those of their contracts.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Apis.All, "cookies", "grants", "everywhere"];

    /// <summary>Those of the five, which stand on generated stubs.</summary>
    public static IReadOnlyList<string> OnStubs { get; } = Apis.All;

    /// <summary>The folder of a server's contract.</summary>
    /// <param name="root">The checkout.</param>
    public static string ContractFolder(string root, string name) =>
        Apis.All.Contains(name) ? Path.Combine(root, "specs", name) : Path.Combine(root, "tests", "Reference", "Contracts", name);

    /// <summary>Makes one of them.</summary>
    /// <exception cref="ArgumentException">There is none of this name.</exception>
    internal static ReferenceApi Create(string name, TimeProvider clock, Behaviour behaviour) =>
        name switch
        {
            "fincode" => new FincodeServer(clock, behaviour),
            "sig" => new SigServer(clock, behaviour),
            "nethesis" => new NethesisServer(clock, behaviour),
            "bankezy" => new BankezyServer(clock, behaviour),
            "rinne" => new RinneServer(clock, behaviour),
            "cookies" => new CookiesServer(clock, behaviour),
            "grants" or "everywhere" => new GrantsServer(name, clock, behaviour),
            _ => throw new ArgumentException($"\"{name}\" is no reference server; there are {string.Join(", ", Names)}.", nameof(name)),
        };
}
