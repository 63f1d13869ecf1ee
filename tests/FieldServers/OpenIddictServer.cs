using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using OpenIddict.Validation.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace Conformance.FieldServers;

/// <summary>
/// OpenIddict with the password and refresh token grants, revocation and introspection, and an API of the same process that its access tokens open. Options are as they come, but that plain HTTP is let in.
/// </summary>
internal static class OpenIddictServer
{
    public const string ClientId = "console";
    public const string ClientSecret = "open-sesame-of-the-client";
    private const string Scheme = OpenIddictServerAspNetCoreDefaults.AuthenticationScheme;

    /// <summary>Builds the server, with its client; it has not been started.</summary>
    /// <param name="address">Where it is to listen.</param>
    public static async Task<WebApplication> BuildAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var database = $"openiddict-{Guid.CreateVersion7()}";
        builder.Services.AddDbContext<TokenStore>(o => o.UseInMemoryDatabase(database).UseOpenIddict());
        builder
            .Services.AddOpenIddict()
            .AddCore(o => o.UseEntityFrameworkCore().UseDbContext<TokenStore>())
            .AddServer(o =>
            {
                o.SetTokenEndpointUris("connect/token")
                    .SetRevocationEndpointUris("connect/revocation")
                    .SetIntrospectionEndpointUris("connect/introspect");
                o.AllowPasswordFlow().AllowRefreshTokenFlow().RegisterScopes("api", Scopes.OfflineAccess);
                o.AddEphemeralEncryptionKey().AddEphemeralSigningKey();
                o.UseAspNetCore().EnableTokenEndpointPassthrough().DisableTransportSecurityRequirement();
            })
            .AddValidation(o =>
            {
                o.UseLocalServer();
                o.UseAspNetCore();
            });
        builder.Services.AddAuthentication(OpenIddictValidationAspNetCoreDefaults.AuthenticationScheme);
        builder.Services.AddAuthorization();
        var server = builder.Build();
        server.UseAuthentication();
        server.UseAuthorization();
        server.MapPost("/connect/token", (Delegate)ExchangeAsync);
        server.MapGet("/api/me", (ClaimsPrincipal user) => new { name = user.Identity!.Name }).RequireAuthorization();
        using var scope = server.Services.CreateScope();
        await scope
            .ServiceProvider.GetRequiredService<IOpenIddictApplicationManager>()
            .CreateAsync(
                new OpenIddictApplicationDescriptor
                {
                    ClientId = ClientId,
                    ClientSecret = ClientSecret,
                    Permissions =
                    {
                        Permissions.Endpoints.Token,
                        Permissions.Endpoints.Revocation,
                        Permissions.Endpoints.Introspection,
                        Permissions.GrantTypes.Password,
                        Permissions.GrantTypes.RefreshToken,
                        Permissions.Prefixes.Scope + "api",
                    },
                }
            );
        return server;
    }

    private static async Task<IResult> ExchangeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest()!;
        if (!request.IsPasswordGrantType())
        {
            var known = await context.AuthenticateAsync(Scheme);
            return Results.SignIn(known.Principal!, null, Scheme);
        }

        if (!FieldUsers.All.Contains((request.Username!, request.Password!)))
        {
            var refusal = new AuthenticationProperties(
                new Dictionary<string, string?> { [OpenIddictServerAspNetCoreConstants.Properties.Error] = Errors.InvalidGrant }
            );
            return Results.Forbid(refusal, [Scheme]);
        }

        var user = new ClaimsIdentity(Scheme, Claims.Name, Claims.Role);
        user.SetClaim(Claims.Subject, request.Username).SetClaim(Claims.Name, request.Username);
        user.SetScopes(request.GetScopes());
        user.SetDestinations(_ => [Destinations.AccessToken]);
        return Results.SignIn(new ClaimsPrincipal(user), null, Scheme);
    }

    private sealed class TokenStore(DbContextOptions<TokenStore> options) : DbContext(options);
}
