using System.Net.Sockets;

namespace Conformance.Verification.Targets;

/// <summary>Says why a request was not answered.</summary>
internal static class NoAnswer
{
    /// <summary>Whether no connection came about, so that the target knows nothing of the request.</summary>
    public static bool IsUnconnected(Exception exception) =>
        exception switch
        {
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError
                    or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError
            } => true,
            HttpRequestException { InnerException: SocketException { SocketErrorCode: SocketError.ConnectionRefused } } => true,

            // Connecting has a time limit of its own.
            OperationCanceledException { InnerException: TimeoutException } => true,
            _ => false,
        };

    /// <summary>What a failed request comes to, as a sentence.</summary>
    public static TargetException Of(Uri url, Exception exception) =>
        new(Sentence(url.GetLeftPart(UriPartial.Authority), url, exception), IsUnconnected(exception), exception);

    private static string Sentence(string authority, Uri url, Exception exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                $"The host \"{url.Host}\" is not known. Check the base URL.",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"{authority} speaks no TLS that is trusted here: {Cause(exception)}. Name its authority with --ca, or take any certificate with --insecure.",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                $"Nothing answers at {authority}: {Cause(exception)}. Start the server, or check the base URL.",
            OperationCanceledException { InnerException: TimeoutException } =>
                $"Nothing answers at {authority}: no connection came about within {Sockets.ConnectTimeout.TotalSeconds:0} s. Start the server, or check the base URL.",
            HttpRequestException => $"{authority} did not answer in HTTP: {Cause(exception)}.",
            AnswerTooLongException =>
                $"{authority} answered with more than {((AnswerTooLongException)exception).Limit / 1024 / 1024} MiB, which is not read.",
            IOException => $"The connection to {authority} broke while an answer was read: {Cause(exception)}.",

            // What a handler of the caller's own throws, such as that of a server inside the test.
            _ => $"{authority} gave no answer: {exception.GetType().Name}: {Cause(exception)}.",
        };

    private static string Cause(Exception exception) => exception.GetBaseException().Message.TrimEnd('.', ' ');
}

/// <summary>An answer is longer than a run reads.</summary>
internal sealed class AnswerTooLongException(int limit) : Exception($"The answer is longer than {limit} bytes.")
{
    /// <summary>In bytes.</summary>
    public int Limit { get; } = limit;
}
