namespace Conformance.MockServer.Tests.Races;

/// <summary>The checker finds each kind of violation, and lets pass what overlapping requests may see.</summary>
public sealed class HistoryCheckTests
{
    private const int Session = 1;
    private const int Access = 11;
    private const int Refresh = 12;

    private static readonly Event LogIn = new(Act.LogIn, Session, 0, 0, 10, Answer.Accepted);
    private static readonly Event LogOut = new(Act.LogOut, Session, Access, 100, 200, Answer.Accepted);

    [Fact]
    public void A_use_that_overlaps_the_logout_may_be_answered_either_way() =>
        Assert.Empty(
            HistoryCheck.Violations([
                LogIn,
                LogOut,
                Use(150, 160, Answer.Accepted),
                Use(150, 160, Answer.Refused),
                Use(90, 300, Answer.Refused),
                Use(199, 400, Answer.Accepted),
                Use(201, 210, Answer.Refused),
            ])
        );

    [Fact]
    public void Two_redemptions_at_once_may_be_told_apart_and_a_foreign_token_refused() =>
        Assert.Empty(
            HistoryCheck.Violations([
                LogIn,
                Redeem(20, 40, Answer.Accepted),
                Redeem(25, 30, Answer.Refused),
                Leave(50, 60, Answer.Refused, foreign: 22),
                Redeem(70, 80, Answer.Reused),
                Use(75, 90, Answer.Refused),
            ])
        );

    [Fact]
    public void A_use_that_started_after_the_logout_was_answered_must_be_refused() =>
        Says(
            "Session 1: Use with token 11 was accepted although it started 1 ticks after the session's end was answered.",
            LogOut,
            Use(201, 210, Answer.Accepted)
        );

    [Fact]
    public void A_refresh_after_the_logout_must_be_refused() =>
        Says("Session 1: Refresh with token 12 was accepted although it started 5 ticks after", LogOut, Redeem(205, 210, Answer.Accepted));

    [Fact]
    public void A_use_after_a_breach_was_told_must_be_refused() =>
        Says(
            "Session 1: Use with token 11 was accepted although it started 10 ticks after",
            Redeem(20, 30, Answer.Accepted),
            Redeem(40, 50, Answer.Reused),
            Use(60, 70, Answer.Accepted)
        );

    [Fact]
    public void A_second_logout_must_be_refused_even_when_it_overlaps() =>
        Says("Session 1: 2 logouts were accepted.", LogOut, LogOut with { Start = 150, End = 250 });

    [Fact]
    public void A_refresh_token_must_not_be_redeemed_twice() =>
        Says("Session 1: refresh token 12 was redeemed 2 times.", Redeem(20, 40, Answer.Accepted), Redeem(25, 45, Answer.Accepted));

    [Fact]
    public void A_token_must_not_be_lost_before_its_logout_begins() =>
        Says("Session 1: Use with token 11 was refused although nothing had begun to end it.", LogOut, Use(50, 99, Answer.Refused));

    [Fact]
    public void A_refresh_token_must_not_be_lost_before_it_is_redeemed() =>
        Says(
            "Session 1: Refresh with token 12 was refused although nothing had begun to end it.",
            Redeem(20, 25, Answer.Refused),
            Redeem(30, 40, Answer.Accepted)
        );

    [Fact]
    public void A_breach_must_not_be_told_where_a_token_was_not_spent() =>
        Says("Session 1: Refresh with token 12 was refused although", Redeem(20, 25, Answer.Reused));

    [Fact]
    public void The_data_of_another_user_must_not_be_shown() =>
        Says(
            "Session 1: Use with token 11 showed another user's data: bob.",
            Use(20, 30, Answer.Accepted) with
            {
                ShowsAnother = true,
                Detail = "bob",
            }
        );

    [Fact]
    public void A_live_refresh_token_of_another_session_must_be_refused() =>
        Says(
            "Session 1: LogOut with token 11 was accepted together with the live refresh token 22 of session 2.",
            Leave(50, 60, Answer.Accepted, foreign: 22)
        );

    [Fact]
    public void A_dead_refresh_token_of_another_session_may_be_overlooked() =>
        Assert.Empty(
            HistoryCheck.Violations([
                LogIn,
                new Event(Act.LogOut, 2, 21, 30, 40, Answer.Accepted),
                Leave(50, 60, Answer.Accepted, foreign: 22),
            ])
        );

    [Fact]
    public void A_request_must_be_answered() =>
        Says(
            "Session 1: Use with token 11 was answered with neither an acceptance nor a refusal: 500.",
            Use(20, 30, Answer.Broken) with
            {
                Detail = "500",
            }
        );

    private static Event Use(long start, long end, Answer answer) => new(Act.Use, Session, Access, start, end, answer);

    private static Event Redeem(long start, long end, Answer answer) => new(Act.Refresh, Session, Refresh, start, end, answer);

    private static Event Leave(long start, long end, Answer answer, int foreign) =>
        new(Act.LogOut, Session, Access, start, end, answer) { Foreign = foreign, ForeignSession = 2 };

    private static void Says(string violation, params Event[] events) =>
        Assert.StartsWith(violation, Assert.Single(HistoryCheck.Violations([LogIn, .. events])), StringComparison.Ordinal);
}
