Feature: Bankezy: logout
  A user of the bank's app logs out by PIN or by device. The app keeps its own token.

  Rule: How a client asks

    @BKZ-01
    Scenario: A logout is a POST
      Given a session
      When the session logs out
      Then the logout succeeds

    @BKZ-01
    Scenario Outline: <method> is no logout
      Given a session
      When the session logs out by <method>
      Then the method is refused
      And the session still works

      Examples:
        | method |
        | GET    |
        | PUT    |
        | DELETE |

    @BKZ-02
    Scenario: Nobody logs out without the token of the login
      Given a session
      When the session logs out without the header "X-API-TOKEN"
      Then the answer is 401
      And the session still works

    @BKZ-03
    Scenario: Whether the application's key has to be sent
      Given a session
      When the session logs out without the header "X-API-KEY"
      Then the answer tells the reading of BKZ-03:
        | answer   | reading  |
        | refused  | required |
        | accepted | optional |

    @BKZ-04
    Scenario: The device has to be named
      Given a session
      When the session logs out without the field "deviceId"
      Then it is rejected
      And the session still works

    @BKZ-04 @review
    Scenario: What the id of another device leads to
      Given a session
      When the session logs out with the field "deviceId" set to "another-device"
      Then the answer is reported

    @BKZ-05
    Scenario: The app's own token has to be in the body
      Given a session
      When the session logs out without the field "token"
      Then it is rejected
      And the session still works

    @BKZ-06
    Scenario Outline: A logout in mode <mode>
      Given a session
      When the session logs out with the field "signOutMode" set to <mode>
      Then the answer is 200

      Examples:
        | mode |
        | 1    |
        | 2    |

    @BKZ-06 @review
    Scenario: What a mode that is not listed leads to
      Given a session
      When the session logs out with the field "signOutMode" set to 3
      Then the answer is reported

    @BKZ-06 @review
    Scenario: What a logout without a mode leads to
      Given a session
      When the session logs out without the field "signOutMode"
      Then the answer is reported

    @BKZ-11
    Scenario: JSON may be sent as text
      Given a session
      When the session logs out with the media type "text/plain"
      Then the answer is 200
      And the logout succeeds

    @BKZ-12
    Scenario: No cookie is needed
      Given a session
      When the session logs out
      Then the answer is 200

  Rule: What the answers look like

    @BKZ-07
    Scenario: A logout answers with code and description
      Given a session
      When the session logs out
      Then the answer is 200
      And the body is exactly:
        """json
        {"resCode": 200, "resDesc": "SUCCESS"}
        """

    @BKZ-08
    Scenario: What a refusal holds
      Given a session
      When the session logs out with a tampered access token
      Then the answer is 401
      And the answer is reported

  Rule: What a logout ends

    @BKZ-09
    Scenario: What becomes of the access token
      Given a session
      And the session has logged out
      Then the access token of the session tells the reading of BKZ-09:
        | answer   | reading |
        | refused  | revoked |
        | accepted | kept    |

  Rule: The tokens

    @BKZ-10
    Scenario: The token of the login is encrypted
      Given a session
      Then the access token of the session is a JWE with dir and A256GCM

    @BKZ-10
    Scenario: The token of the app is encrypted
      Given a session
      Then the client token of the session is a JWE with dir and A256GCM
