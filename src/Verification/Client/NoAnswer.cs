using System.Net.Sockets;

namespace Conformance.Verification.Client;

/// <summary>A target gave no answer. The message is a sentence for people.</summary>
public sealed class TargetException(string message, bool isUnreachable, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>Whether no connection came about at all.</summary>
    public bool IsUnreachable { get; } = isUnreachable;

    /// <summary>Whether the target broke the connection, or takes none any more; a target that is only slow does not.</summary>
    internal bool BreaksOff { get; init; }
}

/// <summary>Says why a request was not answered.</summary>
internal static class NoAnswer
{
    private const string Without = "Name the target in NO_PROXY to ask it directly.";

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
    /// <param name="proxy">What stands between here and the target; null for nothing.</param>
    public static TargetException Of(Uri url, Exception exception, NamedProxy? proxy = null) =>
        new(
            proxy is null
                ? Sentence(url.GetLeftPart(UriPartial.Authority), url, exception)
                : $"{url.GetLeftPart(UriPartial.Authority)} was asked through {proxy}, and {ThroughProxy(exception)}. {Without}",
            IsUnconnected(exception) || exception is ProxyException,
            exception
        )
        {
            BreaksOff = proxy is null && BreaksOff(exception),
        };

    /// <summary>What it comes to that a proxy lets nobody pass who is not known to it (RFC 9110, section 15.5.8).</summary>
    public static TargetException Of(NamedProxy proxy, Uri url) =>
        new(
            $"{url.GetLeftPart(UriPartial.Authority)} was asked through {proxy}, and the proxy answered 407: it wants a user and a password. Write them into the variable as http://user:password@…. {Without}",
            isUnreachable: true
        );

    // Too few descriptors here are nothing that a target does.
    private static bool BreaksOff(Exception exception) =>
        exception
            is IOException
                or HttpRequestException
                {
                    HttpRequestError: HttpRequestError.ConnectionError
                        or HttpRequestError.ResponseEnded
                        or HttpRequestError.InvalidResponse
                        or HttpRequestError.Unknown
                }
        && exception.GetBaseException() is not SocketException { SocketErrorCode: SocketError.TooManyOpenSockets };

    private static string ThroughProxy(Exception exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => "its host is not known",
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
                $"the proxy let no connection pass: {Cause(exception)}",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => $"nothing answers there: {Cause(exception)}",
            OperationCanceledException { InnerException: TimeoutException } =>
                $"no connection came about within {Sockets.ConnectTimeout.TotalSeconds:0} s",
            AnswerTooLongException =>
                $"the answer has more than {((AnswerTooLongException)exception).Limit / 1024 / 1024} MiB, which is not read",
            _ => $"no answer came: {Cause(exception)}",
        };

    private static string Sentence(string authority, Uri url, Exception exception) =>
        exception switch
        {
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } =>
                $"The host \"{url.Host}\" is not known. Check the base URL.",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } =>
                $"{authority} speaks no TLS that is trusted here: {Cause(exception)}. Name its authority with --ca, or take any certificate with --insecure.",
            _ when IsOutOfFiles(exception) =>
                $"No connection to {authority} could be opened, because this process has as many files open as it may. Raise the limit, for example with \"ulimit -n 4096\", or give fewer --workers.",
            HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } =>
                $"Nothing answers at {authority}: {Cause(exception)}. Start the server, or check the base URL.",
            OperationCanceledException { InnerException: TimeoutException } =>
                $"Nothing answers at {authority}: no connection came about within {Sockets.ConnectTimeout.TotalSeconds:0} s. Start the server, or check the base URL.",
            HttpRequestException => $"{authority} did not answer in HTTP: {Cause(exception)}.",
            AnswerTooLongException =>
                $"{authority} answered with more than {((AnswerTooLongException)exception).Limit / 1024 / 1024} MiB, which is not read.",
            ProxyException => exception.Message,
            IOException => $"The connection to {authority} broke while an answer was read: {Cause(exception)}.",

            // What a handler of the caller's own throws, such as that of a server inside the test.
            _ => $"{authority} gave no answer: {exception.GetType().Name}: {Cause(exception)}.",
        };

    private static bool IsOutOfFiles(Exception exception) =>
        exception.GetBaseException() is SocketException { SocketErrorCode: SocketError.TooManyOpenSockets };

    private static string Cause(Exception exception) => exception.GetBaseException().Message.TrimEnd('.', ' ');
}

/// <summary>An answer is longer than a run reads.</summary>
internal sealed class AnswerTooLongException(int limit) : Exception($"The answer is longer than {limit} bytes.")
{
    /// <summary>In bytes.</summary>
    public int Limit { get; } = limit;
}
