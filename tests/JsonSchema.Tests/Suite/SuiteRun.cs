using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Conformance.JsonSchema.Tests.Suite;

/// <summary>
/// Runs one file of the suite and counts; each instance goes through both overloads of the fast pass and through the collecting pass.
/// </summary>
internal sealed class SuiteRun(Dialect dialect, string draft, bool assertFormat, IReadOnlyDictionary<string, string> skipped)
{
    private static readonly Uri SchemaUri = new("http://example.test/suite/schema.json");

    public int Passed { get; private set; }

    public List<string> Failures { get; } = [];

    public List<string> Skips { get; } = [];

    /// <summary>Runs the groups of a file that are wanted and says how many are not.</summary>
    public int Run(string file, Func<SuiteGroup, bool>? wanted = null)
    {
        var groups = SuiteFile.Read(draft, file).Groups;
        var chosen = groups.Where(wanted ?? (_ => true)).ToList();
        foreach (var group in chosen)
            Run(file, group);
        return groups.Count - chosen.Count;
    }

    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Passed} passed, {Failures.Count} failed, {Skips.Count} skipped");

    private void Run(string file, SuiteGroup group)
    {
        var name = $"{file}: {group.Description}";
        if (skipped.TryGetValue(name, out var reason))
        {
            Skips.Add($"{name} ({group.Cases.Count} cases): {reason}");
            return;
        }

        CompiledSchema schema;
        try
        {
            var registry = new SchemaRegistry(dialect, new SchemaOptions { AssertFormat = assertFormat });
            foreach (var (uri, document) in SuiteFile.Remotes(draft))
                registry.Add(uri, Schemas.Tree(JsonMarshal.GetRawUtf8Value(document).ToArray()));
            registry.Add(SchemaUri, Schemas.Tree(JsonMarshal.GetRawUtf8Value(group.Schema).ToArray()));
            schema = registry.Compile(SchemaUri);
        }
        catch (SchemaException refused)
        {
            Failures.Add($"{name}: {refused.Message}");
            return;
        }

        foreach (var suiteCase in group.Cases)
            Check($"{name}: {suiteCase.Description}", schema, suiteCase.Data, suiteCase.Valid);
    }

    private void Check(string name, CompiledSchema schema, JsonElement data, bool expected)
    {
        var fromText = schema.IsValid(JsonMarshal.GetRawUtf8Value(data));
        var fromElement = schema.IsValid(data);
        var violations = schema.Validate(data);
        if (fromText == expected && fromElement == expected && violations.Count == 0 == expected)
            Passed++;
        else
            Failures.Add(
                $"{name}: expected {expected}, text {fromText}, element {fromElement}, violations: {string.Join(" ", violations.Select(violation => violation.Message))}"
            );
    }
}
