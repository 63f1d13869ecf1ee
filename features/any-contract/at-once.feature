@needs-login @from-standard
Feature: Several requests at once
  A logout holds from the moment it is answered, whoever else is asking at that moment.

  @ANY-23 @revokes-access @needs-protected
  Scenario: No use of the access token is let in once the logout was answered
    Given a session
    When the session logs out while 3 clients use its access token
    Then no use that began after the logout's answer is accepted

  @ANY-25 @revokes-access @needs-protected
  Scenario: Two logouts at once leave no access token alive
    Given a session
    When the session logs out 2 times at once
    Then none of them is a server error
    And at least 1 of them is accepted
    And the access token of the session is refused

  @ANY-25 @revokes-refresh
  Scenario: Two logouts at once leave no refresh token alive
    Given a session
    When the session logs out 2 times at once
    Then none of them is a server error
    And at least 1 of them is accepted
    And the refresh token of the session is refused

  @ANY-24 @rotates
  Scenario: A refresh token is redeemed once at the most
    Given a session
    When the session refreshes 4 times at once
    Then none of them is a server error
    And at most 1 of them is accepted
