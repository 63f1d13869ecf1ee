using System.Security.Cryptography;
using Conformance.TestKit;

namespace Conformance.Sessions.Tests;

public sealed class SeedTests
{
    [Fact]
    public async Task The_same_seed_clock_and_calls_make_the_same_tokens()
    {
        var first = await TextsOf(seed: 5);
        Assert.Equal(first, await TextsOf(seed: 5));
        Assert.Equal(first.Count, first.Distinct().Count());
        Assert.Empty(first.Intersect(await TextsOf(seed: 6)));
    }

    [Fact]
    public void The_same_seed_makes_the_same_keys_in_whatever_order_they_are_asked_for()
    {
        Assert.Equal(KeyRing.Create(7).ToJwkSet(), KeyRing.Create(7).ToJwkSet());
        Assert.NotEqual(KeyRing.Create(7).ToJwkSet(), KeyRing.Create(8).ToJwkSet());
        Assert.NotEqual(KeyRing.Create().ToJwkSet(), KeyRing.Create().ToJwkSet());
    }

    [Fact]
    public async Task Seeded_rings_share_one_rsa_key_which_signs()
    {
        var keys = KeyRing.Create(0);
        Assert.Equal((string?)Jwk.Of(keys, "RS256")["n"], (string?)Jwk.Of(KeyRing.Create(1), "RS256")["n"]);
        Assert.NotEqual((string?)Jwk.Of(keys, "RS256")["n"], (string?)Jwk.Of(KeyRing.Create(), "RS256")["n"]);
        var policy = new SessionPolicy([new("access", new JwtFormat(JwtAlgorithm.RS256), TimeSpan.FromHours(1), Rotation.None)]);
        var world = new SessionWorld(policy, keys, new ManualClock(), Entropy.FromSeed(0));
        Assert.True(Jwk.VerifiesRs256(keys, (await world.LogInAsync(null, [0])).Tokens[0].Text));
    }

    [Fact]
    public void The_jwk_set_holds_one_key_an_algorithm_and_no_private_rsa_part()
    {
        var set = System.Text.Json.Nodes.JsonNode.Parse(Fixture.Keys.ToJwkSet())!["keys"]!.AsArray();
        Assert.Equal(
            ["RSA sig RS256 kty,use,alg,kid,n,e", "oct sig HS256 kty,use,alg,kid,k", "oct enc A256GCM kty,use,alg,kid,k"],
            set.Select(key => $"{key!["kty"]} {key["use"]} {key["alg"]} {string.Join(',', key.AsObject().Select(member => member.Key))}")
        );
        Assert.Equal(3, set.Select(key => (string?)key!["kid"]).Distinct().Count());
        Assert.Equal(32, Jwk.Secret(Fixture.Keys, "HS256").Length);
        Assert.Equal(32, Jwk.Secret(Fixture.Keys, "A256GCM").Length);
    }

    [Fact]
    public void A_key_s_id_is_its_thumbprint()
    {
        var jwk = Jwk.Of(Fixture.Keys, "RS256");
        var members = System.Text.Encoding.UTF8.GetBytes($$"""{"e":"{{jwk["e"]}}","kty":"RSA","n":"{{jwk["n"]}}"}""");
        Assert.Equal(Jwk.Text(SHA256.HashData(members)), (string?)jwk["kid"]);
    }

    [Fact]
    public void A_stream_does_not_depend_on_how_it_is_cut_up()
    {
        var (whole, parts) = (new byte[1000], new byte[1000]);
        Entropy.FromSeed(1).Fill(whole);
        var entropy = Entropy.FromSeed(1);
        for (var at = 0; at < parts.Length; at += 40)
            entropy.Fill(parts.AsSpan(at, 40));
        Assert.Equal(whole, parts);
    }

    [Fact]
    public void The_system_s_bytes_are_never_handed_out_twice()
    {
        var seen = new HashSet<string>();
        foreach (var length in Enumerable.Range(0, 300).Select(i => 8 + (i * 7 % 700)))
        {
            var bytes = new byte[length];
            Entropy.System.Fill(bytes);
            Assert.True(seen.Add(Convert.ToHexString(bytes.AsSpan(0, 8))));
            Assert.True(seen.Add(Convert.ToHexString(bytes.AsSpan(length - 8))) || length == 8);
        }
    }

    private static async Task<List<string>> TextsOf(ulong seed)
    {
        var policy = new SessionPolicy([
            new("rs", new JwtFormat(JwtAlgorithm.RS256), TimeSpan.FromHours(1), Rotation.None),
            new("hs", new JwtFormat(JwtAlgorithm.HS256), TimeSpan.FromHours(1), Rotation.Rotate),
            new("jwe", new JweFormat(), TimeSpan.FromHours(1), Rotation.None),
            new("opaque", new OpaqueFormat(20, OpaqueFormat.Base64Url), null, Rotation.Rotate),
        ]);
        var world = new SessionWorld(policy, KeyRing.Create(seed), new ManualClock(), Entropy.FromSeed(seed));
        var issued = await world.LogInAsync(Fixture.Ada, [0, 1, 2, 3]);
        var refused = await world.RefreshAsync([new(3, "nonsense")], [0]);
        Assert.Null(refused.Issued);
        var renewed = (await world.RefreshAsync([new(3, issued.Tokens[3].Text)], [1, 3])).Issued!;
        return [.. issued.Tokens.Concat(renewed.Tokens).Select(token => token.Text), issued.Session.Id];
    }
}
