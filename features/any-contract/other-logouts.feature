@needs-login @from-standard
Feature: A logout, written otherwise
  Who takes another text, place or form for the documented logout ends the session by it.

  @ANY-80
  Scenario: A logout ends its session however its token is spelled, or is no success
    Given a session
    Then a logout with its token in every other spelling ends the session, or is no success

  @ANY-80 @undocumented
  Scenario: A logout ends its session by whatever form of the request, or is no success
    Given a session
    Then a logout in every other form of the request ends the session, or is no success

  @ANY-80 @undocumented @from-deep
  Scenario: A logout ends its session wherever its token travels, or is no success
    Given a session
    Then a logout with its token at every other place ends the session, or is no success

  @ANY-80 @needs-protected @needs-password @runs-apart
  Scenario: A session ends with its logout however the name of its user was written
    Given a session
    Then a session that began under the name of the session in another spelling ends with its logout
