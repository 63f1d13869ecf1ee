using System.Collections.Immutable;
using System.Globalization;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.TestKit;

namespace Conformance.Inference.Tests;

/// <summary>Real documents of strangers: who plays which role in them, and where tokens travel.</summary>
[Trait("Category", "Slow")]
public sealed class RealDocumentTests(ITestOutputHelper output)
{
    private static readonly string[] Columns = ["login", "refresh", "logout", "protected", "access", "refresh at", "logout takes"];

    [Fact]
    public void Roles_and_places_of_real_documents_are_found()
    {
        if (Repository.SharedData("real-specs") is null || Repository.SharedData("multi-file") is null)
            Assert.Skip(Repository.DataMissing);
        var tallies = Columns.ToDictionary(c => c, _ => new Tally(), StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var row in Answers.Table.Split('\n').Select(r => r.Split('|', StringSplitOptions.TrimEntries)))
        {
            var path = PathOf(row[0]);
            var problems = new Problems();
            var session = DocumentInference.Infer(
                ContractSource.FromFile(path),
                RoleChoices.None,
                problems,
                TestContext.Current.CancellationToken
            );
            Assert.NotNull(session);
            var secured = Secured.In(path);
            for (var i = 0; i < Columns.Length; i++)
                Compare(row[0], Columns[i], Expected.Parse(row[i + 1]), Found(session, Columns[i]), secured, tallies[Columns[i]], wrong);
        }

        foreach (var (column, tally) in tallies)
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{column, -13} {tally}"));
        var all = tallies.Values.Aggregate((a, b) => a + b);
        output.WriteLine($"{"all", -13} {all}");
        wrong.ForEach(output.WriteLine);
        Assert.True(all.Precision >= 0.95, $"precision {all}");
        Assert.True(all.Recall >= 0.90, $"recall {all}");
    }

    private static void Compare(
        string document,
        string column,
        Expected expected,
        IReadOnlyList<string> found,
        Secured secured,
        Tally tally,
        List<string> wrong
    )
    {
        foreach (var one in found)
        {
            if (expected.Needed.Concat(expected.Allowed).Any(e => Matches(e, one, secured)))
                tally.Right++;
            else
            {
                tally.Wrong++;
                wrong.Add($"{document}: {column}: {one} is wrong; {string.Join(", ", expected.Needed)} was to be found");
            }
        }

        // Logouts are all to be found; of everything else one of those that are named.
        var missed =
            column == "logout" ? expected.Needed.Where(e => !found.Contains(e)).ToList()
            : expected.Needed.IsEmpty || found.Any(f => expected.Needed.Concat(expected.Allowed).Any(e => Matches(e, f, secured))) ? []
            : [expected.Needed[0]];
        tally.Missed += missed.Count;
        wrong.AddRange(missed.Select(m => $"{document}: {column}: {m} was missed"));
    }

    private static bool Matches(string expected, string found, Secured secured) =>
        expected == found
        || expected == "secured" && secured.Operations.Contains(found)
        || expected == "cookie" && found.StartsWith("cookie", StringComparison.Ordinal);

    private static IReadOnlyList<string> Found(InferredSession session, string column)
    {
        return column switch
        {
            "login" => Of(Role.Login),
            "refresh" => Of(Role.Refresh),
            "logout" => Of(Role.Logout),
            "protected" => Of(Role.Protected),
            "access" => At("access"),
            "refresh at" => At("refresh"),
            _ => At("logout"),
        };

        IReadOnlyList<string> Of(Role role) => [.. session.Roles.Where(r => r.Role == role).Select(r => r.Operation)];

        IReadOnlyList<string> At(string token) =>
            [.. session.Places.Where(p => p.Token == token).Select(p => p.Place.Replace(" (Bearer)", "", StringComparison.Ordinal))];
    }

    private static string PathOf(string document) =>
        Path.HasExtension(document)
            ? Repository.SharedData("real-specs", document)!
            : Repository.SharedData("multi-file", document, "openapi", "openapi.yaml")!;

    private sealed record Expected(ImmutableArray<string> Needed, ImmutableArray<string> Allowed)
    {
        public static Expected Parse(string cell)
        {
            var parenthesis = cell.IndexOf('(', StringComparison.Ordinal);
            var needed = parenthesis < 0 ? cell : cell[..parenthesis];
            return new Expected(List(needed), parenthesis < 0 ? [] : List(cell[(parenthesis + 1)..].TrimEnd(')')));
        }

        private static ImmutableArray<string> List(string text) =>
            [.. text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(t => t != "-")];
    }

    private sealed record Tally
    {
        public int Right { get; set; }
        public int Wrong { get; set; }
        public int Missed { get; set; }
        public double Precision => Right == 0 ? 0 : (double)Right / (Right + Wrong);
        public double Recall => Right == 0 ? 0 : (double)Right / (Right + Missed);

        public static Tally operator +(Tally left, Tally right) =>
            new()
            {
                Right = left.Right + right.Right,
                Wrong = left.Wrong + right.Wrong,
                Missed = left.Missed + right.Missed,
            };

        public override string ToString() =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"precision {100 * Precision:0.0} %, recall {100 * Recall:0.0} % ({Right} right, {Wrong} wrong, {Missed} missed)"
            );
    }
}
