using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>The feature files of the samples, with everything that Gherkin has.</summary>
internal static class SampleFeatures
{
    public static readonly FeatureSource Logout = new(
        "features/alpha/logout.feature",
        """
        # What the document says about leaving.
        @alpha
        Feature: Logging out
          A session ends when its owner says so.

          Background:
            Given a user who is logged in

          @ALP-07
          Scenario: A revoked token is refused
            When the user logs out
            Then the access token is refused as revoked

          Rule: Nobody else is logged out

            @ALP-08
            Scenario: Another session survives
              Given a second session of the same user
              When the user logs out
              Then the second session still works

            @ALP-09 @ALP-07
            Scenario Outline: Logging out of <device>
              When the <device> sends
                '''json
                {"device": "<device>"}
                '''
              Then the answer has
                | field  | value    |
                | device | <device> |

              @slow
              Examples: devices
                | device |
                | phone  |
                | laptop |
        """.Replace("'''", "\"\"\"", StringComparison.Ordinal)
    );

    public static readonly FeatureSource Advice = new(
        "features/standards/advice.feature",
        """
        Feature: What standards advise

          @STD-01
          Scenario: A refusal names its scheme
            When the user calls without a token
            Then the answer has a challenge

          @STD-02
          Scenario: A refresh token is rotated
            When the user refreshes
            Then the old refresh token is refused

          @BET-03
          Scenario: The place of the token is open
            When the user logs in
            Then the run tells where the token is

          Scenario: Nobody asked for this
            When the user logs in
        """
    );

    /// <summary>The line, counted from 1, that holds a text.</summary>
    public static int LineOf(this FeatureSource source, string text) =>
        Array.FindIndex(source.Text.Split('\n'), l => l.Contains(text, StringComparison.Ordinal)) + 1;
}
