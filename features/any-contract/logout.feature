@needs-login
Feature: The logout of any contract
  Rules that hold for every API whose contract says which operation logs out and what that ends.
  Each scenario first shows that a token works, then logs out, and then shows what became of the token.

  @ANY-01 @ANY-19
  Scenario: The documented logout succeeds
    Given a session
    When the session logs out
    Then the logout succeeds

  @ANY-02 @needs-protected @revokes-access
  Scenario: A revoked access token opens nothing any more
    Given a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused
    And the access token of the session is refused

  @ANY-02 @needs-protected @needs-alternatives @revokes-access
  Scenario: A logout in each documented way revokes the access token
    Given a session
    Then a logout in each other documented way revokes the access token of its session

  @ANY-03 @revokes-refresh
  Scenario: A revoked refresh token gives no new tokens
    Given refreshing works
    And a session
    When the session logs out
    Then the logout succeeds
    And the refresh token of the session is refused
    And the refresh token of the session is refused

  @ANY-03 @needs-protected @needs-alternatives @revokes-refresh
  Scenario: A logout in each documented way revokes the refresh token
    Given refreshing works
    And a session
    Then a logout in each other documented way revokes the refresh token of its session

  @ANY-02 @needs-protected @revokes-access @from-standard
  Scenario: A revoked access token stays dead, whoever logs in and out
    Given a session
    And a sibling session of the same user
    And the session has logged out
    And the sibling session has logged out
    When someone logs in
    Then the access token of the session is refused 25 times over

  @ANY-03 @revokes-refresh @from-standard
  Scenario: A revoked refresh token stays dead, whoever logs in and out
    Given a session
    And a sibling session of the same user
    And the session has logged out
    And the sibling session has logged out
    When someone logs in
    Then the refresh token of the session is refused 25 times over

  @ANY-02 @needs-protected @revokes-user-access
  Scenario: A logout of all sessions ends the access tokens of the others
    Given a session
    And a sibling session of the same user
    When the session logs out
    Then the logout succeeds
    And the access token of the sibling session is refused

  @ANY-03 @revokes-user-refresh
  Scenario: A logout of all sessions ends the refresh tokens of the others
    Given refreshing works
    And a session
    And a sibling session of the same user
    When the session logs out
    Then the logout succeeds
    And the refresh token of the sibling session is refused

  @ANY-04 @needs-protected @keeps-access
  Scenario: An access token that the logout leaves alone still works
    Given a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is accepted

  @ANY-04 @needs-protected @keeps-access @needs-lifetime @needs-clock
  Scenario: An access token that the logout leaves alone expires in its time
    Given a session
    And the session has logged out
    When the lifetime of the access token passes
    Then the access token of the session is refused as expired

  @ANY-05 @needs-protected @revokes-no-user @runs-first
  Scenario: Another session of the same user lives on
    Given a session
    And a sibling session of the same user
    When the session logs out
    Then the logout succeeds
    And the sibling session still works

  @ANY-06 @needs-protected @runs-first
  Scenario: The session of another user lives on
    Given a session
    And a session of another user
    When the session logs out
    Then the logout succeeds
    And the other user's session still works

  @ANY-06 @needs-protected @runs-first
  Scenario: The session of a user with a look-alike name lives on
    Given a session
    And a session of a user with a look-alike name
    When the session logs out
    Then the logout succeeds
    And the look-alike's session still works

  @ANY-07
  Scenario: A second logout does not break the server
    Given a session
    And the session has logged out
    When the session logs out again
    Then none of them is a server error

  @ANY-08
  Scenario: What a second logout answers
    Given a session
    And the session has logged out
    When the session logs out again
    Then the answer is reported

  @ANY-19 @requires-access @revokes-access
  Scenario: A second logout answers as the contract documents for a revoked token
    Given a session
    And the session has logged out
    When the session logs out again
    Then the answer is as documented

  @ANY-20 @runs-first
  Scenario: After a logout a new login works
    Given a session
    When the session logs out
    Then the logout succeeds
    And a new login works

  @ANY-26
  Scenario: Names of headers in capitals are understood
    Given a session
    When the session logs out with the names of its headers in capitals
    Then it is accepted

  @ANY-26
  Scenario: Names of headers in small letters are understood
    Given a session
    When the session logs out with the names of its headers in small letters
    Then it is accepted
