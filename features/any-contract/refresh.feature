@needs-login @needs-refresh
Feature: The refresh of any contract
  What a refresh gives works, and what it replaces does not.

  @ANY-29 @ANY-19 @needs-protected
  Scenario: A refresh gives tokens that work
    Given a session
    When the session refreshes
    Then it is accepted
    And the answer is as documented
    And the access token of the session is accepted

  @ANY-02 @revokes-access @needs-protected
  Scenario: A logout after a refresh revokes the new access token
    Given a session
    And the session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-03 @revokes-refresh
  Scenario: A logout after a refresh revokes the new refresh token
    Given a session
    And the session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the refresh token of the session is refused

  @ANY-02 @revokes-whole-session @needs-protected
  Scenario: A logout after a refresh revokes the access token of before as well
    Given a session
    And the session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the old access token of the session is refused

  @ANY-21 @rotates
  Scenario: A replaced refresh token gives no tokens
    Given a session
    And the session has been refreshed
    When the session replays the refresh token that it had before
    Then it is refused as reused
    And the answer is as documented

  @ANY-22 @detects-reuse @needs-protected
  Scenario: Using a replaced refresh token again ends the session
    Given a session
    And the session has been refreshed
    When the session replays the refresh token that it had before
    Then it is refused as reused
    And the access token of the session is refused
    And the refresh token of the session is refused
