@advice @needs-login
Feature: Revocation
  What the standards ask of a logout, beyond what the contract promises.

  @RFC9110-9.2.2 @logout-by-put @revokes-access
  Scenario: A logout by PUT may be repeated: the session stays as the first one left it
    Given a session
    And the session has logged out
    When the session logs out again
    Then none of them is a server error
    And the access token of the session is refused

  @RFC7009-2.1 @needs-protected @revokes-refresh
  Scenario: Revoking the refresh token ends the access tokens of the grant
    Given a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @RFC7009-2.2 @presents-refresh
  Scenario: An unknown refresh token is no error at a logout
    Given a session
    When the session logs out with a made-up refresh token
    Then it is accepted

  @ASVS5-7.4.1 @needs-protected
  Scenario: After a logout the access token is of no further use
    Given a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused

  @ASVS5-7.4.1 @needs-refresh-token
  Scenario: After a logout the refresh token is of no further use
    Given refreshing works
    And a session
    When the session logs out
    Then the logout succeeds
    And the refresh token of the session is refused

  @ASVS5-7.4.3 @needs-protected
  Scenario: A logout ends what it says and no more
    Given a session
    And a sibling session of the same user
    When the session logs out
    Then the logout succeeds
    And the sibling session still works

  @WSTG-SESS-06 @needs-protected
  Scenario: The old credential is refused at each protected operation
    Given a session
    And the session has logged out
    When the session uses its access token
    Then it is refused as revoked

  @RFC9700-4.14.2 @needs-refresh-token
  Scenario: A refresh token is replaced when used, and a replay ends the family
    Given a session
    And the session has been refreshed
    When the session replays the refresh token that it had before
    Then it is rejected
    And the refresh token of the session is refused
