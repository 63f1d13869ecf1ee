using Conformance.Verification.Client;
using Conformance.Verification.Oracle;
using Conformance.Verification.Steps;

namespace Conformance.Verification.Suite;

/// <summary>What a first session with the target came to. A run against nothing would be a list of failures without a cause.</summary>
/// <param name="Obstacle">Why the target cannot be judged as a whole, a sentence without secrets; null where a session could be had.</param>
/// <param name="EndsRun">Whether nothing at all can be checked. Where only the login does not work, what needs none is checked all the same.</param>
internal sealed record FirstContact(string? Obstacle, bool EndsRun)
{
    /// <summary>Logs the first user in, or knocks at a protected operation where there are no users, or tokens were given, which are used once.</summary>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public static async Task<FirstContact> TryAsync(Scene scene)
    {
        try
        {
            var logsIn = scene.Target.Tokens is not GivenTokens;

            // An absent target is told before an absent user.
            var isWithoutUser = scene.Target is { Tokens: null, Users.IsEmpty: true };
            if ((!logsIn || isWithoutUser) && !scene.Subject.Protected.IsEmpty)
                await scene.UseAsync(null);
            if (logsIn)
                await LogIn.AsUserAsync(scene, "first contact", scene.User(0));
            return new FirstContact(null, false);
        }
        catch (TargetException exception)
        {
            return new FirstContact(scene.Conversation.Redactor.Redact(exception.Message), true);
        }
        catch (Exception exception) when (exception is InconclusiveException or NotApplicableException)
        {
            // What a proxy answers of its own accord is nothing to judge a target by.
            return new FirstContact(
                scene.Conversation.Redactor.Redact(exception.Message),
                scene.Target.Tokens is not null || (exception is LoginFailedException && scene.Conversation.Proxy is not null)
            );
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return new FirstContact(Judgement.FaultOfTheRun(scene, "first contact with the target", exception), true);
        }
    }
}
