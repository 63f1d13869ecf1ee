Feature: Rinne: logout
  The document says that the JWT is invalidated by the logout, and that it lives until it expires. A run tells which of the two it saw.

  Rule: How a client asks

    @RIN-01
    Scenario: A logout is a POST
      Given a session
      When the session logs out
      Then the logout succeeds

    @RIN-01
    Scenario Outline: <method> is no logout
      Given a session
      When the session logs out by <method>
      Then the answer is 405
      And the session still works

      Examples:
        | method |
        | GET    |
        | PUT    |
        | DELETE |

    @RIN-02
    Scenario: Nobody logs out without the JWT
      Given a session
      When the session logs out without its access token
      Then the answer is 401
      And the session still works

    @RIN-03
    Scenario: An empty POST is enough
      Given a session
      When the session logs out without a body
      Then the answer is 200

  Rule: What the answers look like

    @RIN-04
    Scenario: A logout answers with success and message
      Given a session
      When the session logs out
      Then the answer is 200
      And the answer is as documented
      And the body has the field "success"
      And the field "message" is a text

    @RIN-04 @sample
    Scenario: A logout answers as in the sample
      Given a session
      When the session logs out
      Then the answer is 200
      And the field "success" is true
      And the field "message" is "Logged out successfully"

    @RIN-13
    Scenario: Whether a success has a wrapper
      Given a session
      When the session logs out
      Then the answer is reported

    @RIN-08 @RIN-09
    Scenario: A missing JWT
      When someone logs out without any token
      Then the answer is 401
      And the answer is as documented
      And the body has the field "error"

    @RIN-08 @RIN-09
    Scenario Outline: A JWT that is <kind>
      Given a session
      When the session logs out with a <kind> access token
      Then the answer is 401
      And the answer is as documented
      And the body has the field "error"

      Examples:
        | kind      |
        | malformed |
        | tampered  |
        | made-up   |

    @RIN-10
    Scenario: The error has the sample's code and status
      When someone logs out without any token
      Then the answer is 401
      And the field "error.code" is "AUTHENTICATION_ERROR"
      And the field "error.status" is 401

    @RIN-11
    Scenario: The error names path, request and reason
      When someone logs out without any token
      Then the answer is 401
      And the field "error.path" is the path of the request
      And the field "error.requestId" is a text
      And the field "error.details.reason" is a text

    @RIN-12
    Scenario: The error tells its time
      When someone logs out without any token
      Then the answer is 401
      And the field "error.timestamp" is a time

  Rule: What a logout ends

    @RIN-05 @RIN-06
    Scenario: What becomes of the JWT
      Given a session
      And the session has logged out
      Then the access token of the session tells the reading of RIN-06:
        | answer   | reading   |
        | accepted | stateless |
        | refused  | blacklist |

    @RIN-06 @needs-clock
    Scenario: The JWT expires in its time
      Given a session
      And the session has logged out
      When the lifetime of the access token passes
      Then the access token of the session is refused as expired

    @RIN-07 @review
    Scenario: Whether the blacklist that is announced is there
      Given a session
      And the session has logged out
      Then the access token of the session tells the reading of RIN-06:
        | answer   | reading   |
        | accepted | stateless |
        | refused  | blacklist |
