@advice @needs-login
Feature: Challenges
  What a refusal tells the client about the way in.

  @RFC9110-11.6.1 @needs-protected
  Scenario: Every 401 of a protected operation carries a challenge
    When someone uses the protected operations without a token
    Then every 401 carries a challenge

  @RFC9110-11.6.1 @requires-access
  Scenario: The 401 of a logout carries a challenge
    When someone logs out without any token
    Then every 401 carries a challenge

  @RFC6750-3 @needs-bearer
  Scenario: A Bearer challenge has a parameter
    When someone uses the protected operations without a token
    Then every Bearer challenge has a parameter

  @RFC6750-3.1 @needs-bearer
  Scenario: A request without credentials is told no error
    When someone uses the protected operations without a token
    Then no Bearer challenge has an error

  @RFC6750-3.1 @needs-bearer
  Scenario: A forged token is told to be invalid
    Given a session
    When the session uses a tampered access token
    Then every Bearer challenge has the error "invalid_token"

  @RFC6750-3.1 @needs-bearer @revokes-access
  Scenario: A revoked token is told to be invalid
    Given a session
    And the session has logged out
    When the session uses its access token
    Then every Bearer challenge has the error "invalid_token"

  @RFC9110-11.1 @needs-bearer @requires-access
  Scenario: The scheme's name may be in small letters
    Given a session
    When the session logs out with the authentication scheme "bearer"
    Then it is accepted

  @RFC9110-15.5.6 @undocumented
  Scenario Outline: A 405 to a <method> names the methods that there are
    Given a session
    When the session logs out by <method>
    Then the answer is 405
    And the answer has the header "Allow"

    Examples:
      | method |
      | DELETE |
      | PATCH  |

  @RFC9110-15.5.16 @needs-body @undocumented
  Scenario: An unsupported media type gets 415
    Given a session
    When the session logs out with the media type "application/x-conform"
    Then the answer is 415

  @RFC9110-15.5.16 @undocumented
  Scenario: An unsupported media type at the login gets 415
    When someone logs in with the media type "application/x-conform"
    Then the answer is 415

  @RFC9111-5.2.2.5
  Scenario: Answers that hold tokens may not be stored
    When someone logs in
    Then it is accepted
    And the header "Cache-Control" names "no-store"

  @RFC6265-4.1.1
  Scenario: No answer sets two cookies of one name
    Given a session
    When the session logs out
    Then no answer sets a cookie twice

  @RFC6265-5.3 @needs-cookie-token
  Scenario: The cookies that a logout drops are those that the login set
    Given a session
    When the session logs out
    Then the logout succeeds

  @WSTG-CLNT-07 @needs-protected @needs-cookie-token
  Scenario: An origin that nobody knows may not read what a cookie opens
    Given a session
    When the session uses its access token from a made-up origin
    Then none of them is a server error

  @WSTG-IDNT-04 @needs-password @from-standard @runs-apart
  Scenario: An unknown user and a wrong password are refused alike
    When someone whom nobody knows logs in
    Then it reads like a wrong password
