using System.Globalization;
using Conformance.Inference;

namespace Conformance.Cli.Output;

/// <summary>What was found in a document, as a table: who plays which role, how sure that is, why, and what else it could have been.</summary>
internal static class InferenceTable
{
    // Below this a reader should look.
    private const double Unsure = 0.7;

    public static IEnumerable<string> Lines(InferredSession session)
    {
        var width = session.Roles.Select(r => r.Operation.Length).Append(12).Max();
        foreach (var role in session.Roles)
        {
            var name = role.Role.ToString().ToLowerInvariant();
            var mark = role.Confidence < Unsure ? "?" : " ";
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"{name, -10} {role.Operation.PadRight(width)} {100 * role.Confidence, 3:0} %{mark} {role.Why}"
            );
        }

        foreach (var unsure in session.Unsure)
        {
            var name = unsure.Role.ToString().ToLowerInvariant();
            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"perhaps    {unsure.Operation.PadRight(width)} {100 * unsure.Confidence, 3:0} %  {name}, in a comment: {unsure.Why}. Turn it on with --role {name}='{unsure.Operation}'"
            );
        }

        foreach (var runnerUp in session.Roles.Where(r => r.RunnerUp is not null).GroupBy(r => (r.Role, r.RunnerUp)))
            yield return $"           not the {runnerUp.Key.Role.ToString().ToLowerInvariant()}: {runnerUp.Key.RunnerUp}";
        foreach (var missing in session.Missing)
        {
            var name = missing.Role.ToString().ToLowerInvariant();
            yield return $"{name, -10} none found{(missing.Nearest is null ? "" : $"; nearest is {missing.Nearest}. If it is one: --role {name}='{missing.Nearest.Split(" (")[0]}'")}";
        }

        foreach (var place in session.Places)
        {
            var what = place.Token == "logout" ? "logout takes" : $"{place.Token} token";
            yield return $"{what, -14} {place.Place}{(place.IsStated ? "" : " (assumed)")}: {place.Why}";
        }

        foreach (var sentence in session.Observed)
            yield return $"observed   {sentence}";
    }
}
