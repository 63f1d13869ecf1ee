namespace Conformance.Cli.Tests;

/// <summary>One scenario, shown while it happens.</summary>
[Trait("Category", "Slow")]
public sealed class TraceTests
{
    [Fact]
    public async Task A_scenario_is_shown_step_by_step_with_what_was_said_and_no_secret()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--scenario", "sig/logout.feature:26", "--trace");
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("sig: 1 scenario against", output, StringComparison.Ordinal);
        var places = (string[])
            [
                "\nsig/logout.feature:26  Nobody logs out without the JWT\n",
                "\n  Given a session\n",
                "\n    > POST http://",
                "\n    < 200\n",
                "\n  When the session logs out without its access token\n",
                "/api/logout\n",
                "\n    < 401\n",
                "\n  Then ",
                "\n1 contract, 1 scenario: 1 passed",
            ];
        var at = 0;
        foreach (var place in places)
        {
            at = output.IndexOf(place, at, StringComparison.Ordinal);
            Assert.True(at >= 0, $"{place.Trim()} is missing, or stands before what comes before it:\n{output}");
        }

        Assert.Contains("Authorization: Bearer «access#1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("open-sesame-1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("eyJ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_outline_means_all_its_rows_and_an_id_that_is_none_is_told_with_the_nearest()
    {
        var (exitCode, output, error) = await ConformProcess.RunAsync("verify", "sig", "--scenario", "sig/logout.feature:13", "--dry-run");
        Assert.True(exitCode == 0, output + error);
        Assert.Contains("sig: 3 scenarios would run", output, StringComparison.Ordinal);
        (exitCode, _, error) = await ConformProcess.RunAsync("verify", "sig", "--scenario", "sig/logout.feature:27");
        Assert.Equal(2, exitCode);
        Assert.Contains(
            "--scenario sig/logout.feature:27 names no scenario of sig. Did you mean sig/logout.feature:26?",
            error,
            StringComparison.Ordinal
        );
    }
}
