using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Conformance.FieldServers;

/// <summary>
/// ASP.NET Core Identity behind its own endpoints (<c>MapIdentityApi</c>), bearer tokens and cookies, with the logout that "Use Identity to secure a Web API backend for SPAs" has an
/// application add. All else is as it comes.
/// </summary>
internal static class IdentityServer
{
    /// <summary>Builds the server, with its users; it has not been started.</summary>
    /// <param name="address">Where it is to listen.</param>
    public static async Task<WebApplication> BuildAsync(string address)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(address);
        var database = $"identity-{Guid.CreateVersion7()}";
        builder.Services.AddDbContext<UserStore>(o => o.UseInMemoryDatabase(database));
        builder.Services.AddDataProtection();
        builder.Services.AddAuthorization();
        builder.Services.AddIdentityApiEndpoints<IdentityUser>().AddEntityFrameworkStores<UserStore>();

        // A run logs in a hundred times; how dear a password is to guess tells nothing of sessions.
        builder.Services.Configure<PasswordHasherOptions>(o => o.IterationCount = 1000);
        var server = builder.Build();
        server.UseAuthentication();
        server.UseAuthorization();
        server.MapIdentityApi<IdentityUser>();
        server.MapPost("/logout", LogOutAsync).RequireAuthorization();
        using var scope = server.Services.CreateScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<IdentityUser>>();
        foreach (var (name, password) in FieldUsers.All)
        {
            var made = await users.CreateAsync(new IdentityUser { UserName = name, Email = name }, password);
            if (!made.Succeeded)
            {
                throw new InvalidOperationException($"{name} was not made: {made}.");
            }
        }

        return server;
    }

    private static async Task<IResult> LogOutAsync(SignInManager<IdentityUser> signIn, [FromBody] object? empty)
    {
        if (empty is null)
        {
            return Results.Unauthorized();
        }

        await signIn.SignOutAsync();
        return Results.Ok();
    }

    private sealed class UserStore(DbContextOptions<UserStore> options) : IdentityDbContext<IdentityUser>(options);
}
