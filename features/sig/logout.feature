Feature: SIG: logout
  The logout takes the refresh token away. A JWT that is out already lives until its hour is over.

  Rule: How a client asks

    @SIG-01
    Scenario: A logout is a POST
      Given a session
      When the session logs out
      Then the logout succeeds

    @SIG-01
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

    @SIG-02
    Scenario: Nobody logs out without the JWT
      Given a session
      When the session logs out without its access token
      Then the answer is 401
      And the session still works

    @SIG-03
    Scenario: What another media type leads to
      Given a session
      When the session logs out with the media type "text/plain"
      Then the answer is reported

    @SIG-04
    Scenario: The refresh token may be left out with the body
      Given a session
      When the session logs out without a body
      Then the answer is 200

    @SIG-04
    Scenario: The refresh token may be left out of the body
      Given a session
      When the session logs out with the body:
        """json
        {}
        """
      Then the answer is 200

  Rule: What the answers look like

    @SIG-05
    Scenario: A logout says so
      Given a session
      When the session logs out
      Then the answer is 200
      And the body is exactly:
        """json
        {"message": "Successfully logged out"}
        """

    @SIG-06
    Scenario: A logout without the JWT says what is missing
      Given a session
      When the session logs out without its access token
      Then the answer is 401
      And the body is exactly:
        """json
        {"code": 401, "message": "JWT Token not found"}
        """

    @SIG-06
    Scenario: A logout with a bad JWT has the same form
      Given a session
      When the session logs out with a tampered access token
      Then the answer is 401
      And the field "code" is 401
      And the field "message" is a text

  Rule: What a logout ends

    @SIG-07
    Scenario: The refresh token is dead
      Given refreshing works
      And a session
      When the session logs out
      Then the answer is 200
      And the refresh token of the session is refused

    @SIG-08
    Scenario: The JWT lives on
      Given a session
      When the session logs out
      Then the answer is 200
      And the access token of the session is accepted

    @SIG-08 @needs-clock
    Scenario: The JWT dies in its time
      Given a session
      And the session has logged out
      When PT59M pass
      Then the access token of the session is accepted
      When PT2M pass
      Then the access token of the session is refused as expired

    @SIG-14
    Scenario: What the refresh token of another session of the same user leads to
      Given a session
      And a sibling session of the same user
      When the session logs out with the refresh token of the sibling session
      Then the answer is reported

    @SIG-09 @runs-first
    Scenario: New tokens need a new login
      Given refreshing works
      And a session
      When the session logs out
      Then the answer is 200
      And the refresh token of the session is refused
      And a new login works

  Rule: The tokens

    @SIG-10
    Scenario: A JWT says that it lives for an hour
      Given a session
      Then the access token of the session lives for PT1H

    @SIG-10 @needs-clock
    Scenario: A JWT lives for an hour
      Given a session
      When PT59M pass
      Then the access token of the session is accepted
      When PT2M pass
      Then the access token of the session is refused as expired

    @SIG-12
    Scenario: The JWT is signed with RS256
      Given a session
      Then the access token of the session is a JWT signed with RS256

    @SIG-12
    Scenario: The refresh token tells nothing
      Given a session
      Then the refresh token of the session is no JWT
