@needs-login @from-standard
Feature: Ways to the logout of any contract
  What a session, its siblings and its user did before a logout changes nothing about what the logout ends.

  @ANY-70 @needs-protected @revokes-access
  Scenario: An access token that was never used before its logout is dead after it
    Given a sibling session of the same user
    And a session that nobody has used yet
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @revokes-access
  Scenario: An access token that was used much before its logout is dead after it
    Given a session
    And the session has used its access token 30 times
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @revokes-access
  Scenario: A logout ends its session although another one was refused before
    Given a session
    When the session logs out 2 times in spite of a refusal
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @revokes-access @needs-body @undocumented
  Scenario: A logout ends its session although a broken one came before
    Given a session
    When the session logs out with a broken body
    And the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @revokes-access @revokes-refresh @needs-refresh-token
  Scenario: No dead token brings another one back
    Given a session
    When the session logs out
    Then the logout succeeds
    And the refresh token of the session is refused
    And the access token of the session is refused
    And the refresh token of the session is refused

  @ANY-70 @needs-protected @revokes-access @revokes-no-user @runs-first
  Scenario: Siblings log out one after the other, the younger one first
    Given a session
    And a sibling session of the same user
    When the sibling session logs out
    Then the logout succeeds
    And the access token of the session is accepted
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused
    And the access token of the sibling session is refused

  @ANY-70 @ANY-05 @needs-protected @revokes-no-user @runs-first
  Scenario: One of several sessions logs out, and no other one
    When one of 5 sessions of the same user logs out
    Then the logout succeeds
    And each session that logged out has ended
    And the others still work

  @ANY-70 @ANY-25
  Scenario: Several sessions of a user log out at once
    When 6 sessions of the same user log out at once
    Then none of them is a server error
    And each session that logged out has ended

  @ANY-70 @needs-refresh @needs-protected @revokes-whole-session
  Scenario: A logout ends the access tokens of every refresh before it
    Given a session
    And the session has been refreshed 3 times
    When the session logs out
    Then the logout succeeds
    And every access token that the session has had is refused

  @ANY-70 @needs-refresh @revokes-refresh
  Scenario: A logout ends the refresh tokens of every refresh before it
    Given a session
    And the session has been refreshed 3 times
    When the session logs out
    Then the logout succeeds
    And every refresh token that the session has had is refused

  @ANY-71 @needs-refresh @needs-protected @revokes-whole-session
  Scenario: A logout by an older access token ends the whole session
    Given a session
    And the session has been refreshed
    When the session logs out with the access token that it had before
    Then the logout succeeds
    And every access token that the session has had is refused

  @ANY-71 @needs-protected @presents-refresh @revokes-no-user
  Scenario: A logout with the refresh token of a sibling ends what it says, or nothing
    Given a session
    And a sibling session of the same user
    When the session logs out with the refresh token of the sibling session
    Then either it has ended what it says of the session, or nothing of the sibling session

  @ANY-21 @rotates
  Scenario: The oldest of several replaced refresh tokens gives no tokens
    Given a session
    And the session has been refreshed 3 times
    When the session replays the first refresh token that it had
    Then it is refused as reused

  @ANY-72 @detects-reuse @needs-protected @runs-first
  Scenario: A replayed refresh token ends no session of a sibling
    Given a session
    And a sibling session of the same user
    And the session has been refreshed
    When the session replays the refresh token that it had before
    Then it is refused as reused
    And the sibling session is still alive

  @ANY-22 @detects-reuse @needs-protected
  Scenario: Using the oldest of several replaced refresh tokens ends the session
    Given a session
    And the session has been refreshed 3 times
    When the session replays the first refresh token that it had
    Then it is refused as reused
    And the access token of the session is refused
    And the refresh token of the session is refused

  @ANY-73 @needs-refresh @needs-protected @revokes-whole-session @revokes-refresh
  Scenario: A refresh at the moment of the logout gives nothing that outlives it
    Given refreshing works
    Then no refresh outlives a logout at the same moment, 4 times over

  @ANY-74 @needs-protected @revokes-access
  Scenario: A dead token that comes with a login neither lives again nor is given back
    Given a session
    And the session has logged out
    When someone logs in with the dead access token of the session beside the credentials
    Then the login has given a session of its own
    And the access token of the session is refused

  @ANY-75 @needs-protected @needs-password @runs-apart
  Scenario: A wrong password ends no session of its user
    Given a session
    When someone logs in with a wrong password
    Then it is rejected
    And the session is still alive

  @ANY-74 @needs-protected @needs-opaque
  Scenario: A made-up token that comes with a login is no name for its session
    Given a session
    When someone logs in with a made-up access token beside the credentials of the session
    Then the login has given a session of its own

  @ANY-70 @needs-protected @revokes-access
  Scenario: The session of another user ends with its logout too
    Given a session of another user
    When the other user's session logs out
    Then the logout succeeds
    And the access token of the other user's session is refused

  @ANY-70 @needs-protected @revokes-user-access
  Scenario: A logout of all sessions ends older and younger ones
    Given a sibling session of the same user
    And a session
    And the session has used its access token 3 times
    When the sibling session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @needs-refresh @revokes-user-access
  Scenario: A logout of all sessions ends those that were refreshed
    Given a session
    And a sibling session of the same user
    And the sibling session has been refreshed
    When the session logs out
    Then the logout succeeds
    And every access token that the sibling session has had is refused

  @ANY-70 @needs-refresh @revokes-user-refresh
  Scenario: A logout of all sessions ends the refresh tokens of refreshes
    Given a session
    And a sibling session of the same user
    And the sibling session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the refresh token of the sibling session is refused

  @ANY-78 @needs-protected
  Scenario: A session ends in whatever documented form the logout is asked for
    Given a session
    Then a logout in each other documented form ends its session, or is refused

  @ANY-78 @needs-protected
  Scenario: A session ends with its logout in whatever documented form it began
    Given a session
    Then a session that began in each other documented form of the login ends with its logout

  @ANY-70 @needs-protected @revokes-access @needs-clock
  Scenario: A session that has grown old ends with its logout
    Given a session
    And most of the lifetime of the access token has passed
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ANY-70 @needs-protected @needs-refresh-token @needs-refresh-alone @revokes-access @revokes-refresh @needs-lifetime @needs-clock
  Scenario: A session that was refreshed after its access token had expired ends with its logout
    Given a session
    And the lifetime of the access token has passed
    And the session has been refreshed
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused
    And the refresh token of the session is refused

  @ANY-70 @needs-protected @revokes-access
  Scenario: A session whose login a live token came with ends with its logout
    Given a session
    When someone logs in with the live access token of the session beside the credentials
    Then the session that the login has given ends with its logout
