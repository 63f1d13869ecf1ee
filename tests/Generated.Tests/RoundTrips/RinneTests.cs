using Conformance.Generated.Rinne.Client;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>Answers hold objects in objects.</summary>
public sealed class RinneTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Nested_and_nullable_data_are_read()
    {
        await using var mock = await Target.MockOfAsync("rinne");
        var client = new RinneClient(mock.Client());
        var login = await client.LoginAsync(
            new LoginRequest { Identifier = "alice@example.com", Password = "open-sesame-1" },
            Cancellation
        );
        Assert.Null(login.SelectedCompany);
        var refused = await Assert.ThrowsAsync<ApiException<AuthenticationErrorResponse>>(() => client.MeAsync(Cancellation));
        Assert.Equal("No bearer token was sent", refused.Result.Error.Details!.Reason);
    }
}
