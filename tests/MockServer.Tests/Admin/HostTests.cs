using System.Net;
using System.Text;
using Conformance.MockServer.Tests.Hostile;

namespace Conformance.MockServer.Tests.Admin;

/// <summary>A mock on loopback answers to loopback's names alone (DNS rebinding).</summary>
public sealed class HostTests
{
    private static readonly string[] Paths =
    [
        "/__admin/users",
        "/__admin/sessions",
        "/__ns/a/__admin/users",
        "/__ns/a/sig/api/me",
        "/sig/api/me",
        "/none",
    ];

    [Theory]
    [InlineData("Host: evil.example")]
    [InlineData("Host: evil.example:4010")]
    [InlineData("Host: 127.0.0.1.evil.example")]
    [InlineData("Host: localhost.evil.example")]
    [InlineData("Host: evillocalhost")]
    [InlineData("Host: 192.168.1.10:4010")]
    [InlineData("Host: 0.0.0.0:4010")]
    [InlineData("Host: [::2]:4010")]
    [InlineData("Host: api.local.evil.example", "api.local")]
    public async Task Another_name_is_refused_on_every_path(string host, params string[] allowed)
    {
        await using var mock = await AdminMock.StartAsync(o => o with { AllowedHosts = [.. allowed] });
        using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
        await SendAsync(raw, "GET", "/sig/api/me", "Host: localhost");
        foreach (var path in Paths)
        {
            var (status, text) = await SendAsync(raw, "GET", path, host);
            Assert.Equal(403, status);
            Assert.Contains("\"reason\":\"foreign-host\"", text, StringComparison.Ordinal);
            Assert.Contains("--allow-host", text, StringComparison.Ordinal);
        }

        Assert.DoesNotContain((await mock.Client.ListNamespacesAsync()).Namespaces, n => n.Name == "a");
    }

    [Theory]
    [InlineData("Host: localhost")]
    [InlineData("Host: LOCALHOST:1")]
    [InlineData("Host: localhost.:4010")]
    [InlineData("Host: sig.localhost:4010")]
    [InlineData("Host: 127.0.0.1")]
    [InlineData("Host: 127.8.9.10:4010")]
    [InlineData("Host: [::1]:4010")]
    [InlineData("Host: [::1]")]
    [InlineData("Host:")]
    [InlineData("Host: API.local:4010", "api.local")]
    public async Task Loopbacks_names_and_those_that_were_told_are_answered(string host, params string[] allowed)
    {
        await using var mock = await AdminMock.StartAsync(o => o with { AllowedHosts = [.. allowed] });
        using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
        foreach (var path in Paths)
            Assert.NotEqual(403, (await SendAsync(raw, "GET", path, host)).Status);
    }

    [Fact]
    public async Task The_name_of_an_absolute_target_counts_too()
    {
        await using var mock = await AdminMock.StartAsync();
        using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
        Assert.Equal(403, (await SendAsync(raw, "GET", "http://evil.example/__admin/users", "Host: evil.example")).Status);
        Assert.Equal(400, (await SendAsync(raw, "GET", "http://evil.example/__admin/users", "Host: localhost")).Status);
    }

    [Fact]
    public async Task Without_a_host_field_an_old_client_is_answered()
    {
        await using var mock = await AdminMock.StartAsync();
        using var raw = new RawClient(IPEndPoint.Parse(mock.Mock.Address.Authority));
        var (status, _) = await raw.SendAsync(Encoding.ASCII.GetBytes("GET /__admin/health HTTP/1.0\r\n\r\n"));
        Assert.Equal(200, status);
    }

    [Fact]
    public async Task Beyond_loopback_every_name_is_answered_and_the_token_decides()
    {
        await using var mock = await AdminMock.StartAsync(o => o with { Host = IPAddress.Any });
        using var raw = new RawClient(new IPEndPoint(IPAddress.Loopback, mock.Mock.Address.Port));
        Assert.Equal(401, (await SendAsync(raw, "GET", "/__admin/users", "Host: api.example")).Status);
        foreach (var scheme in new[] { "Bearer", "bearer", "BEARER", "bEARER " })
        {
            var (status, _) = await SendAsync(raw, "GET", "/__admin/users", $"Host: a\r\nAuthorization: {scheme} {mock.Mock.ControlToken}");
            Assert.Equal(200, status);
        }

        foreach (
            var wrong in new[]
            {
                $"Basic {mock.Mock.ControlToken}",
                $"{mock.Mock.ControlToken}",
                $"Bearer {mock.Mock.ControlToken}é",
                "Bearer",
                "Bearer é",
            }
        )
            Assert.Equal(401, (await SendAsync(raw, "GET", "/__admin/users", $"Host: a\r\nAuthorization: {wrong}")).Status);
        Assert.Equal(401, (await SendAsync(raw, "GET", "/sig/api/me", "Host: api.example")).Status);
    }

    private static Task<(int Status, string Text)> SendAsync(RawClient raw, string method, string target, string fields) =>
        raw.SendAsync(Encoding.UTF8.GetBytes($"{method} {target} HTTP/1.1\r\n{fields}\r\n\r\n"));
}
