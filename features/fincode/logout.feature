Feature: FinCode: logout
  A client of FinCode logs out with a PUT. Both tokens of the session die, and only a full login gives access again.

  Rule: How a client asks

    @FIN-01 @FIN-10
    Scenario: A logout is a PUT and answers 200
      Given a session
      When the session logs out
      Then the answer is 200
      And the logout succeeds

    @FIN-01
    Scenario Outline: <method> is no logout
      Given a session
      When the session logs out by <method>
      Then the answer is 405
      And the session still works

      Examples:
        | method |
        | POST   |
        | GET    |
        | DELETE |

    @FIN-02
    Scenario: A body that is no JSON is refused and ends nothing
      Given a session
      When the session logs out with the media type "text/plain"
      Then it is rejected
      And the session still works

    @FIN-02
    Scenario: A body of no type is refused and ends nothing
      Given a session
      When the session logs out without a media type
      Then it is rejected
      And the session still works

    @FIN-03
    Scenario: The platform has to be named
      Given a session
      When the session logs out without the header "platform"
      Then it is rejected
      And the session still works

    @FIN-03 @should
    Scenario: There is only one platform
      Given a session
      When the session logs out with the header "platform" set to "another"
      Then it is rejected

    @FIN-04
    Scenario: The uuid has to be there
      Given a session
      When the session logs out without the header "uuid"
      Then it is rejected
      And the session still works

    @FIN-04
    Scenario: The uuid need not be a new one
      Given a session
      And a sibling session of the same user
      When the session logs out
      Then the answer is 200
      When the sibling session logs out
      Then the answer is 200

    @FIN-05
    Scenario: Whether the access token has to be sent
      Given a session
      When the session logs out without the header "x-auth-token"
      Then the answer tells the reading of FIN-05:
        | answer   | reading |
        | refused  | table   |
        | accepted | openapi |

    @FIN-06
    Scenario: Whether the refresh token has to be sent
      Given a session
      When the session logs out without the field "refresh_token"
      Then the answer tells the reading of FIN-06:
        | answer   | reading  |
        | refused  | required |
        | accepted | optional |

    @FIN-14
    Scenario Outline: The logout is the same under <base path>
      Given a session
      When the session logs out under the base path "<base path>"
      Then the answer is 200
      And the access token of the session is refused

      Examples:
        | base path        |
        | /api/v6/services |
        | /api/v1/services |

  Rule: What a logout ends

    @FIN-07
    Scenario: The access token is dead
      Given a session
      When the session logs out
      Then the answer is 200
      And the access token of the session is refused

    @FIN-07
    Scenario: The access token of before a refresh is dead as well
      Given a session
      And the session has been refreshed
      When the session logs out
      Then the answer is 200
      And the old access token of the session is refused

    @FIN-08
    Scenario: The refresh token is dead even if it was not sent
      Given refreshing works
      And a session
      And the session has logged out without its refresh token
      Then the refresh token of the session is refused

    @FIN-08
    Scenario: The refresh token is dead
      Given refreshing works
      And a session
      When the session logs out
      Then the answer is 200
      And the refresh token of the session is refused

    @FIN-09 @runs-first
    Scenario: Only a full login gives access again
      Given refreshing works
      And a session
      When the session logs out
      Then the answer is 200
      And the access token of the session is refused
      And the refresh token of the session is refused
      And a new login works

  Rule: What the answers look like

    @FIN-11
    Scenario: A logout answers with a message
      Given a session
      When the session logs out
      Then the answer is 200
      And the field "message" is a text

    @FIN-12
    Scenario: A refusal can be shown to the user
      Given a session
      When the session logs out without the header "uuid"
      Then it is rejected
      And the body is JSON

    @FIN-12
    Scenario: A refusal for want of a good token can be shown to the user
      Given a session
      When the session logs out with a tampered access token
      Then it is rejected
      And the body is JSON

    @FIN-13
    Scenario: The access token is a JWT
      Given a session
      Then the access token of the session is a JWT
