namespace Conformance.Sessions;

/// <summary>
/// A shared store did not answer, so nothing is known of any token, and none may be accepted. Whether a change that was under way has
/// happened is not known either. The message is a sentence for users and names no secret.
/// </summary>
public sealed class StoreUnavailableException(string message, Exception? innerException = null) : IOException(message, innerException);
