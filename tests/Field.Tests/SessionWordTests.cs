using Conformance.Contracts.Loading;
using Conformance.Verification.Results;

namespace Conformance.Field.Tests;

/// <summary>
/// Each word about the life of tokens and the end of sessions, in a contract of its own: lint has nothing to say, its own mock keeps it, and a server that does otherwise is found
/// by the scenario that the word is for.
/// </summary>
public sealed class SessionWordTests : IDisposable
{
    private const string Refresh = "    refresh: {format: opaque, lifetime: P7D, rotation: rotate}\n";
    private const string Access = "    access: {format: opaque, lifetime: PT1H, scheme: bearer}\n";
    private const string Logout = "x-session: {role: logout, revokes: {access: session, refresh: session}}";
    private const string IdleAccess = "    access: {format: opaque, idle: PT20M, scheme: bearer}\n";

    private const string Ping = """
          /ping:
            get:
              operationId: ping
              security: [{bearer: []}]
              x-session: {role: protected, counts-as-use: false}
              responses:
                '204': {description: The token is live.}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private const string Sessions = """
          /sessions:
            get:
              operationId: sessions
              security: [{bearer: []}]
              x-session: {role: list, lists: $response.body#/sessions/*/id}
              responses:
                '200':
                  description: The sessions.
                  content:
                    application/json:
                      schema:
                        type: object
                        required: [sessions]
                        properties:
                          sessions:
                            type: array
                            items: {type: object, required: [id, current], properties: {id: {type: string, format: uuid}, current: {type: boolean}}}
                      examples: {two: {value: {sessions: [{id: '', current: '{$listed.current}'}, {id: '', current: false}]}}}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private const string EndNamed = """
          /sessions/{id}:
            delete:
              operationId: endSession
              security: [{bearer: []}]
              parameters: [{name: id, in: path, required: true, schema: {type: string}}]
              x-session: {role: end, session: $request.path.id, revokes: {access: named, refresh: named}}
              responses:
                '204': {description: It has ended.}
                '401': {$ref: '#/components/responses/Refused'}
                '404': {$ref: '#/components/responses/Refused'}

        """;

    private const string EndOthers = """
          /sessions/end-others:
            post:
              operationId: endOthers
              security: [{bearer: []}]
              x-session: {role: end, revokes: {access: others, refresh: others}}
              responses:
                '204': {description: They have ended.}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private const string ChangePassword = """
          /password:
            post:
              operationId: changePassword
              security: [{bearer: []}]
              x-session: {role: end, revokes: {access: user, refresh: user}}
              responses:
                '204': {description: It is changed.}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private const string Ticket = """
          /tickets:
            post:
              operationId: ticket
              security: [{bearer: []}]
              x-session: {role: protected, issues: {ticket: $response.body#/ticket}}
              responses:
                '201': {description: A ticket for the stream.}
                '401': {$ref: '#/components/responses/Refused'}
          /stream:
            get:
              operationId: stream
              security: []
              x-session: {role: protected, presents: {ticket: $request.query.ticket}}
              parameters: [{name: ticket, in: query, schema: {type: string}}]
              responses:
                '204': {description: The stream is open.}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private const string LogoutEverywhere = """
          /logout-everywhere:
            post:
              operationId: logoutEverywhere
              security: [{bearer: []}]
              x-session: {role: logout, revokes: {access: user, refresh: user}}
              responses:
                '204': {description: The user is logged out everywhere.}
                '401': {$ref: '#/components/responses/Refused'}

        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("conformance-").FullName;

    public static TheoryData<string, string[], string[], string> Words =>
        new()
        {
            {
                "grace",
                [Refresh, Refresh.Replace("rotate}", "rotate, grace: PT30S}")],
                [Refresh, Refresh],
                "A replaced refresh token is good within its grace"
            },
            {
                "grace",
                [Refresh, Refresh.Replace("rotate}", "rotate, grace: PT30S}")],
                [Refresh, Refresh.Replace("rotate}", "rotate, grace: PT40S}")],
                "A replaced refresh token gives no tokens when its grace is over"
            },
            {
                "idle",
                [Access, IdleAccess],
                [Access, IdleAccess.Replace("idle", "lifetime")],
                "An access token lives as long as it is used, and no longer"
            },
            {
                "idle",
                [Access, IdleAccess],
                [Access, IdleAccess.Replace("20M", "25M")],
                "An access token lives as long as it is used, and no longer"
            },
            {
                "counts-as-use",
                [Access, IdleAccess, "  # more\n", Ping],
                [Access, IdleAccess, "  # more\n", Ping.Replace(", counts-as-use: false", "")],
                "What does not count as use keeps no access token alive"
            },
            {
                "session",
                [Refresh, Refresh.Replace("P7D", "P7D, session: P20D")],
                [Refresh, Refresh],
                "No refresh lets a session outlive its lifetime"
            },
            { "others", ["  # more\n", EndOthers], ["  # more\n", EndOthers.Replace("refresh: others", "refresh: session")], EndsOf },
            { "others", ["  # more\n", EndOthers], ["  # more\n", EndOthers.Replace("others,", "user,")], EndsOf },
            { "user", ["  # more\n", ChangePassword], ["  # more\n", ChangePassword.Replace("user}", "others}")], EndsOf },
            {
                "named",
                ["  # more\n", EndNamed + Sessions],
                [
                    "  # more\n",
                    EndNamed.Replace("access: named", "access: others") + Sessions,
                    "revokes: {access: others",
                    "revokes: {access: session",
                ],
                EndsOf
            },
            {
                "list",
                ["  # more\n", Sessions],
                [Logout, "x-session: {role: logout, revokes: {access: session}}", "  # more\n", Sessions],
                "A session that has logged out is listed no more"
            },
            {
                "given",
                [
                    Refresh,
                    Refresh + "    ticket: {format: opaque, lifetime: PT1H}\n",
                    Logout,
                    Logout.Replace("}}", ", ticket: session}}"),
                    "  # more\n",
                    Ticket,
                ],
                [Refresh, Refresh + "    ticket: {format: opaque, lifetime: PT1H}\n", "  # more\n", Ticket],
                "What a session was given dies with it"
            },
            {
                "second logout",
                ["  # more\n", LogoutEverywhere],
                ["  # more\n", LogoutEverywhere.Replace("access: user, ", "")],
                "A revoked access token opens nothing any more (POST /logout-everywhere)"
            },
            {
                "honours",
                [Logout, Logout.Replace("logout,", "logout, honours: {access: [expired]},")],
                [Logout, Logout.Replace("logout,", "logout, tolerates: {access: [missing]},")],
                "A logout that counts an expired access token ends the session"
            },
            {
                "honours",
                [Logout, Logout.Replace("logout,", "logout, honours: {access: [wrong-kind]},")],
                [Logout, Logout.Replace("logout,", "logout, tolerates: {access: [wrong-kind]},")],
                "A logout that counts a token of another kind ends its session"
            },
        };

    private static string EndsOf => "What ends sessions ends those that it says, and no others";

    [Theory]
    [MemberData(nameof(Words))]
    public async Task A_server_that_does_otherwise_is_found(string word, string[] edits, string[] otherwise, string scenario)
    {
        var run = await OwnMock.VerifyAsync(Contract(word, edits), Contract("otherwise", otherwise));
        Assert.Contains(run.Scenarios, s => s.Name == scenario && s.Verdict == Verdict.Failed);
        Assert.Equal(Outcome.Failed, run.Outcome);
    }

    [Theory]
    [MemberData(nameof(Words))]
    public async Task Its_own_mock_keeps_it_and_lint_is_silent(string word, string[] edits, string[] otherwise, string scenario)
    {
        var source = Contract(word, edits);
        Assert.Empty(OwnMock.Lint(source));
        var run = await OwnMock.VerifyAsync(source);
        Assert.True(run.Outcome == Outcome.Passed, OwnMock.Told(run));
        Assert.Contains(run.Scenarios, s => s.Name == scenario && s.Verdict == Verdict.Passed);
        Assert.NotEmpty(otherwise);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private ContractSource Contract(string name, string[] edits)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Words", "session-base.yaml"));
        for (var i = 0; i < edits.Length; i += 2)
        {
            Assert.Contains(edits[i], text, StringComparison.Ordinal);
            text = text.Replace(edits[i], edits[i + 1], StringComparison.Ordinal);
        }

        var path = Path.Combine(_folder, name.Replace(' ', '-') + ".yaml");
        File.WriteAllText(path, text);
        return ContractSource.FromFile(path);
    }
}
