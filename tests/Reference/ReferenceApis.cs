using Conformance.Reference.Bankezy;
using Conformance.Reference.Fincode;
using Conformance.Reference.Hosting;
using Conformance.Reference.Nethesis;
using Conformance.Reference.Rinne;
using Conformance.Reference.Sig;
using Conformance.Reference.Switches;

namespace Conformance.Reference;

/// <summary>The five servers.</summary>
public static class ReferenceApis
{
    /// <summary>Their names, which are those of their contracts.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Apis.All];

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
            _ => throw new ArgumentException($"\"{name}\" is no reference server; there are {string.Join(", ", Names)}.", nameof(name)),
        };
}
