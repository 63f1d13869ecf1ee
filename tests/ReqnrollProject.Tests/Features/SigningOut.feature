Feature: Signing out of Acme

  Scenario: Nobody comes back with the old token
    Given a session
    When the session logs out
    Then the answer is 204
    And the access token of the session is refused
    And a new login works

  Scenario: A step of our own beside theirs
    Given a session
    When we remember the token of the session
    And the session logs out
    Then the remembered token opens nothing
