@needs-login @from-deep
Feature: Many sessions and many uses at any contract
  What a logout ends it ends as well when there is much to do. A message tells at which of many something went wrong.

  @ANY-70 @needs-protected @revokes-access
  Scenario: An access token that was used some hundred times before its logout is dead after it
    Given a session
    And the session has used its access token 300 times
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @ANY-25
  Scenario: Fifty sessions of a user log out at once
    When 50 sessions of the same user log out at once
    Then none of them is a server error
    And each session that logged out has ended

  @ANY-70
  Scenario: A user logs in and out many times in a row
    When a user logs in and out 50 times
    Then each session that logged out has ended

  @ANY-73 @needs-refresh @needs-protected @revokes-whole-session @revokes-refresh
  Scenario: A refresh at the moment of the logout gives nothing that outlives it, however often
    Given refreshing works
    Then no refresh outlives a logout at the same moment, 40 times over
