using Conformance.Sessions;

namespace Conformance.MockServer.Worlds;

/// <summary>A name, and the world that stands behind it now.</summary>
internal sealed class Namespace
{
    /// <summary>The namespace of requests that name none.</summary>
    public const string Default = "default";

    private const int LongestName = 64;

    private readonly WorldPlan _plan;
    private readonly Entropy _entropy;
    private World _world;

    public Namespace(string name, WorldPlan plan)
    {
        (Name, _plan, _entropy) = (name, plan, plan.EntropyOf(name));
        _world = new World(plan, _entropy);
    }

    public string Name { get; }

    public World World => Volatile.Read(ref _world);

    /// <summary>Whether a text can name a namespace: it stands in paths and headers as it is.</summary>
    public static bool IsName(string text) =>
        text.Length is > 0 and <= LongestName && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');

    /// <summary>Puts a new world in the place of the present one.</summary>
    public void Reset() => Volatile.Write(ref _world, new World(_plan, _entropy));
}
