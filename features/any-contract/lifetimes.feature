@needs-login
Feature: How long tokens live at any contract
  A token lives as long as the contract says: without a use, with its session, and after a refresh has replaced it.

  @ANY-31 @needs-idle @needs-protected @needs-clock
  Scenario: An access token lives as long as it is used, and no longer
    Given a session
    When three quarters of the lifetime of the access token pass
    Then the access token of the session is accepted
    When three quarters of the lifetime of the access token pass
    Then the access token of the session is accepted
    When the lifetime of the access token passes
    And the session uses its access token
    Then it is refused as expired
    When the session uses its access token
    Then it is refused as expired

  @ANY-31 @needs-uncounted @needs-protected @needs-clock
  Scenario: What does not count as use keeps no access token alive
    Given a session
    When three quarters of the lifetime of the access token pass
    And the session uses what does not count as use
    And three quarters of the lifetime of the access token pass
    And the session uses its access token
    Then it is refused as expired

  @ANY-32 @needs-refresh @needs-session-lifetime @needs-clock
  Scenario: No refresh lets a session outlive its lifetime
    Given a session
    When the session is refreshed until its lifetime is over
    And the session uses its refresh token
    Then it is refused as expired

  @ANY-33 @needs-grace
  Scenario: A replaced refresh token is good within its grace
    Given a session
    And the session has been refreshed
    When the session replays the refresh token that it had before
    Then it is accepted

  @ANY-33 @needs-grace @needs-clock
  Scenario: A replaced refresh token gives no tokens when its grace is over
    Given a session
    And the session has been refreshed
    When the grace of the refresh token passes
    And the session replays the refresh token that it had before
    Then it is refused as reused

  @ANY-33 @needs-grace @revokes-refresh-of-session
  Scenario: A logout ends a refresh token in its grace
    Given a session
    And the session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the old refresh token of the session is refused

  @ANY-39 @needs-protected @needs-jwt
  Scenario: A JWT ends when the contract says
    Given a session
    Then the JWTs of the session end when the contract says

  @ANY-32 @needs-end-of-use @needs-protected @needs-clock
  Scenario: No use lets a session outlive its lifetime
    Given a session
    When the session is used until its lifetime is over
    And the session uses its access token
    Then it is refused as expired

  @ANY-13 @needs-refresh-token @needs-refresh-alone @needs-clock
  Scenario: A refresh token works until its lifetime is nearly over
    Given a session
    And most of the lifetime of the refresh token has passed
    When the session refreshes
    Then it is accepted
