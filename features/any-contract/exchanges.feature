@needs-login
Feature: Any answer of any contract
  What holds of whatever is answered. Every scenario of a run looks at its own answers for it; these make sure that there are some.

  @ANY-76 @needs-protected
  Scenario: Nothing is given away at and after a logout
    Given a session
    When the session logs out
    And the session logs out again
    And the session uses its access token
    Then none of them is a server error

  @ANY-77 @needs-protected
  Scenario: What is behind a token stays out of shared caches
    Given a session
    Then the access token of the session is accepted
