Feature: Acme: signing out

  @ACM-01
  Scenario: The session is over
    Given a session
    When the session logs out
    Then the access token of the session is refused

  @ACM-02
  Scenario: A logout says nothing
    Given a session
    When the session logs out
    Then the answer is 204

  @ACM-03
  Scenario: A refusal names its cause
    When someone logs out without any token
    Then the answer is 401
    And the body has the field "error"
