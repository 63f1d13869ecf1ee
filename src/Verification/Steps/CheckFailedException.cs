using Conformance.Verification.Results;

namespace Conformance.Verification.Steps;

/// <summary>A check found something else than it expected. In a Given it means that the scenario's ground does not hold.</summary>
internal sealed class CheckFailedException(Finding finding) : Exception(finding.ToString())
{
    public Finding Finding { get; } = finding;
}

/// <summary>A check could not be made. The message is a sentence, and holds no secret.</summary>
internal class InconclusiveException(string message) : Exception(message);

/// <summary>A login was answered, and it did not work.</summary>
internal sealed class LoginFailedException(string message) : InconclusiveException(message);

/// <summary>A check does not apply to the contract or the target. The message is a sentence.</summary>
internal sealed class NotApplicableException(string message) : Exception(message);
