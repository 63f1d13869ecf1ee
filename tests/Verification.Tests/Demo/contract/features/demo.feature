Feature: Demo

  @DEM-01
  Scenario: The access token is dead
    Given a session
    When the session logs out
    Then the answer is 200
    And the access token of the session is refused

  @DEM-02
  Scenario: The refresh token is dead
    Given refreshing works
    And a session
    When the session logs out
    Then the answer is 200
    And the refresh token of the session is refused

  @DEM-03
  Scenario: The logout says bye
    Given a session
    When the session logs out
    Then the field "message" is "bye"
