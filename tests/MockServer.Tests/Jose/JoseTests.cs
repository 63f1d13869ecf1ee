using System.Text.Json.Nodes;
using Conformance.TestKit;
using Jose;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using static Conformance.MockServer.Tests.TestMock;

namespace Conformance.MockServer.Tests.Jose;

/// <summary>
/// Libraries that share no code with the mock accept its tokens by the published keys: Microsoft.IdentityModel verifies signatures, jose-jwt
/// decrypts, since the former decrypts AES-GCM on Windows only.
/// </summary>
public sealed class JoseTests
{
    private const string Credentials = """{"email":"alice@example.com","identifier":"alice@example.com","password":"open-sesame-1"}""";

    [Theory]
    [InlineData("sig", "/api/login", SecurityAlgorithms.RsaSha256)]
    [InlineData("rinne", "/v1/auth/login", SecurityAlgorithms.HmacSha256)]
    public async Task A_signed_token_verifies_by_the_published_key(string contract, string path, string algorithm)
    {
        await using var mock = await IssuedAsync(contract, TimeSpan.Zero);
        var token = await TokenAsync(mock, path);

        var result = await VerifyAsync(mock, token, algorithm);

        Assert.True(result.IsValid, result.Exception?.Message);
        Assert.NotEmpty(Assert.IsType<string>(result.Claims[JwtRegisteredClaimNames.Jti]));
        Assert.Equal(algorithm, Assert.IsType<JsonWebToken>(result.SecurityToken).Alg);
    }

    [Theory]
    [InlineData("sig", "/api/login", SecurityAlgorithms.RsaSha256)]
    [InlineData("rinne", "/v1/auth/login", SecurityAlgorithms.HmacSha256)]
    public async Task A_signed_token_is_good_up_to_its_expiry_and_no_longer(string contract, string path, string algorithm)
    {
        // The library judges by the real clock, so the mock's stands in its past.
        await using var shortly = await IssuedAsync(contract, TimeSpan.FromMinutes(55));
        Assert.True((await VerifyAsync(shortly, await TokenAsync(shortly, path), algorithm)).IsValid);

        await using var late = await IssuedAsync(contract, TimeSpan.FromHours(1));
        var result = await VerifyAsync(late, await TokenAsync(late, path), algorithm);
        Assert.IsType<SecurityTokenExpiredException>(result.Exception);
    }

    [Theory]
    [InlineData("sig", "/api/login", SecurityAlgorithms.RsaSha256)]
    [InlineData("rinne", "/v1/auth/login", SecurityAlgorithms.HmacSha256)]
    public async Task A_signed_token_of_which_a_part_was_changed_is_refused(string contract, string path, string algorithm)
    {
        await using var mock = await IssuedAsync(contract, TimeSpan.Zero);
        var token = await TokenAsync(mock, path);
        var parts = token.Split('.');
        var elevated = JsonNode.Parse(Base64UrlEncoder.DecodeBytes(parts[1]))!;
        elevated["sub"] = "root";
        string[] forged =
        [
            $"{parts[0]}.{Base64UrlEncoder.Encode(elevated.ToJsonString())}.{parts[2]}",
            $"{Base64UrlEncoder.Encode("""{"typ":"JWT","alg":"none"}""")}.{parts[1]}.",
            $"{parts[0]}.{parts[1]}.",
            Changed(token, token.Length - 8),
        ];

        foreach (var other in forged)
            Assert.False((await VerifyAsync(mock, other, algorithm)).IsValid, other);
    }

    [Fact]
    public async Task A_signed_token_of_another_mock_does_not_verify()
    {
        await using var mock = await IssuedAsync("sig", TimeSpan.Zero);
        await using var other = await IssuedAsync("sig", TimeSpan.Zero);
        var foreign = await TokenAsync(other, "/api/login");

        Assert.False((await VerifyAsync(mock, foreign, SecurityAlgorithms.RsaSha256)).IsValid);
        Assert.True((await VerifyAsync(other, foreign, SecurityAlgorithms.RsaSha256)).IsValid);
    }

    [Fact]
    public async Task An_encrypted_token_decrypts_by_the_published_key_and_a_changed_one_does_not()
    {
        await using var mock = await OfBuiltInAsync("bankezy");
        var token = (await mock.SendAsync("POST", "/token-service/client/server/new/v2/token")).String("token");
        var id = (string)JWT.Headers(token)["kid"];
        var set = JwkSet.FromJson((await mock.GetAsync("/__admin/keys")).Json.ToJsonString(), JWT.DefaultSettings.JsonMapper);
        var key = Assert.Single(set.Keys, k => k.KeyId == id).OctKey();

        var claims = JsonNode.Parse(JWT.Decode(token, key, JweAlgorithm.DIR, JweEncryption.A256GCM))!;
        Assert.NotEmpty((string)claims["jti"]!);

        // The key is used directly, so that the second part, the encrypted key, is empty (RFC 7518 section 4.5).
        var parts = token.Split('.');
        Assert.Equal("", parts[1]);
        foreach (var part in new[] { 2, 3, 4 })
        {
            var at = parts.Take(part).Sum(p => p.Length + 1);
            Assert.ThrowsAny<Exception>(() => JWT.Decode(Changed(token, at), key, JweAlgorithm.DIR, JweEncryption.A256GCM));
        }
    }

    private static async Task<TestMock> IssuedAsync(string contract, TimeSpan ago)
    {
        await using var standing = await OfBuiltInAsync(contract);
        var past = new ManualClock(TimeProvider.System.GetUtcNow() - ago);
        return await OfAsync(standing.Mock.Mounts[0].Contract, o => o with { Time = past });
    }

    private static async Task<string> TokenAsync(TestMock mock, string path)
    {
        var body = JsonNode.Parse(Credentials)!.AsObject();
        body.Remove(path.StartsWith("/v1", StringComparison.Ordinal) ? "email" : "identifier");
        return (await mock.SendAsync("POST", path, body.ToJsonString())).String("token");
    }

    private static async Task<TokenValidationResult> VerifyAsync(TestMock mock, string token, string algorithm)
    {
        var keys = new JsonWebKeySet((await mock.GetAsync("/__admin/keys")).Json.ToJsonString());
        Assert.NotEmpty(keys.Keys);
        return await new JsonWebTokenHandler().ValidateTokenAsync(
            token,
            new TokenValidationParameters
            {
                IssuerSigningKeys = keys.Keys,
                ValidAlgorithms = [algorithm],
                ValidateIssuer = false,
                ValidateAudience = false,
                RequireSignedTokens = true,
                RequireExpirationTime = true,
                ClockSkew = TimeSpan.Zero,
            }
        );
    }

    private static string Changed(string token, int at) => token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
}
