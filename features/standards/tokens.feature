@advice @needs-login
Feature: Tokens
  How the standards want tokens to be checked.

  @RFC7519-4.1.4 @needs-protected @needs-jwt @needs-lifetime @needs-clock
  Scenario: A token is refused in the second of its exp
    Given a session
    When the exp of the access token of the session comes
    And the session uses its access token
    Then it is refused as expired

  @RFC7519-4.1.4 @API2-2023 @needs-protected @needs-lifetime @needs-clock
  Scenario: A token is refused after its exp
    Given a session
    When the lifetime of the access token passes
    And the session uses its access token
    Then it is refused as expired

  @RFC8725-3.1 @needs-protected @needs-jwt
  Scenario Outline: <Kind> token is refused
    Given a session
    When the session uses <kind> access token
    Then it is refused as unknown

    Examples:
      | Kind          | kind          |
      | An unsigned   | an unsigned   |
      | A re-signed   | a re-signed   |
      | A key-swapped | a key-swapped |

  @RFC8725-3.12 @needs-protected @needs-other-kinds
  Scenario: Other kinds of tokens are refused where an access token belongs
    Given a session
    When the session uses each other kind of token as access token
    Then it is refused as wrong-kind

  @RFC8725-3.12 @needs-refresh-token
  Scenario: An access token is refused where a refresh token belongs
    Given refreshing works
    And a session
    When the session uses its access token as refresh token
    Then it is refused as wrong-kind

  @ASVS5-9.1.1 @needs-protected
  Scenario: A token with a broken signature is refused
    Given a session
    When the session uses a tampered access token
    Then it is refused as unknown

  @API2-2023 @needs-protected
  Scenario: Tokens travel in no URL
    Given a session
    When the session logs out
    Then no URL holds a token

  @API2-2023 @needs-protected @undocumented
  Scenario: A token in the URL opens nothing
    Given a session
    When the session sends its access token in the URL
    Then the URL has opened nothing to the session

  @API8-2023 @needs-protected @from-standard @undocumented
  Scenario: A token opens nothing at a place that is not documented
    Given a session
    Then the access token of the session opens nothing at another place

  @RFC7519-2 @needs-protected @needs-jwt
  Scenario: A JWT tells in seconds when it ends
    Given a session
    Then the JWTs of the session tell when they end in seconds

  @ASVS5-7.2.3 @needs-opaque-tokens @from-standard
  Scenario: An opaque token cannot be guessed
    Given a session
    Then nobody can guess the opaque tokens of a login

  @ASVS5-7.2.4 @needs-protected @from-standard
  Scenario: A login gives a token of its own although a live one comes with it
    Given a session
    When someone logs in with the live access token of the session beside the credentials
    Then the login has given a session of its own

  @RFC8725-3.10 @needs-protected @needs-jwt @runs-apart
  Scenario: Nobody is asked for a key because a token names an address
    Given a session
    Then no forgery of the access token of the session whose key stands elsewhere is accepted
