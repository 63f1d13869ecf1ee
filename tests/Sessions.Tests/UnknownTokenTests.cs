using static Conformance.Sessions.Tests.Fixture;

namespace Conformance.Sessions.Tests;

/// <summary>What is said of a text that has no record.</summary>
public sealed class UnknownTokenTests
{
    private const string HsHeader = """{"alg":"HS256","typ":"JWT"}""";
    private static readonly byte[] Secret = Jwk.Secret(Keys, "HS256");
    private readonly Fixture _fixture = new();

    [Theory]
    [InlineData("nonsense")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("e30.e30.AA.AA")]
    [InlineData("e30.e30.A")] // no number of bytes has one digit more than a multiple of four
    [InlineData("e30.e30.AB")] // stray bits at the end
    [InlineData("e30=.e30.AA")]
    [InlineData("e30.e30.A+A/")]
    [InlineData("e30 .e30.AA")]
    [InlineData("é30.e30.AA")]
    [InlineData("W10.e30.AA")] // an array for a header
    [InlineData("e30.W10.AA")] // an array for claims
    [InlineData("e30.e30e.AA")] // {}{
    [InlineData("eyJh.e30.AA")] // {"a
    [InlineData("Bearer e30.e30.AA")]
    public async Task A_text_that_is_no_jwt_is_malformed(string text)
    {
        var decision = await _fixture.Present(Access, text);
        Assert.Equal((RefusalReason.Malformed, RefusalDetail.BadShape), (decision.Reason, decision.Detail));
    }

    [Theory]
    [InlineData("""{"alg":"none"}""", "")]
    [InlineData("""{"alg":"none"}""", "AAAA")]
    [InlineData("""{"alg":"HS384"}""", "AAAA")]
    [InlineData("""{"alg":["HS256"]}""", "AAAA")]
    [InlineData("""{"\ud800":1,"alg":"\udfff"}""", "AAAA")]
    [InlineData("{}", "AAAA")]
    public async Task Another_algorithm_in_the_header_is_unknown(string header, string signature)
    {
        var decision = await _fixture.Present(Access, $"{Jwk.Text(header)}.{Jwk.Text("{}")}.{signature}");
        Assert.Equal((RefusalReason.Unknown, RefusalDetail.WrongAlgorithm), (decision.Reason, decision.Detail));
    }

    [Fact]
    public async Task A_well_signed_token_with_another_algorithm_in_the_header_is_unknown_even_past_its_exp()
    {
        var token = Jwk.SignHs256(Secret, """{"alg":"none"}""", """{"exp":1}""");
        Assert.Equal(RefusalDetail.WrongAlgorithm, (await _fixture.Present(Access, token)).Detail);
    }

    [Fact]
    public async Task A_token_signed_by_hmac_with_the_public_rsa_key_is_unknown()
    {
        var fixture = new Fixture(access: new JwtFormat(JwtAlgorithm.RS256));
        var modulus = Jwk.Bytes((string)Jwk.Of(Keys, "RS256")["n"]!);
        var swapped = await fixture.Present(Access, Jwk.SignHs256(modulus, HsHeader, """{"exp":1}"""));
        Assert.Equal((RefusalReason.Unknown, RefusalDetail.WrongAlgorithm), (swapped.Reason, swapped.Detail));
        var lied = await fixture.Present(Access, Jwk.SignHs256(modulus, """{"alg":"RS256"}""", """{"exp":1}"""));
        Assert.Equal((RefusalReason.Unknown, RefusalDetail.BadSignature), (lied.Reason, lied.Detail));
    }

    [Theory]
    [InlineData("""{"exp":1}""", RefusalReason.Expired, RefusalDetail.PastExpiry)]
    [InlineData("""{"a":[{"exp":99999999999}],"exp":1.5e3}""", RefusalReason.Expired, RefusalDetail.PastExpiry)]
    [InlineData("""{"exp":99999999999}""", RefusalReason.Unknown, RefusalDetail.NotFound)]
    [InlineData("""{"exp":"1"}""", RefusalReason.Unknown, RefusalDetail.NotFound)]
    [InlineData("""{"exp":1e999}""", RefusalReason.Unknown, RefusalDetail.NotFound)]
    [InlineData("""{"a":{"exp":1}}""", RefusalReason.Unknown, RefusalDetail.NotFound)]
    [InlineData("""{"\ud800":1}""", RefusalReason.Unknown, RefusalDetail.NotFound)]
    [InlineData("{}", RefusalReason.Unknown, RefusalDetail.NotFound)]
    public async Task A_token_that_verifies_is_expired_past_its_exp_and_else_unknown(
        string claims,
        RefusalReason reason,
        RefusalDetail detail
    )
    {
        var signed = await _fixture.Present(Access, Jwk.SignHs256(Secret, HsHeader, claims));
        Assert.Equal((reason, detail), (signed.Reason, signed.Detail));
        var jwe = Jwk.Encrypt(Keys, """{"alg":"dir","enc":"A256GCM"}""", claims);
        var encrypted = await new Fixture(access: new JweFormat()).Present(Access, jwe);
        Assert.Equal((reason, detail), (encrypted.Reason, encrypted.Detail));
    }

    [Theory]
    [InlineData(JwtAlgorithm.HS256)]
    [InlineData(JwtAlgorithm.RS256)]
    public async Task A_jwt_with_any_character_changed_is_refused_and_never_for_its_exp(JwtAlgorithm algorithm)
    {
        var fixture = new Fixture(access: new JwtFormat(algorithm));
        await AssertEachChangeIsNoticed(fixture, (await fixture.LogIn()).Access);
    }

    [Fact]
    public async Task A_jwe_with_any_character_changed_is_refused_and_never_for_its_exp()
    {
        var fixture = new Fixture(access: new JweFormat());
        await AssertEachChangeIsNoticed(fixture, (await fixture.LogIn()).Access);
    }

    [Theory]
    [InlineData(0, RefusalReason.Unknown)] // a header that says the same in other bytes
    [InlineData(1, RefusalReason.Malformed)] // an encrypted key, where there is none
    [InlineData(2, RefusalReason.Unknown)]
    [InlineData(3, RefusalReason.Unknown)]
    [InlineData(4, RefusalReason.Unknown)]
    public async Task A_jwe_with_a_part_of_its_own_length_exchanged_is_refused(int part, RefusalReason reason)
    {
        var fixture = new Fixture(access: new JweFormat());
        var parts = (await fixture.LogIn()).Access.Split('.');
        var bytes = part == 1 ? [1, 2, 3] : Jwk.Bytes(parts[part]);
        if (part == 0)
            parts[0] = Jwk.Text("""{"enc":"A256GCM","alg":"dir"}""");
        else
            parts[part] = Jwk.Text([.. bytes.Select(b => (byte)~b)]);
        Assert.Equal(reason, await fixture.Reason(Access, string.Join('.', parts)));
    }

    [Theory]
    [InlineData("""{"alg":"dir","enc":"A128GCM"}""", RefusalReason.Unknown)]
    [InlineData("""{"alg":"none","enc":"A256GCM"}""", RefusalReason.Unknown)]
    [InlineData("""["dir"]""", RefusalReason.Malformed)]
    public async Task A_jwe_with_another_header_is_refused_even_past_its_exp(string header, RefusalReason reason) =>
        Assert.Equal(reason, await new Fixture(access: new JweFormat()).Reason(Access, Jwk.Encrypt(Keys, header, """{"exp":1}""")));

    [Theory]
    [InlineData("e30...AA.AA")]
    [InlineData("e30..AAAAAAAAAAAAAAAA.AA.AA")] // a short tag
    [InlineData("e30..AAAA.AA.AAAAAAAAAAAAAAAAAAAAAA")] // a short initialization vector
    [InlineData("e30..AAAAAAAAAAAAAAAAAAAA.AA.AAAAAAAAAAAAAAAAAAAAAA")] // a long one
    [InlineData("e30.e30.AA")]
    public async Task A_text_that_is_no_jwe_is_malformed(string text) =>
        Assert.Equal(RefusalReason.Malformed, await new Fixture(access: new JweFormat()).Reason(Access, text));

    [Fact]
    public async Task A_jwe_of_something_else_than_an_object_is_malformed()
    {
        var jwe = Jwk.Encrypt(Keys, """{"alg":"dir","enc":"A256GCM"}""", "[]");
        Assert.Equal(RefusalReason.Malformed, await new Fixture(access: new JweFormat()).Reason(Access, jwe));
    }

    [Fact]
    public async Task Deeply_nested_claims_are_malformed()
    {
        var claims = $$"""{"a":{{new string('[', 500)}}{{new string(']', 500)}}}""";
        Assert.Equal(RefusalReason.Malformed, await _fixture.Reason(Access, Jwk.SignHs256(Secret, HsHeader, claims)));
    }

    // Past its exp, so that an unnoticed change would be told by the reason.
    private static async Task AssertEachChangeIsNoticed(Fixture fixture, string token)
    {
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal(RefusalReason.Expired, await fixture.Reason(Access, token));
        var reasons = new HashSet<RefusalReason>();
        for (var i = 0; i < token.Length; i++)
        {
            var changed = $"{token[..i]}{(token[i] == 'A' ? 'B' : 'A')}{token[(i + 1)..]}";
            reasons.Add(await fixture.Reason(Access, changed));
        }
        Assert.Equal([RefusalReason.Malformed, RefusalReason.Unknown], reasons.Order());
    }
}
