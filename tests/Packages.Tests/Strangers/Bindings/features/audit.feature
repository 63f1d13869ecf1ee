Feature: Audit

  @audit
  Scenario: A door that was closed stays closed
    Given a session
    When the session logs out
    Then nobody comes in with the token of the session
