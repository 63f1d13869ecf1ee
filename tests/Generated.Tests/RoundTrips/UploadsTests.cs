using Conformance.Specs.Uploads.Client;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Generated.Tests.RoundTrips;

/// <summary>A generated client against the mock of its contract, which refuses what is not as described.</summary>
public sealed class UploadsTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_form_is_taken_without_the_fields_that_may_be_left_out()
    {
        await using var mock = await UploadsAsync();
        var stored = await new UploadsClient(mock.Client()).UploadAsync(
            new FileParameter(new MemoryStream([1, 2, 255]), "a.bin"),
            "A title",
            cancellationToken: Cancellation
        );
        Assert.NotNull(stored.Id);
    }

    [Fact]
    public async Task A_form_is_taken_with_all_its_fields()
    {
        await using var mock = await UploadsAsync();
        FileParameter[] more = [new(new MemoryStream([3]), "b.bin"), new(new MemoryStream([4]), "c.bin")];
        var stored = await new UploadsClient(mock.Client()).UploadAsync(
            new FileParameter(new MemoryStream([1, 2, 255]), "a.bin"),
            "A title",
            "A note",
            more,
            UploadRequestKind.B,
            3,
            Cancellation
        );
        Assert.NotNull(stored.Id);
    }

    [Fact]
    public async Task A_required_field_cannot_be_left_out()
    {
        await using var mock = await UploadsAsync();
        await Assert.ThrowsAsync<ArgumentNullException>(() =>
            new UploadsClient(mock.Client()).UploadAsync(null!, "A title", cancellationToken: Cancellation)
        );
        await new UploadsClient(mock.Client()).AvatarAsync(alt: "None of the fields is needed.", cancellationToken: Cancellation);
    }

    [Fact]
    public async Task Objects_in_the_query_and_cookies_arrive()
    {
        await using var mock = await UploadsAsync();
        var filter = new Filter
        {
            Name = "a&b",
            Tags = ["x", "y"],
            Open = true,
            Kind = UploadRequestKind.A,
        };
        var pets = await new UploadsClient(mock.Client()).SearchAsync("s1", filter, new Page { Limit = 3 }, "de", Cancellation);
        Assert.NotEmpty(pets);
    }

    [Fact]
    public async Task An_object_of_the_query_that_is_not_as_described_is_refused()
    {
        await using var mock = await UploadsAsync();
        using var http = mock.Client();
        http.DefaultRequestHeaders.Add("Cookie", "sid=s1");
        using var response = await http.GetAsync("search?filter[open]=perhaps", Cancellation);
        Assert.Equal(400, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_value_of_any_type_of_a_union_is_sent_and_read()
    {
        await using var mock = await UploadsAsync();
        var saved = await new UploadsClient(mock.Client()).SavePetAsync(new Dog { Kind = "dog", Barks = true }, Cancellation);
        Assert.Contains(saved.Json.GetProperty("kind").GetString(), (string[])["cat", "dog"]);
        Assert.Throws<System.Text.Json.JsonException>(() => Pet.Of(new Dog { Kind = "dog", Barks = true }).As<Cat>());
    }

    [Fact]
    public async Task A_redirection_is_the_success_where_nothing_else_is()
    {
        await using var mock = await UploadsAsync();
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var http = new HttpClient(handler) { BaseAddress = mock.Address };
        await new UploadsClient(http).LogoutAsync(Cancellation);
    }

    private static Task<Target> UploadsAsync() => Target.MockOfFolderAsync("tests", "Generated.Tests", "Specs", "uploads");
}
