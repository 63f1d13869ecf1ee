@needs-login
Feature: Sessions beside the logout at any contract
  What ends or lists sessions without being the logout does what the contract says, and what a session was given dies with it.

  @ANY-34 @needs-end @needs-protected @runs-first
  Scenario: What ends sessions ends those that it says, and no others
    Given a session
    Then each end of sessions ends what it says, and no more

  @ANY-35 @needs-list @runs-first
  Scenario: A session that has logged out is listed no more
    Given a session
    And a sibling session that is listed
    When the sibling session logs out
    Then the logout succeeds
    And the sibling session is not listed any more by the session

  @ANY-35 @needs-list
  Scenario: A list has no session of another user
    Given a session
    And a session of another user
    Then no session of the session is listed by the other user's session

  @ANY-36 @needs-given
  Scenario: What a session was given dies with it
    Given a session
    And the session has been given what it can get
    When the session logs out
    Then the logout succeeds
    And what the session was given is refused

  @ANY-37 @needs-honoured @revokes-refresh @needs-lifetime @needs-clock
  Scenario: A logout that counts an expired access token ends the session
    Given a session
    And the lifetime of the access token has passed
    When the session logs out in spite of its expired access token
    Then the refresh token of the session is refused

  @ANY-37 @needs-honoured @revokes-refresh @needs-refresh-token
  Scenario: A logout that counts a token of another kind ends its session
    Given a session
    When the session logs out in spite of its refresh token as access token
    Then the refresh token of the session is refused

  @ANY-79 @needs-protected @from-standard
  Scenario: A token opens what is its own user's
    Given a session
    And a session of another user
    Then the session and the other user's session are answered as what they are

  @ANY-79 @needs-protected @revokes-access @from-standard @undocumented
  Scenario: A dead token beside a live one opens nothing of its own user
    Given a session
    And a session of another user
    Then a dead token of the session beside a live one of the other user's session opens nothing of its own user

  @ANY-79 @needs-protected @needs-refresh @from-standard
  Scenario: A refreshed token opens what is its own user's
    Given a session
    And a session of another user
    Then the session and the other user's session are answered as what they are after a refresh

  @ANY-79 @needs-protected @from-standard @undocumented
  Scenario: Whoever is named beside a token, it opens what is its own user's
    Given a session
    And a session of another user
    Then the name of the user of the session beside the token of the other user's session opens nothing of its own

  @ANY-40 @needs-stream @revokes-access @from-standard
  Scenario: What was open before a logout carries nothing after it
    Given a session
    Then the streams of the session carry nothing after its logout

  @ANY-40 @needs-poll @revokes-access @from-standard
  Scenario: What was waited for before a logout is not told after it
    Given a session
    Then what the session waits for is not told after its logout
