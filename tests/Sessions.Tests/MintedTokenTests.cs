using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.TestKit;
using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

public sealed class MintedTokenTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public async Task Rs256_verifies_with_the_published_key_and_names_it()
    {
        var token = await Mint(new JwtFormat(JwtAlgorithm.RS256));
        Assert.True(Jwk.VerifiesRs256(Keys, token));
        Assert.Equal("RS256", AssertHeader(token)["alg"]!.GetValue<string>());
        Assert.Equal(256, Jwk.Bytes(token.Split('.')[2]).Length);
    }

    [Fact]
    public async Task Hs256_verifies_with_the_published_key_and_names_it()
    {
        var token = await Mint(new JwtFormat(JwtAlgorithm.HS256));
        var parts = token.Split('.');
        var expected = HMACSHA256.HashData(Jwk.Secret(Keys, "HS256"), Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"));
        Assert.Equal(expected, Jwk.Bytes(parts[2]));
        Assert.Equal("HS256", AssertHeader(token)["alg"]!.GetValue<string>());
    }

    [Fact]
    public async Task Jwe_has_five_parts_of_the_documented_lengths_and_decrypts_with_the_published_key()
    {
        var token = await Mint(new JweFormat());
        var parts = token.Split('.');
        Assert.Equal(5, parts.Length);
        Assert.Equal("", parts[1]);
        Assert.Equal((12, 16), (Jwk.Bytes(parts[2]).Length, Jwk.Bytes(parts[4]).Length));
        var header = Jwk.Json(parts[0]);
        Assert.Equal(("dir", "A256GCM", "JWT"), ((string?)header["alg"], (string?)header["enc"], (string?)header["typ"]));
        Assert.Equal((string?)Jwk.Of(Keys, "A256GCM")["kid"], (string?)header["kid"]);
        Assert.Equal(Ada.Id, (string?)JsonNode.Parse(Jwk.Decrypt(Keys, token))!["sub"]);
    }

    [Fact]
    public async Task Jwes_never_share_an_initialization_vector()
    {
        var tokens = new List<string>();
        for (var i = 0; i < 100; i++)
            tokens.Add(await Mint(new JweFormat(), entropy: Entropy.System));
        Assert.Equal(100, tokens.Select(token => token.Split('.')[2]).Distinct().Count());
    }

    [Fact]
    public async Task Claims_are_whole_seconds_and_say_what_the_record_says()
    {
        _clock.Advance(TimeSpan.FromMilliseconds(789));
        var world = World(new JwtFormat(JwtAlgorithm.HS256), TimeSpan.FromMilliseconds(5999));
        var issued = (await world.LogInAsync(Ada, [0])).Tokens[0];
        var claims = Jwk.Json(issued.Text.Split('.')[1]);
        var now = _clock.GetUtcNow().ToUnixTimeSeconds();
        Assert.Equal((now, now + 5), ((long)claims["iat"]!, (long)claims["exp"]!));
        Assert.Equal((now, now + 5), (issued.Record.IssuedAt.ToUnixTimeSeconds(), issued.Record.ExpiresAt!.Value.ToUnixTimeSeconds()));
        Assert.Equal(0, issued.Record.ExpiresAt.Value.UtcTicks % TimeSpan.TicksPerSecond);
        Assert.Equal(4, Guid.Parse((string)claims["jti"]!).Version);
        Assert.Equal(Ada.Id, (string?)claims["sub"]);
    }

    [Fact]
    public async Task Claims_leave_out_exp_without_a_lifetime_and_sub_without_a_user()
    {
        var issued = await World(new JwtFormat(JwtAlgorithm.HS256), lifetime: null).LogInAsync(null, [0]);
        Assert.Equal(["iat", "jti"], Jwk.Names(Jwk.Bytes(issued.Tokens[0].Text.Split('.')[1])));
    }

    [Fact]
    public async Task The_contract_s_claims_come_first_and_may_replace_sub()
    {
        TokenContext seen = default;
        var token = await Mint(
            new JwtFormat(JwtAlgorithm.HS256),
            (json, context) =>
            {
                seen = context;
                json.WriteStartObject("realm");
                json.WriteString("exp", "of another depth");
                json.WriteEndObject();
                json.WriteString("sub", $"user:{context.User!.Name}");
                json.WriteString("id", context.Id);
            }
        );
        var claims = Jwk.Bytes(token.Split('.')[1]);
        Assert.Equal(["realm", "sub", "id", "iat", "exp", "jti"], Jwk.Names(claims));
        var json = JsonNode.Parse(claims)!;
        Assert.Equal("user:Ada", (string?)json["sub"]);
        Assert.Equal((string?)json["jti"], (string?)json["id"]);
        Assert.Equal((Ada, "access"), (seen.User, seen.Kind.Name));
        Assert.Equal((long)json["iat"]!, seen.IssuedAt.ToUnixTimeSeconds());
        Assert.Equal((long)json["exp"]!, seen.ExpiresAt?.ToUnixTimeSeconds());
        Assert.True(Guid.TryParse(seen.SessionId, CultureInfo.InvariantCulture, out _));
    }

    [Theory]
    [InlineData("iat")]
    [InlineData("exp")]
    [InlineData("jti")]
    public async Task Logging_in_throws_when_the_contract_writes_a_claim_of_ours(string name)
    {
        var mistake = await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Mint(new JwtFormat(JwtAlgorithm.HS256), (json, _) => json.WriteNumber(name, 1))
        );
        Assert.Contains($"\"{name}\"", mistake.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Logging_in_throws_when_the_contract_s_claims_are_too_long_or_left_open_and_works_afterwards()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            Mint(new JweFormat(), (json, _) => json.WriteString("long", new string('x', 16_000)))
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() => Mint(new JweFormat(), (json, _) => json.WriteStartArray("open")));
        Assert.Equal(Ada.Id, (string?)JsonNode.Parse(Jwk.Decrypt(Keys, await Mint(new JweFormat())))!["sub"]);
    }

    [Fact]
    public async Task Long_claims_survive_whole()
    {
        var value = new string('x', 5000);
        var token = await Mint(new JwtFormat(JwtAlgorithm.RS256), (json, _) => json.WriteString("long", value));
        Assert.Equal("RS256", (string?)AssertHeader(token)["alg"]);
        Assert.Equal(value, (string?)Jwk.Json(token.Split('.')[1])["long"]);
        Assert.True(Jwk.VerifiesRs256(Keys, token));
    }

    [Theory]
    [InlineData(128, OpaqueFormat.Hex, "")]
    [InlineData(43, OpaqueFormat.Base64Url, "rt-")]
    [InlineData(1000, "!\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~", "p")]
    public async Task Opaque_tokens_have_the_length_prefix_and_every_character_of_the_format(int length, string alphabet, string prefix)
    {
        var drawn = new Dictionary<char, int>();
        for (var i = 0; i < 100; i++)
        {
            var token = await Mint(new OpaqueFormat(length, alphabet, prefix), entropy: Entropy.FromSeed((ulong)i));
            Assert.Equal(prefix.Length + length, token.Length);
            Assert.StartsWith(prefix, token, StringComparison.Ordinal);
            foreach (var character in token[prefix.Length..])
                drawn[character] = drawn.GetValueOrDefault(character) + 1;
        }
        Assert.Equal(alphabet.Order(), drawn.Keys.Order());
        var mean = 100.0 * length / alphabet.Length;
        var spread = Math.Sqrt(mean);
        Assert.All(drawn.Values, count => Assert.InRange(count, mean - (6 * spread), mean + (6 * spread)));
    }

    [Fact]
    public async Task Short_opaque_tokens_never_stand_for_two_records_and_run_out_in_a_sentence()
    {
        var world = World(new OpaqueFormat(1, "abcd"), TimeSpan.FromHours(1));
        var texts = new HashSet<string>();
        var full = await Assert.ThrowsAsync<InvalidOperationException>(async () =>
        {
            while (true)
                Assert.True(texts.Add((await world.LogInAsync(Ada, [0])).Tokens[0].Text));
        });
        Assert.Contains("\"access\"", full.Message, StringComparison.Ordinal);
        Assert.InRange(texts.Count, 2, 4);
    }

    private SessionWorld World(
        TokenFormat format,
        TimeSpan? lifetime,
        Action<Utf8JsonWriter, TokenContext>? claims = null,
        Entropy? entropy = null
    )
    {
        var policy = new SessionPolicy([new("access", format, lifetime, Rotation.None) { WriteClaims = claims }]);
        return new SessionWorld(policy, Keys, _clock, entropy ?? Entropy.FromSeed(3));
    }

    private async Task<string> Mint(TokenFormat format, Action<Utf8JsonWriter, TokenContext>? claims = null, Entropy? entropy = null) =>
        (await World(format, TimeSpan.FromHours(1), claims, entropy).LogInAsync(Ada, [0])).Tokens[0].Text;

    private static JsonObject AssertHeader(string token)
    {
        Assert.Equal(3, token.Split('.').Length);
        var header = Jwk.Json(token.Split('.')[0]);
        Assert.Equal("JWT", (string?)header["typ"]);
        Assert.Equal((string?)Jwk.Of(Keys, (string)header["alg"]!)["kid"], (string?)header["kid"]);
        return header;
    }
}
