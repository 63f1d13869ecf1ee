namespace Conformance.Reference.Tests.Differential;

internal enum Act
{
    Login,
    Use,
    Refresh,
    Logout,
    Wait,
    Elsewhere,
}

/// <summary>One action of a sequence; it names tokens by their places, so that it means the same on every server.</summary>
/// <param name="Act">What is done.</param>
/// <param name="User">Who logs in.</param>
/// <param name="Password">With what.</param>
/// <param name="Access">The access token, or what is sent for it.</param>
/// <param name="Second">The refresh or client token, or what is sent for it.</param>
/// <param name="Twist">The name of a change to the request; empty for none.</param>
/// <param name="Wait">How far the clock moves.</param>
internal sealed record Step(Act Act, string User, string Password, Pick Access, Pick Second, string Twist, TimeSpan Wait)
{
    public override string ToString() =>
        Act switch
        {
            Act.Login => $"login {User} {(Password == Dialects.Caller.Password ? "" : "wrong password ")}{Twist}",
            Act.Use => $"use {Access} {Twist}",
            Act.Refresh => $"refresh {Second} {Twist}",
            Act.Logout => $"logout {Access} and {Second} {Twist}",
            Act.Wait => $"wait {Wait}",
            _ => $"elsewhere {Access}",
        };
}
