using System.Collections.Immutable;
using Conformance.Sessions;

namespace Conformance.Contracts.Model;

/// <summary>Which operations of a contract play which role, and which kinds of tokens they are about. Lists are in the order written.</summary>
public sealed class Roles
{
    internal Roles(ImmutableArray<Operation> operations, int accessKind)
    {
        Prelogins = Of(Role.Prelogin);
        Logins = Of(Role.Login);
        Refreshes = Of(Role.Refresh);
        Logouts = Of(Role.Logout);
        Ends = Of(Role.End);
        Lists = Of(Role.List);
        Protected = Of(Role.Protected);
        Refresh = Refreshes.FirstOrDefault(o => o.Session!.Slots.Length > 0);
        AccessKind = accessKind;
        RefreshKind = KindOfRefresh();

        ImmutableArray<Operation> Of(Role role) => [.. operations.Where(o => o.Role == role)];
    }

    /// <summary>Those that issue a token to an app.</summary>
    public ImmutableArray<Operation> Prelogins { get; }

    /// <summary>Those that exchange a user's credentials for tokens.</summary>
    public ImmutableArray<Operation> Logins { get; }

    /// <summary>Those that exchange a token for new ones.</summary>
    public ImmutableArray<Operation> Refreshes { get; }

    /// <summary>Those that end what the contract says.</summary>
    public ImmutableArray<Operation> Logouts { get; }

    /// <summary>Those that end sessions without being the logout.</summary>
    public ImmutableArray<Operation> Ends { get; }

    /// <summary>Those that tell the ids of the user's live sessions.</summary>
    public ImmutableArray<Operation> Lists { get; }

    /// <summary>The kinds that protected operations give, and others take, by their index: what lives by the session.</summary>
    public ImmutableArray<int> Given =>
        [
            .. Protected
                .SelectMany(o => o.Session!.Issues)
                .Distinct()
                .Where(kind => Protected.Any(o => o.Session!.Slots.Any(s => s.Kind == kind))),
        ];

    /// <summary>Those that take the access token and do not count as use of it.</summary>
    public ImmutableArray<Operation> Uncounted =>
        [.. Protected.Concat(Lists).Where(o => !o.Session!.CountsAsUse && o.Session.Slots.Any(s => s.Kind == AccessKind))];

    /// <summary>Those that answer only to live tokens.</summary>
    public ImmutableArray<Operation> Protected { get; }

    /// <summary>The login that comes first; null where there is none.</summary>
    public Operation? Login => Logins.FirstOrDefault();

    /// <summary>The logout that comes first; null where there is none.</summary>
    public Operation? Logout => Logouts.FirstOrDefault();

    /// <summary>The first refresh that takes a token; null where there is none.</summary>
    public Operation? Refresh { get; }

    /// <summary>The index of the kind that opens protected operations; -1 where there is none.</summary>
    public int AccessKind { get; }

    /// <summary>
    /// The index of the kind that <see cref="Refresh"/> exchanges; -1 where there is no refresh. One that asks for the access token beside another of the user's tokens exchanges the other one.
    /// </summary>
    public int RefreshKind { get; }

    /// <summary>The kinds of which a new session has a token: those that the login issues; where there is no login, all but an app's own.</summary>
    public ImmutableArray<int> KindsOfSession(SessionPolicy policy) =>
        Login?.Session?.Issues ?? [.. Enumerable.Range(0, policy.Kinds.Length).Where(k => PreloginOf(k) is null)];

    /// <summary>The operation that gives an app a token of a kind; null where there is none.</summary>
    public Operation? PreloginOf(int kind) => Prelogins.FirstOrDefault(o => o.Session!.Issues.Contains(kind));

    /// <summary>What <see cref="Logout"/> revokes of a kind.</summary>
    public RevocationScope RevokedByLogout(int kind) =>
        kind >= 0 && Logout?.Session?.Revokes is { IsDefaultOrEmpty: false } scopes && kind < scopes.Length
            ? scopes[kind]
            : RevocationScope.None;

    private int KindOfRefresh()
    {
        if (Refresh?.Session is not { Slots: [var first, ..] } session)
            return -1;
        var ofApps = Prelogins.SelectMany(o => o.Session!.Issues).ToHashSet();
        return (session.Slots.FirstOrDefault(s => s.Kind != AccessKind && !ofApps.Contains(s.Kind)) ?? first).Kind;
    }
}
