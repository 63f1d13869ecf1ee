using Conformance.Verification.Scenarios;

namespace Conformance.Verification.Steps;

/// <summary>Reqnroll's attribute with what <c>conform list steps</c> tells of a step.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class GivenAttribute(string expression) : Reqnroll.GivenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}

/// <inheritdoc cref="GivenAttribute"/>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class WhenAttribute(string expression) : Reqnroll.WhenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}

/// <inheritdoc cref="GivenAttribute"/>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
internal sealed class ThenAttribute(string expression) : Reqnroll.ThenAttribute(expression), IDescribedStep
{
    public string? Example { get; init; }

    public string? Description { get; init; }
}
