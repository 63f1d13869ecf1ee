using Conformance.Contracts.Loading;
using Conformance.Contracts.Tests.Bundling;
using Conformance.Documents;
using Conformance.Sessions;
using Conformance.TestKit;

namespace Conformance.Contracts.Tests.Loading;

/// <summary>Which operations play which role.</summary>
public sealed class RolesTests
{
    [Fact]
    public void Finds_the_operations_of_every_role_when_a_contract_has_them()
    {
        var roles = Load("bankezy").Roles;
        Assert.Equal(roles.Logins[0], roles.Login);
        Assert.Equal(roles.Logouts[0], roles.Logout);
        Assert.Equal(roles.Refreshes[0], roles.Refresh);
        Assert.NotEmpty(roles.Protected);
        Assert.All(roles.Login!.Session!.Slots, s => Assert.Equal(roles.Prelogins[0], roles.PreloginOf(s.Kind)));
        Assert.Null(roles.PreloginOf(roles.AccessKind));
    }

    [Theory]
    [InlineData("bankezy", "access")]
    [InlineData("fincode", "refresh")]
    [InlineData("nethesis", "refresh")]
    public void Takes_what_a_refresh_presents_for_the_kind_that_it_exchanges(string name, string kind)
    {
        var contract = Load(name);
        Assert.Equal(kind, contract.Session!.Policy.Kinds[contract.Roles.RefreshKind].Name);
        Assert.Equal("access", contract.Session.Policy.Kinds[contract.Roles.AccessKind].Name);
    }

    [Fact]
    public void Tells_what_the_logout_revokes_of_each_kind()
    {
        var roles = Load("sig").Roles;
        Assert.Equal(RevocationScope.None, roles.RevokedByLogout(roles.AccessKind));
        Assert.Equal(RevocationScope.Presented, roles.RevokedByLogout(roles.RefreshKind));
        Assert.Equal(RevocationScope.None, roles.RevokedByLogout(-1));
    }

    [Fact]
    public void Has_neither_operations_nor_kinds_when_a_contract_says_nothing_of_sessions()
    {
        using var folder = new Folder(
            ("a.yaml", "openapi: 3.1.0\ninfo: {title: t, version: '1'}\npaths: {/x: {post: {responses: {'204': {description: Done.}}}}}\n")
        );
        var roles = folder.Load().Roles;
        Assert.Null(roles.Login ?? roles.Logout ?? roles.Refresh);
        Assert.Empty(roles.Prelogins.Concat(roles.Protected));
        Assert.Equal((-1, -1), (roles.AccessKind, roles.RefreshKind));
    }

    private static Contract Load(string name)
    {
        var problems = new Problems();
        var contract = ContractLoader.Load(
            ContractSource.FromFolder(Repository.PathOf("specs", name))!,
            new Dictionary<string, string>(),
            null,
            problems
        );
        Assert.Empty(problems);
        return contract!;
    }
}
