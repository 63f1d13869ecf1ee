using System.Reflection;

namespace Conformance.Reference.Switches;

/// <summary>All mutants, in the order of the files that hold them.</summary>
public static class MutantTable
{
    private static readonly Type[] Tables =
    [
        typeof(FincodeMutants),
        typeof(SigMutants),
        typeof(NethesisMutants),
        typeof(BankezyMutants),
        typeof(RinneMutants),
        typeof(SessionMutants),
        typeof(PathMutants),
        typeof(TokenMutants),
        typeof(RequestMutants),
        typeof(AnswerMutants),
        typeof(LaterMutants),
        typeof(SpellingMutants),
        typeof(PlaceMutants),
        typeof(FormMutants),
        typeof(ForgeryMutants),
        typeof(ExchangeMutants),
        typeof(LogoutMutants),
        typeof(AgeMutants),
        typeof(CookiesMutants),
        typeof(GrantsMutants),
    ];

    /// <summary>Every mutant of every server.</summary>
    public static IReadOnlyList<Mutant> All { get; } =
    [
        .. Tables
            .SelectMany(table => table.GetFields(BindingFlags.Public | BindingFlags.Static))
            .Where(field => field.FieldType == typeof(Mutant))
            .Select(field => (Mutant)field.GetValue(null)!),
    ];

    /// <summary>The mutants that one server has.</summary>
    public static IEnumerable<Mutant> Of(string api) => All.Where(mutant => mutant.Apis.Contains(api));

    /// <summary>The mutant of a server by its name.</summary>
    /// <exception cref="ArgumentException">The server has none of this name.</exception>
    public static Mutant Find(string api, string name) =>
        Of(api).FirstOrDefault(mutant => mutant.Name == name)
        ?? throw new ArgumentException($"\"{name}\" is no mutant of {api}; \"reference --list\" lists them.", nameof(name));
}
