@needs-login @runs-last
Feature: What died stays dead
  When a run ends, every token that one of its scenarios saw die is tried once more.

  @ANY-61 @needs-protected @revokes-access
  Scenario: Every access token that died is still refused when the run ends
    Given a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused
    And every access token that died in this run is still refused

  @ANY-61 @revokes-refresh
  Scenario: Every refresh token that died is still refused when the run ends
    Given refreshing works
    And a session
    When the session logs out
    Then the logout succeeds
    And the refresh token of the session is refused
    And every refresh token that died in this run is still refused
