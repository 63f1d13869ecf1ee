@needs-login @from-standard
Feature: A dead token, tried as an attacker would
  What was refused once is refused later, spelled otherwise, elsewhere and by another form of the request.

  @ANY-62 @needs-protected @revokes-access
  Scenario: A revoked access token is refused however it is spelled
    Given a session
    And the session has logged out
    Then the access token of the session is refused in every other spelling

  @ANY-62 @revokes-refresh
  Scenario: A revoked refresh token is refused however it is spelled
    Given refreshing works
    And a session
    And the session has logged out
    Then the refresh token of the session is refused in every other spelling

  @ANY-63 @needs-protected @revokes-access @undocumented
  Scenario: A revoked access token opens nothing elsewhere
    Given a session
    And the session has logged out
    Then the access token of the session is refused at every other place

  @ANY-63 @revokes-refresh @undocumented
  Scenario: A revoked refresh token gives no tokens elsewhere
    Given refreshing works
    And a session
    And the session has logged out
    Then the refresh token of the session is refused at every other place

  @ANY-64 @needs-protected @revokes-access
  Scenario: A revoked access token opens nothing by another form of the documented request
    Given a session
    And the session has used its access token in every other form of the documented request
    And the session has logged out
    Then the access token of the session is refused in every other form of the documented request

  @ANY-64 @needs-protected @revokes-access @undocumented
  Scenario: A revoked access token opens nothing by another form of the request
    Given a session
    And the session has used its access token at every other spelling of the path
    And the session has logged out
    Then the access token of the session is refused in every other form of the request

  @ANY-64 @revokes-refresh
  Scenario: A revoked refresh token gives no tokens by another form of the documented request
    Given refreshing works
    And a session
    And the session has logged out
    Then the refresh token of the session is refused in every other form of the documented request

  @ANY-64 @revokes-refresh @undocumented
  Scenario: A revoked refresh token gives no tokens by another form of the request
    Given refreshing works
    And a session
    And the session has logged out
    Then the refresh token of the session is refused in every other form of the request

  @ANY-64 @needs-protected @keeps-access @undocumented
  Scenario: A token that was never issued opens nothing by another form of the request
    Given a session
    Then an altered access token of the session is refused in every other form of the request

  @ANY-64 @needs-protected @keeps-access @needs-lifetime @needs-clock @undocumented
  Scenario: An expired access token opens nothing by another form of the request
    Given a session
    When the lifetime of the access token passes
    Then the expired access token of the session is refused in every other form of the request

  @ANY-65 @needs-protected @revokes-access
  Scenario: A revoked access token is refused at every operation that asks for it
    Given a session
    And the session has logged out
    Then the access token of the session is refused at every operation that asks for it

  @ANY-65 @needs-protected @revokes-access
  Scenario: A revoked access token is refused on every connection
    Given a session
    And the session has logged out
    Then the access token of the session is refused on every connection

  @ANY-68 @needs-protected @revokes-access
  Scenario: A logout by dead tokens ends no session
    Given a session
    And the session has logged out
    And a sibling session of the same user
    When the session tries every logout with its dead tokens
    Then the sibling session still works

  @ANY-66 @needs-protected @undocumented
  Scenario: The name of a user in a header opens nothing
    Given a session
    Then the name of a user in a header opens nothing

  @ANY-67 @needs-protected
  Scenario: No forgery of an access token opens anything
    Given a session
    Then every further forgery of the access token of the session is refused

  @ANY-67 @needs-refresh-token
  Scenario: No forgery of a refresh token gives tokens
    Given refreshing works
    And a session
    Then every further forgery of the refresh token of the session is refused

  @ANY-67 @needs-protected @needs-jwt @runs-apart
  Scenario: No access token that names a key elsewhere opens anything
    Given a session
    Then no forgery of the access token of the session whose key stands elsewhere is accepted

  @ANY-67 @needs-refresh-token @runs-apart
  Scenario: No refresh token that names a key elsewhere gives tokens
    Given refreshing works
    And a session
    Then no forgery of the refresh token of the session whose key stands elsewhere is accepted

  @ANY-61 @needs-protected @revokes-access @needs-lifetime @needs-clock
  Scenario: A revoked access token is refused until its lifetime ends
    Given a session
    And the session has logged out
    Then the access token of the session is refused until its lifetime ends

  @ANY-61 @revokes-refresh @needs-clock
  Scenario: A revoked refresh token is refused until its lifetime ends
    Given refreshing works
    And a session
    And the session has logged out
    Then the refresh token of the session is refused until its lifetime ends

  @ANY-61 @needs-protected @revokes-access @needs-clock
  Scenario: A revoked access token is refused beyond midnight
    Given it is shortly before midnight
    And a session
    When the session logs out
    Then the logout succeeds
    And the access token of the session is refused
    When PT20S pass
    Then the access token of the session is refused
