namespace Conformance.RoundTrip.Tests;

/// <summary>What a generated client made of an answer: a result, or a typed exception.</summary>
/// <param name="Status">The status that the exception names; null for a result, which names none.</param>
internal sealed record Outcome(int? Status, object Body)
{
    /// <summary>Awaits a call. Each client has an exception type of its own; those without a body are failures.</summary>
    public static async Task<Outcome> OfAsync(Task<object> call)
    {
        try
        {
            return new Outcome(null, await call);
        }
        catch (Exception exception) when (exception.GetType() is { IsGenericType: true, Name: "ApiException`1" })
        {
            return new Outcome((int)Read(exception, "StatusCode"), Read(exception, "Result"));
        }
    }

    private static object Read(Exception exception, string property) => exception.GetType().GetProperty(property)!.GetValue(exception)!;
}
