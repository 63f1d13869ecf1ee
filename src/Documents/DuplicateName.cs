namespace Conformance.Documents;

/// <summary>The report of a name that an object has twice, which YAML and JSON share.</summary>
internal static class DuplicateName
{
    public static void Report(string name, Location at, Location firstAt, Problems problems) =>
        problems.Error(
            "duplicate-key",
            at,
            $"The key \"{name}\" stands here a second time; it first stands at line {firstAt.Line}, column {firstAt.Column}.",
            "Remove or rename one of the two."
        );
}
