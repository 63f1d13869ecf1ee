@needs-login
Feature: Bad tokens at any contract
  A token that is missing, broken, forged, too old or of another kind opens nothing, and a logout with one changes nothing.

  @ANY-09 @ANY-19 @needs-protected
  Scenario: Nobody gets in without a token
    When someone uses the protected operations without a token
    Then it is refused as missing
    And the answers are as documented

  @ANY-09 @ANY-19 @needs-refresh
  Scenario: Nobody refreshes without a token
    When someone refreshes without a token
    Then it is rejected
    And the answer is as documented

  @ANY-09 @ANY-19 @requires-access
  Scenario: Nobody logs out without a token
    When someone logs out without any token
    Then it is rejected
    And the answer is as documented

  @ANY-09 @ANY-16 @ANY-19 @requires-access
  Scenario: A logout without its access token is refused and changes nothing
    Given a session
    When the session logs out without its access token
    Then it is refused as missing
    And the answer is as documented
    And the session still works

  @ANY-09 @needs-protected @needs-places
  Scenario: Each of several tokens is needed
    Given a session
    When the session uses the protected operations without each of their tokens in turn
    Then it is rejected
    And the session still works

  @ANY-28 @needs-protected @needs-places
  Scenario: Each of several tokens is looked at
    Given a session
    When the session uses the protected operations with each of their tokens made up in turn
    Then it is rejected
    And the session still works

  @ANY-38 @needs-protected @needs-places
  Scenario: Tokens of two sessions open nothing together
    Given a session
    And a sibling session of the same user
    When the session uses the protected operations with each further token of the sibling session in turn
    Then it is rejected
    And the session still works

  @ANY-38 @needs-protected @needs-places
  Scenario: A token that is made up alike at all of its places opens nothing
    Given a session
    When the session uses the protected operations with each further token made up in turn
    Then it is rejected
    And the session still works

  @ANY-09 @ANY-16 @needs-protected @needs-logout-places
  Scenario: A logout without one of its tokens is refused and changes nothing
    Given a session
    When the session logs out without each of its tokens in turn
    Then it is rejected
    And the session still works

  @ANY-10 @ANY-19 @needs-protected
  Scenario: A malformed access token opens nothing
    Given a session
    When the session uses a malformed access token
    Then it is refused as malformed
    And the answers are as documented

  @ANY-10 @ANY-19 @needs-protected @requires-access
  Scenario: A text that was never a token opens no logout
    When someone logs out with "not-a-token" as access token
    Then it is rejected
    And the answer is as documented

  @needs-protected
  Scenario Outline: <Kind> access token opens nothing
    Given a session
    When the session uses <kind> access token
    Then it is refused as unknown
    And the answers are as documented

    @ANY-11 @ANY-19
    Examples: The signature does not fit
      | Kind       | kind       |
      | A tampered | a tampered |
      | An altered | an altered |

    @ANY-12 @ANY-19
    Examples: No signature, or a stranger's
      | Kind        | kind        |
      | An unsigned | an unsigned |
      | A re-signed | a re-signed |

    @ANY-28 @ANY-19
    Examples: Never issued
      | Kind      | kind      |
      | A made-up | a made-up |

  @ANY-16 @requires-access @needs-protected
  Scenario Outline: A logout with <kind> access token is refused and changes nothing
    Given a session
    When the session logs out with <kind> access token
    Then it is refused as <reason>
    And the answer is as documented
    And the session still works

    @ANY-10 @ANY-19
    Examples:
      | kind        | reason    |
      | a malformed | malformed |

    @ANY-11 @ANY-19
    Examples:
      | kind       | reason  |
      | a tampered | unknown |
      | an altered | unknown |

    @ANY-12 @ANY-19
    Examples:
      | kind        | reason  |
      | an unsigned | unknown |
      | a re-signed | unknown |

    @ANY-28 @ANY-19
    Examples:
      | kind      | reason  |
      | a made-up | unknown |

  @needs-refresh-token
  Scenario Outline: <Kind> refresh token gives no tokens
    Given refreshing works
    And a session
    When the session uses <kind> refresh token
    Then it is refused as <reason>
    And the answer is as documented

    @ANY-10 @ANY-19
    Examples:
      | Kind        | kind        | reason    |
      | A malformed | a malformed | malformed |

    @ANY-11 @ANY-19
    Examples:
      | Kind       | kind       | reason  |
      | A tampered | a tampered | unknown |
      | An altered | an altered | unknown |

    @ANY-12 @ANY-19
    Examples:
      | Kind        | kind        | reason  |
      | An unsigned | an unsigned | unknown |
      | A re-signed | a re-signed | unknown |

    @ANY-28 @ANY-19
    Examples:
      | Kind      | kind      | reason  |
      | A made-up | a made-up | unknown |

  @ANY-13 @ANY-19 @needs-protected @needs-lifetime @needs-clock
  Scenario: An access token works until its lifetime is over, and no longer
    Given a session
    When all but a minute of the lifetime of the access token passes
    Then the access token of the session is accepted
    When PT1M2S pass
    And the session uses its access token
    Then it is refused as expired
    And the answers are as documented

  @ANY-13 @needs-protected @needs-alternatives
  Scenario: A live access token is accepted in every documented way
    Given a session
    Then the access token of the session is accepted in every documented way

  @ANY-13 @requires-access @needs-lifetime @needs-clock
  Scenario: An expired access token opens no logout
    Given a session
    And the lifetime of the access token has passed
    When the session logs out
    Then it is refused as expired
    And the answer is as documented

  @ANY-16 @requires-access @needs-lifetime @needs-refresh-token @needs-refresh-alone @needs-clock
  Scenario: A logout with an expired access token is refused and changes nothing
    Given a session
    And the lifetime of the access token has passed
    When the session logs out
    Then it is refused as expired
    And the refresh of the session still works

  @ANY-13 @needs-refresh-token @needs-clock
  Scenario: An expired refresh token gives no tokens
    Given refreshing works
    And a session
    When the lifetime of the refresh token passes
    And the session uses its refresh token
    Then it is refused as expired
    And the answer is as documented

  @ANY-30 @ANY-19 @needs-bearer @requires-access @undocumented
  Scenario: A token behind another authentication scheme opens no logout
    Given a session
    When the session logs out with the authentication scheme "Basic"
    Then it is refused as wrong-scheme
    And the answer is as documented

  @ANY-14 @needs-protected @needs-other-kinds
  Scenario: Other kinds of tokens are no access tokens
    Given a session
    When the session uses each other kind of token as access token
    Then it is refused as wrong-kind
    And the answers are as documented

  @ANY-14 @needs-refresh-token
  Scenario: An access token is no refresh token
    Given refreshing works
    And a session
    When the session uses its access token as refresh token
    Then it is refused as wrong-kind
    And the answer is as documented

  @ANY-14 @ANY-16 @requires-access @needs-refresh-token @needs-protected
  Scenario: A logout with the refresh token for an access token is refused and changes nothing
    Given a session
    When the session logs out with its refresh token as access token
    Then it is refused as wrong-kind
    And the session still works

  @ANY-15 @presents-refresh @needs-owner @needs-protected
  Scenario: Nobody ends the session of another user with that user's refresh token
    Given a session
    And a session of another user
    When the session logs out with the refresh token of the other user's session
    Then none of them is a server error
    And the other user's session still works

  @ANY-06 @needs-logout-places @needs-owner @needs-protected
  Scenario: Nobody ends the session of another user with that user's token at one of several places
    Given a session
    And a session of another user
    When the session logs out with a token of the other user's session at each further place in turn
    Then none of them is a server error
    And the other user's session still works

  @ANY-19 @needs-cookies
  Scenario: The cookies of a login have the documented attributes
    When someone logs in
    Then its cookies have the documented attributes

  @ANY-27 @ANY-19 @needs-password @runs-apart
  Scenario: A login with a wrong password is refused
    When someone logs in with a wrong password
    Then it is refused as credentials
    And the answer is as documented

  @ANY-27 @ANY-19 @needs-client @runs-apart
  Scenario: A login with a wrong credential of the client is refused
    When someone logs in with each credential of the client wrong in turn
    Then it is refused as client
    And the answers are as documented
