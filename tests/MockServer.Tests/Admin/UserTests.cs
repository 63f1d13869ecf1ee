using Conformance.Generated.MockAdmin.Client;

namespace Conformance.MockServer.Tests.Admin;

public sealed class UserTests
{
    private const string Carol = "carol@example.com/x y";

    [Fact]
    public async Task A_user_is_added_logs_in_and_is_removed_with_the_sessions()
    {
        await using var mock = await AdminMock.StartAsync();
        var added = await mock.Client.AddUserAsync(new NewUser { Name = Carol, Password = "secret-123" });
        Assert.Equal([TestMock.Alice, TestMock.Bob, Carol], (await mock.Client.ListUsersAsync()).Users.Select(u => u.Name));
        Assert.Equal(added.Id, (await mock.Client.ListUsersAsync()).Users[2].Id);
        var tokens = await mock.LogInAsync(Carol, password: "secret-123");
        Assert.Equal(200, await mock.UseAsync(tokens));

        await mock.Client.RemoveUserAsync(Carol);
        Assert.Equal(401, await mock.UseAsync(tokens));
        Assert.Equal(
            401,
            (await mock.SendAsync("POST", "nethesis/api/auth/exchange", null, new { access_token = $"{Carol}:secret-123" })).Status
        );
        var gone = await AdminMock.ProblemOfAsync(404, () => mock.Client.RemoveUserAsync(Carol));
        Assert.Contains($"there is no user \"{Carol}\". GET /__admin/users lists them.", gone.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_user_is_removed_by_id_and_the_others_stay()
    {
        await using var mock = await AdminMock.StartAsync();
        var (alice, bob) = (await mock.LogInAsync(), await mock.LogInAsync(TestMock.Bob));
        await mock.Client.RemoveUserAsync((await mock.Client.ListUsersAsync()).Users[0].Id);
        Assert.Equal((401, 200), (await mock.UseAsync(alice), await mock.UseAsync(bob)));
    }

    [Fact]
    public async Task A_name_that_is_taken_or_empty_is_refused()
    {
        await using var mock = await AdminMock.StartAsync();
        var taken = await AdminMock.ProblemOfAsync(
            409,
            () => mock.Client.AddUserAsync(new NewUser { Name = TestMock.Alice, Password = "other" })
        );
        Assert.Contains("\"alice@example.com\" already", taken.Detail, StringComparison.Ordinal);
        await mock.LogInAsync();
        var empty = await AdminMock.ProblemOfAsync(
            400,
            () => mock.Client.AddUserAsync(new NewUser { Name = "", Password = new string('x', 257) })
        );
        Assert.Equal(
            """POST /__admin/users: body name is not as described: found ""; body password is not as described. Expected a JSON object (Content-Type: application/json) such as {"name": "carol@example.com", "password": "secret-123"}, each of 1 to 256 characters.""",
            empty.Detail
        );
    }
}
