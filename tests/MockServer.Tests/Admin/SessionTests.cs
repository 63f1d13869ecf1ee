using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

public sealed class SessionTests
{
    [Fact]
    public async Task Sessions_are_listed_by_contract_and_user_without_tokens()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        await mock.LogInAsync(TestMock.Bob);
        var all = (await mock.Client.ListSessionsAsync()).Sessions;
        Assert.Equal([TestMock.Bob, TestMock.Alice], all.Select(s => s.User));
        Assert.Equal(["access#1", "refresh#1"], all[1].Tokens.Select(t => t.Label).Order());
        Assert.All(all[1].Tokens, t => Assert.Equal(TokenState.Live, t.State));
        Assert.Single((await mock.Client.ListSessionsAsync(limit: 1)).Sessions);
        Assert.Equal(all[1].Id, Assert.Single((await mock.Client.ListSessionsAsync(user: TestMock.Alice)).Sessions).Id);
        Assert.Empty((await mock.Client.ListSessionsAsync(contract: "sig")).Sessions);

        var text = await mock.Control.GetStringAsync("sessions", TestContext.Current.CancellationToken);
        Assert.DoesNotContain(tokens.Access, text, StringComparison.Ordinal);
        Assert.DoesNotContain(tokens.Refresh, text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_is_shown_and_ended()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        var id = (await mock.Client.ListSessionsAsync()).Sessions[0].Id;
        Assert.Equal(TestMock.Alice, (await mock.Client.GetSessionAsync(id)).User);
        await mock.Client.EndSessionAsync(id);
        Assert.Equal(401, await mock.UseAsync(tokens));
        Assert.All(
            (await mock.Client.GetSessionAsync(id)).Tokens,
            t => Assert.Equal((TokenState.Revoked, TokenRevokedBy.EndedByAdministrator), (t.State, t.RevokedBy))
        );
        await AdminMock.ProblemOfAsync(404, () => mock.Client.GetSessionAsync("none"));
        await AdminMock.ProblemOfAsync(404, () => mock.Client.EndSessionAsync("none"));
    }

    [Fact]
    public async Task A_token_is_looked_up_by_its_text()
    {
        await using var mock = await AdminMock.StartAsync();
        var tokens = await mock.LogInAsync();
        var known = await mock.Client.LookUpTokenAsync(new TokenText { Token = tokens.Refresh });
        Assert.Equal(
            ("nethesis", TestMock.Alice, "refresh#1", TokenState.Live),
            (known.Contract, known.User, known.Token.Label, known.Token.State)
        );
        Assert.Equal((await mock.Client.ListSessionsAsync()).Sessions[0].Id, known.Session);
        await mock.LogOutAsync(tokens);
        known = await mock.Client.LookUpTokenAsync(new TokenText { Token = tokens.Refresh });
        Assert.Equal(
            (TokenState.Revoked, TokenRevokedBy.LoggedOut, known.Token.IssuedAt),
            (known.Token.State, known.Token.RevokedBy, known.Token.RevokedAt)
        );
        foreach (var unknown in new[] { "", "nonsense", tokens.Access + "x", new string('x', 20_000) })
        {
            await AdminMock.ProblemOfAsync(404, () => mock.Client.LookUpTokenAsync(new TokenText { Token = unknown }));
        }
    }

    [Fact]
    public async Task A_token_expires_by_its_text_or_its_label()
    {
        await using var mock = await AdminMock.StartAsync();
        var (first, second) = (await mock.LogInAsync(), await mock.LogInAsync());
        await mock.Client.ExpireTokenAsync(new TokenChoice { Token = first.Access });
        Assert.Equal((401, 200), (await mock.UseAsync(first), await mock.UseAsync(second)));
        await mock.Client.ExpireTokenAsync(new TokenChoice { Label = "access#2", Contract = "nethesis" });
        Assert.Equal(401, await mock.UseAsync(second));
        Assert.Equal("expired", (await mock.Client.ListRequestsAsync(limit: 1)).Requests[0].Reason);
        await AdminMock.ProblemOfAsync(404, () => mock.Client.ExpireTokenAsync(new TokenChoice { Label = "access#9" }));
        await AdminMock.ProblemOfAsync(404, () => mock.Client.ExpireTokenAsync(new TokenChoice { Label = "access#1", Contract = "sig" }));
    }

    [Fact]
    public async Task A_wrong_choice_is_told_with_what_to_write()
    {
        await using var mock = await AdminMock.StartAsync();
        var neither = await AdminMock.ProblemOfAsync(400, () => mock.Client.ExpireTokenAsync(new TokenChoice()));
        Assert.StartsWith(
            "POST /__admin/tokens/expire: found neither of \"token\" and \"label\". Expected a JSON object",
            neither.Detail,
            StringComparison.Ordinal
        );
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ExpireTokenAsync(new TokenChoice { Token = "x", Label = "y" }));
        var near = await AdminMock.ProblemOfAsync(400, () => mock.Client.ListSessionsAsync(contract: "netesis"));
        Assert.Contains("there is no contract \"netesis\"; did you mean \"nethesis\"?", near.Detail, StringComparison.Ordinal);
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ListSessionsAsync(limit: 0));
        await AdminMock.ProblemOfAsync(400, () => mock.Client.ListSessionsAsync(limit: 1001));
    }
}
