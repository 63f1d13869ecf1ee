@needs-login
Feature: Requests that the contract does not describe
  A faulty logout is turned away in a documented form, and nobody is logged out by it.

  @ANY-17 @needs-protected @undocumented
  Scenario Outline: <method> logs nobody out where the contract does not document it
    Given a session
    When the session logs out by <method>
    Then the method is refused
    And the session still works

    Examples:
      | method |
      | GET    |
      | POST   |
      | PUT    |
      | PATCH  |
      | DELETE |

  @ANY-18 @ANY-16 @ANY-19 @needs-body @needs-protected @undocumented
  Scenario: A broken body is refused and changes nothing
    Given a session
    When the session logs out with a broken body
    Then it is rejected
    And the answer is as documented
    And the session still works

  @ANY-18 @ANY-16 @needs-body @needs-protected @undocumented
  Scenario Outline: A body that is <what> is refused and changes nothing
    Given a session
    When the session logs out with the body:
      """json
      <body>
      """
    Then it is rejected
    And the answer is as documented
    And the session still works

    Examples:
      | what     | body |
      | an array | []   |
      | a number | 42   |
      | a text   | "x"  |

  @ANY-18 @ANY-16 @ANY-19 @requires-body @needs-protected @undocumented
  Scenario: A logout without its body is refused and changes nothing
    Given a session
    When the session logs out without a body
    Then it is rejected
    And the answer is as documented
    And the session still works

  @ANY-18 @ANY-19 @undocumented @runs-apart
  Scenario: A login with a broken body is refused
    When someone logs in with a broken body
    Then it is rejected
    And the answer is as documented
