using Conformance.Reporting.Terminal;
using Conformance.Reporting.Tests.Samples;
using Conformance.Verification.Results;
using Spectre.Console;

namespace Conformance.Reporting.Tests.Terminal;

public sealed class ConsoleTests
{
    private static readonly ConsoleStyle Plain = new(100, UsesColour: false, IsLive: false, IsVerbose: false);

    [Theory]
    [InlineData("rich")]
    [InlineData("strict")]
    [InlineData("green")]
    [InlineData("empty")]
    public void The_end_of_a_run_looks_like_this(string name) =>
        Snapshot.Assert("Terminal", name + ".txt", End(SampleReports.All[name], Plain));

    [Fact]
    public void A_narrow_and_verbose_one_looks_like_this() =>
        Snapshot.Assert("Terminal", "narrow.txt", End(SampleReports.Rich, Plain with { Width = 60, IsVerbose = true }));

    [Fact]
    public void A_run_in_CI_looks_like_this() => Snapshot.Assert("Terminal", "ci.txt", Whole(SampleReports.Rich, Plain));

    [Fact]
    public void The_last_two_lines_are_the_totals_and_the_outcome()
    {
        var lines = End(SampleReports.Green, Plain).TrimEnd().Split('\n');
        Assert.Equal(
            "1 contract, 4 scenarios: 4 passed, 0 failed, 0 warnings, 0 review, 0 inconclusive, 0 not applicable in 840 ms",
            lines[^2]
        );
        Assert.Equal("PASSED. Every stated behaviour was seen.", lines[^1]);
    }

    [Theory]
    [InlineData(
        Outcome.Passed,
        true,
        "PASSED. Every stated behaviour was seen. It was the built-in mock that passed; name an implementation with --base-url to have it verified."
    )]
    [InlineData(
        Outcome.Passed,
        false,
        "PASSED. Every stated behaviour was seen. No token was tried after a logout, because the chosen scenarios do not."
    )]
    [InlineData(
        Outcome.NotJudged,
        false,
        "NOT JUDGED. No token was tried after a logout, so nothing was proved of it. Mend what is told above and run again."
    )]
    public void The_closing_sentence_tells_a_mock_and_a_logout_that_nobody_tried(Outcome outcome, bool isMock, string expected)
    {
        var run = SampleReports.Green.Runs[0] with
        {
            Outcome = outcome,
            IsEmbedded = isMock,
            TriesLogout = isMock,
            Notices = ["Only a part was."],
        };
        var text = End(SampleReports.Green with { Runs = [run] }, Plain).TrimEnd();
        Assert.EndsWith("\n" + expected, text, StringComparison.Ordinal);
        Assert.Contains("  note      Only a part was.\n", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        RunEnd.TimeLimit,
        Outcome.NotJudged,
        "NOT JUDGED. None of the checks that were made failed. The time limit ended the run before every check was made. Give it longer with --time-limit, or less to do with --depth quick."
    )]
    [InlineData(
        RunEnd.Interrupted,
        Outcome.NotJudged,
        "NOT JUDGED. None of the checks that were made failed. The run was interrupted before every check was made. Run it again to have the rest made."
    )]
    [InlineData(RunEnd.MaxFailures, Outcome.Failed, "FAILED. A check failed. It stopped at --max-failures, before every check was made.")]
    public void The_closing_sentence_tells_how_a_run_ended_that_was_cut_short(RunEnd end, Outcome outcome, string expected)
    {
        var run = SampleReports.Green.Runs[0] with { Outcome = outcome, End = end, Obstacles = ["It ended."], TriesLogout = false };
        Assert.EndsWith("\n" + expected, End(SampleReports.Green with { Runs = [run] }, Plain).TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_plain_output_holds_no_escape_sequence_and_no_carriage_return()
    {
        var text = Whole(SampleReports.Hostile, Plain);
        Assert.DoesNotContain("\u001b", text, StringComparison.Ordinal);
        Assert.DoesNotContain("\r", text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_target_says_cannot_steer_a_terminal()
    {
        var text = Whole(SampleReports.Hostile, Plain with { IsLive = true });
        foreach (var control in "\0\u0008\u001b\u2028\u2029\u202e")
            Assert.DoesNotContain(control, text);
        Assert.Contains("\\u001b[31mred", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Colours_change_nothing_that_can_be_read()
    {
        var coloured = End(SampleReports.Rich, Plain with { UsesColour = true });
        Assert.Contains("\u001b[31mFAILED\u001b[0m", coloured, StringComparison.Ordinal);
        Assert.Equal(
            End(SampleReports.Rich, Plain),
            System.Text.RegularExpressions.Regex.Replace(
                coloured,
                "\u001b\\[\\d+m",
                string.Empty,
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            )
        );
    }

    [Fact]
    public void A_live_line_shows_the_progress_and_is_gone_at_the_end()
    {
        var output = Whole(SampleReports.Rich, Plain with { IsLive = true });
        Assert.Contains("\ralpha 1/4, 1 failed", output, StringComparison.Ordinal);
        Assert.Contains("\ralpha 3/4, 2 failed", output, StringComparison.Ordinal);
        Assert.Equal(Whole(SampleReports.Rich, Plain), Seen(output));
    }

    [Fact]
    public void A_run_that_is_broken_off_leaves_nothing_of_the_live_line()
    {
        string Broken(ConsoleStyle style)
        {
            using var output = new StringWriter { NewLine = "\n" };
            var reporter = new ConsoleReporter(output, style);
            foreach (var started in SampleEvents.Of(SampleReports.Rich).OfType<ContractStarted>())
                reporter.On(started);
            reporter.Finish(SampleReports.Rich);
            return output.ToString();
        }

        var live = Broken(Plain with { IsLive = true });
        Assert.Contains("\ralpha 0/4   beta 0/4   gamma 0/0", live, StringComparison.Ordinal);
        Assert.Equal(Broken(Plain), Seen(live));
    }

    [Theory]
    [InlineData(50)]
    [InlineData(80)]
    [InlineData(120)]
    public void Text_keeps_to_the_width_and_commands_stay_whole(int width)
    {
        var lines = End(SampleReports.Rich, Plain with { Width = width }).Split('\n');
        Assert.Contains("  repeat    " + SampleExchanges.Me(3).Curl, lines);
        var inside = lines
            .TakeWhile(l => !l.StartsWith("3 contracts", StringComparison.Ordinal))
            .Where(l => !l.StartsWith("  repeat", StringComparison.Ordinal));
        Assert.All(inside, l => Assert.True(l.Length <= width, l));
    }

    [Theory]
    [InlineData("日本語のとても長い文章", 80)]
    [InlineData("日本語のとても長い文章", 120)]
    [InlineData("😀👍🏽 ok ", 80)]
    [InlineData("Спецификация по-русски ", 120)]
    public void Text_in_any_script_keeps_to_the_width(string text, int width)
    {
        var run = SampleRuns.Gamma() with { Obstacles = [string.Concat(Enumerable.Repeat(text, 40))] };
        var lines = End(SampleReports.Rich with { Runs = [run] }, Plain with { Width = width })
            .Split('\n')
            .SkipWhile(l => !l.Contains("NOT JUDGED", StringComparison.Ordinal))
            .TakeWhile(l => l.Length > 0)
            .ToList();
        Assert.True(lines.Count > 2, string.Join('\n', lines));
        Assert.All(lines, l => Assert.True(l.GetCellWidth() <= width, l));
        Assert.All(lines, l => Assert.DoesNotContain('\uFFFD', string.Concat(l.EnumerateRunes())));
        Assert.Equal(
            string.Concat(run.Obstacles[0].Where(c => c != ' ')),
            string.Concat(lines.SelectMany(l => l).Where(c => c != ' '))["NOTJUDGED".Length..]
        );
    }

    [Theory]
    [InlineData(true, 80, "", 80, true, true)]
    [InlineData(true, 0, "", 120, true, true)]
    [InlineData(true, 10, "", 40, true, true)]
    [InlineData(true, 80, "NO_COLOR=1", 80, false, true)]
    [InlineData(true, 80, "CI=true", 80, true, false)]
    [InlineData(true, 80, "TERM=dumb", 80, false, false)]
    [InlineData(false, 80, "", 120, false, false)]
    public void The_style_fits_the_output(bool isTerminal, int width, string variable, int expectedWidth, bool usesColour, bool isLive)
    {
        var style = ConsoleStyle.Of(
            isTerminal,
            width,
            name => variable.StartsWith(name + "=", StringComparison.Ordinal) ? variable[(name.Length + 1)..] : null,
            isVerbose: false
        );
        Assert.Equal(new ConsoleStyle(expectedWidth, usesColour, isLive, IsVerbose: false), style);
    }

    private static string End(VerificationReport report, ConsoleStyle style)
    {
        using var output = new StringWriter { NewLine = "\n" };
        new ConsoleReporter(output, style).Finish(report);
        return output.ToString();
    }

    private static string Whole(VerificationReport report, ConsoleStyle style)
    {
        using var output = new StringWriter { NewLine = "\n" };
        var reporter = new ConsoleReporter(output, style);
        foreach (var happened in SampleEvents.Of(report))
            reporter.On(happened);
        reporter.Finish(report);
        return output.ToString();
    }

    // What a terminal shows: a carriage return goes back to the beginning of the line, and what follows is written over it.
    private static string Seen(string output) =>
        string.Join(
            '\n',
            output
                .Split('\n')
                .Select(line =>
                {
                    var shown = string.Empty;
                    foreach (var part in line.Split('\r'))
                        shown = part + (shown.Length > part.Length ? shown[part.Length..] : string.Empty);
                    return shown.TrimEnd();
                })
        );
}
