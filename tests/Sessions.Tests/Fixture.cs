using System.Collections.Immutable;
using Conformance.TestKit;

namespace Conformance.Sessions.Tests;

/// <summary>
/// A world with a standing clock that forgets an hour after the expiry: kind 0 is access (HS256, one hour), 1 refresh (opaque, seven days), 2 client (opaque, for ever).
/// </summary>
internal sealed class Fixture
{
    public const int Access = 0;
    public const int Refresh = 1;
    public const int Client = 2;

    public static readonly KeyRing Keys = KeyRing.Create(42);
    public static readonly User Ada = new("u-ada", "Ada");
    public static readonly User Bob = new("u-bob", "Bob");

    public Fixture(Rotation rotation = Rotation.None, Rotation accessRotation = Rotation.None, TokenFormat? access = null)
    {
        Policy = new SessionPolicy([
            new("access", access ?? new JwtFormat(JwtAlgorithm.HS256), TimeSpan.FromHours(1), accessRotation),
            new("refresh", new OpaqueFormat(43, OpaqueFormat.Base64Url, "rt_"), TimeSpan.FromDays(7), rotation),
            new("client", new OpaqueFormat(32, OpaqueFormat.Hex), Lifetime: null, Rotation.None),
        ]);
        World = new SessionWorld(Policy, Keys, Clock, Entropy.FromSeed(1), StoreUnderTest.Of(Policy, TimeSpan.FromHours(1)));
    }

    public ManualClock Clock { get; } = new();

    public SessionPolicy Policy { get; }

    public SessionWorld World { get; }

    /// <summary>Logs in and returns the texts of the access and the refresh token.</summary>
    public async Task<(string Access, string Refresh)> LogIn(User? user = null)
    {
        var issued = await World.LogInAsync(user ?? Ada, [Access, Refresh]);
        return (issued.Tokens[0].Text, issued.Tokens[1].Text);
    }

    public async Task<string> ClientToken() => (await World.LogInAsync(null, [Client])).Tokens[0].Text;

    public async Task<Decision> Present(int kind, string? text, Tolerance tolerates = Tolerance.None) =>
        await World.PresentAsync(new PresentedToken(kind, text, tolerates));

    public async Task<RefusalReason> Reason(int kind, string? text, Tolerance tolerates = Tolerance.None) =>
        (await Present(kind, text, tolerates)).Reason;

    public async Task<Decision> LogOut(
        string? access,
        RevocationScope ofAccess,
        RevocationScope ofRefresh,
        Tolerance tolerates = Tolerance.None
    ) => await LogOut([new(Access, access, tolerates)], ofAccess, ofRefresh);

    public async Task<Decision> LogOut(
        PresentedToken[] presented,
        RevocationScope ofAccess,
        RevocationScope ofRefresh,
        RevocationScope ofClient = RevocationScope.None
    ) => await World.LogOutAsync(presented, [ofAccess, ofRefresh, ofClient]);

    public async Task<RefreshResult> Exchange(string? refresh, params int[] issues) =>
        await World.RefreshAsync([new PresentedToken(Refresh, refresh)], [.. issues]);

    public async Task<RefreshResult> Exchange(PresentedToken[] presented, params int[] issues) =>
        await World.RefreshAsync(presented, ImmutableArray.Create(issues));
}
