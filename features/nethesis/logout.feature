Feature: My Nethesis: logout
  The logout blacklists both tokens. Every answer has a code, a message and data.

  Rule: How a client asks

    @NET-01
    Scenario: A logout is a POST
      Given a session
      When the session logs out
      Then the logout succeeds

    @NET-01
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

    @NET-02
    Scenario: Nobody logs out without the access token
      Given a session
      When the session logs out without its access token
      Then the answer is 401
      And the session still works

    @NET-14
    Scenario: What the scheme without a token leads to
      Given a session
      When the session logs out with the header "Authorization" set to "Bearer"
      Then the answer is reported

    @NET-03 @NET-12
    Scenario: A logout without a body is a bad request
      Given a session
      When the session logs out without a body
      Then the answer is 400
      And the field "code" is the status
      And the session still works

    @NET-03 @NET-12
    Scenario: A logout with a broken body is a bad request
      Given a session
      When the session logs out with a broken body
      Then the answer is 400
      And the field "code" is the status
      And the session still works

    @NET-04
    Scenario: A logout without the refresh token is a bad request
      Given a session
      When the session logs out without the field "refresh_token"
      Then the answer is 400
      And the session still works

    @NET-04
    Scenario Outline: A refresh token that is <value> is a bad request
      Given a session
      When the session logs out with the field "refresh_token" set to <value>
      Then the answer is 400
      And the session still works

      Examples:
        | value |
        | 5     |
        | null  |

    @NET-04 @review
    Scenario: What an empty refresh token leads to
      Given a session
      When the session logs out with the field "refresh_token" set to ""
      Then the answer is reported

  Rule: What a logout ends

    @NET-07
    Scenario: The access token is dead for every use
      Given a session
      When the session logs out
      Then the answer is 200
      And the access token of the session is refused

    @NET-07
    Scenario: The access token is dead for another logout
      Given a session
      And the session has logged out
      When the session logs out again
      Then the answer is 401

    @NET-08
    Scenario: The refresh token is dead
      Given refreshing works
      And a session
      When the session logs out
      Then the answer is 200
      And the refresh token of the session is refused

  Rule: What the answers look like

    @NET-05 @NET-12
    Scenario: A logout answers in the envelope
      Given a session
      When the session logs out
      Then the answer is 200
      And the field "code" is the status
      And the field "message" is a text
      And the field "data" is an object or null
      And the answer is as documented

    @NET-06
    Scenario: A logout answers as in the sample
      Given a session
      When the session logs out
      Then the answer is 200
      And the body is exactly:
        """json
        {"code": 200, "message": "logout successful", "data": {}}
        """

    @NET-09 @NET-12
    Scenario: A bad request tells which type of error it is
      Given a session
      When the session logs out without the field "refresh_token"
      Then the answer is 400
      And the field "code" is the status
      And the field "message" is a text
      And the field "data.type" is either "validation_error" or "external_api_error"
      And the answer is as documented

    @NET-10
    Scenario: A bad request lists the fields at fault
      Given a session
      When the session logs out without the field "refresh_token"
      Then the answer is 400
      And every "data.errors" has the fields "key, message, value"
      And some "data.errors" has the "key" "refresh_token"

    @NET-13
    Scenario: The details of an error may be anything
      Given a session
      When the session logs out without the field "refresh_token"
      Then the answer is 400
      And the answer is as documented

    @NET-11 @NET-12
    Scenario: A refusal answers in the envelope
      Given a session
      When the session logs out with a tampered access token
      Then the answer is 401
      And the field "code" is the status
      And the field "message" is a text
      And the field "data" is an object or null
      And the answer is as documented

    @NET-11 @sample
    Scenario: A refusal answers as in the sample
      Given a session
      When the session logs out with a tampered access token
      Then the answer is 401
      And the field "message" is "invalid token"
