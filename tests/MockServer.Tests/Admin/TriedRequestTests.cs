using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Generated.MockAdmin.Client;
using Conformance.MockServer.Admin;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Operation = Conformance.Contracts.Model.Operation;
using Problem = Conformance.Documents.Problem;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>Requests that the control API drafts and sends in a page's place.</summary>
public sealed class TriedRequestTests
{
    private const string Login = $$"""{"access_token":"{{TestMock.Alice}}:{{TestMock.Password}}"}""";

    private static readonly HeaderLine Json = new() { Name = "Content-Type", Value = "application/json" };

    [Fact]
    public async Task An_answer_is_told_whole_with_the_tokens_that_were_issued_and_the_journals_entry()
    {
        await using var mock = await AdminMock.StartAsync();
        var login = await TryAsync(mock, "POST", "/nethesis/api/auth/exchange", Login, Json);
        Assert.Equal((200, false), (login.Status, login.Truncated));
        Assert.Equal(["access#1", "refresh#1"], login.Issued.Select(i => i.Label));
        Assert.All(login.Issued, i => Assert.Contains(i.Token, login.Text, StringComparison.Ordinal));
        Assert.All(login.Issued, i => Assert.Equal(TestMock.Alice, i.User));
        Assert.Contains(login.Headers, h => h is { Name: "Content-Type", Value: "application/json" });
        Assert.Equal(
            (1, Verdict.Accepted, "exchange"),
            (login.Request!.Number, login.Request.Verdict, login.Request.Operation?.Replace("Token", ""))
        );

        var issued = login.Issued.ToArray();
        var (access, refresh) = (issued[0].Token, issued[^1].Token);
        var bearer = new HeaderLine { Name = "Authorization", Value = $"Bearer {access}" };
        Assert.Equal(200, (await TryAsync(mock, "GET", "/nethesis/api/me", null, bearer)).Status);
        Assert.Equal(
            200,
            (await TryAsync(mock, "POST", "/nethesis/api/auth/logout", $$"""{"refresh_token":"{{refresh}}"}""", Json, bearer)).Status
        );
        var refused = await TryAsync(mock, "GET", "/nethesis/api/me", null, bearer);
        Assert.Equal(
            (401, "revoked", "access#1 was logged out just now"),
            (refused.Status, refused.Request!.Reason, refused.Request.Detail)
        );
        var listed = (await mock.Client.ListRequestsAsync()).Requests;
        Assert.Equal([4L, 3L, 2L, 1L], listed.Select(r => r.Number));

        // Who holds the text of a token is told; the journal goes without.
        Assert.DoesNotContain(access, System.Text.Json.JsonSerializer.Serialize(listed), StringComparison.Ordinal);
        Assert.Equal([2L, 1L], (await mock.Client.ListRequestsAsync(before: 3)).Requests.Select(r => r.Number));
    }

    [Fact]
    public async Task It_is_sent_in_the_namespace_that_was_asked_about_unless_it_names_one()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.Client.TryRequestAsync(new TriedRequest { Method = "GET", Target = "/nethesis/api/me" }, "a");
        await mock.Client.TryRequestAsync(new TriedRequest { Method = "GET", Target = "/__ns/b/nethesis/api/me" }, "a");
        var requests = (await mock.Client.ListNamespacesAsync()).Namespaces.ToDictionary(n => n.Name, n => n.Requests);
        Assert.Equal((1, 1, 0), (requests["a"], requests["b"], requests["default"]));
    }

    [Fact]
    public async Task A_connection_that_a_fault_breaks_is_told_and_not_the_control_apis()
    {
        await using var mock = await AdminMock.StartAsync();
        await mock.Client.AddFaultAsync(new NewFault { Kind = FaultKind.Reset, Times = 1 });
        var broken = await TryAsync(mock, "GET", "/nethesis/api/me", null);
        Assert.Equal((0, Verdict.Forced), (broken.Status, broken.Request!.Verdict));
        Assert.Equal(401, (await TryAsync(mock, "GET", "/nethesis/api/me", null)).Status);
    }

    [Theory]
    [InlineData("G T", "/", "A", "a", "found the method")]
    [InlineData("GET", "sig", "A", "a", "found the target \"sig\"")]
    [InlineData("GET", "http://elsewhere.example/", "A", "a", "found the target")]
    [InlineData("GET", "/a b", "A", "a", "found the target")]
    [InlineData("GET", "/", "A B", "a", "which is no name of one")]
    [InlineData("GET", "/", "A", "a\r\nB: b", "found a value of the header A")]
    public async Task What_cannot_be_sent_is_refused(string method, string target, string name, string value, string found)
    {
        await using var mock = await AdminMock.StartAsync();
        var problem = await AdminMock.ProblemOfAsync(
            400,
            () => TryAsync(mock, method, target, null, new HeaderLine { Name = name, Value = value })
        );
        Assert.Contains(found, problem.Detail, StringComparison.Ordinal);
        Assert.Equal(0, (await mock.Client.ListRequestsAsync()).Total);
    }

    [Fact]
    public async Task A_draft_and_findings_come_from_the_guide_that_the_mock_was_given()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Guide = new Guide() });
        var draft = await mock.Client.DraftRequestAsync(
            new DraftChoice
            {
                Contract = "sig",
                Operation = "login",
                User = TestMock.Bob,
                Tokens = new Dictionary<string, string> { ["access"] = "a-token" },
            }
        );
        Assert.Equal(("POST", "/sig/api/login?as=bob@example.com&with=a-token"), (draft.Method, draft.Target));
        Assert.True(draft.TakesUser);
        Assert.Equal(["access", "refresh"], draft.Issues);
        Assert.Empty(draft.Presents);
        Assert.Contains(draft.Answers, a => a.Status == "401" && a.Examples.Contains("credentials"));
        var finding = Assert.Single((await mock.Client.ListFindingsAsync("sig")).Findings);
        Assert.Equal(
            (FindingSeverity.Warning, "some-rule", "a.yaml:3:7", "It is odd.", "Mend it."),
            (finding.Severity, finding.Rule, finding.At, finding.Message, finding.Mend)
        );
        var wrong = await AdminMock.ProblemOfAsync(
            400,
            () => mock.Client.DraftRequestAsync(new DraftChoice { Contract = "sig", Operation = "logn" })
        );
        Assert.Contains("did you mean \"login\"?", wrong.Detail, StringComparison.Ordinal);
    }

    private static Task<TriedAnswer> TryAsync(AdminMock mock, string method, string target, string? body, params HeaderLine[] headers) =>
        mock.Client.TryRequestAsync(
            new TriedRequest
            {
                Method = method,
                Target = target,
                Headers = headers,
                Body = body,
            }
        );

    private sealed class Guide : IContractGuide
    {
        public ExampleRequest RequestFor(
            MountedContract mount,
            Operation operation,
            Account? user,
            IReadOnlyDictionary<string, string> tokens
        ) =>
            new(
                operation.Method,
                $"{mount.Prefix}{operation.Path}?as={user?.Name}&with={tokens.GetValueOrDefault("access")}",
                ImmutableArray<KeyValuePair<string, string>>.Empty,
                Body: null
            );

        public IReadOnlyCollection<Problem> FindingsOf(MountedContract mount, CancellationToken cancellationToken) =>
            [new(Severity.Warning, "some-rule", new Location("a.yaml", 3, 7), "It is odd.", "Mend it.")];
    }
}
