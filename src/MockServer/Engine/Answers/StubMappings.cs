using System.Collections.Immutable;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>A team's own answers, which come before those of contracts.</summary>
public interface IStubMappings
{
    /// <summary>The names of the mappings that there are now, for people.</summary>
    IReadOnlyCollection<string> Names => [];

    /// <summary>The answer of the mapping that a request matches; null where it matches none.</summary>
    /// <param name="http">The request. Its body was read.</param>
    /// <param name="path">The path to look for, percent-encoded, without the prefix of a namespace.</param>
    /// <param name="body">The body.</param>
    ValueTask<MappedAnswer?> FindAsync(HttpContext http, string path, ReadOnlyMemory<byte> body);
}

/// <summary>What a mapping answers.</summary>
/// <param name="Mapping">The mapping's name, for the log and the journal.</param>
/// <param name="Status">The status.</param>
/// <param name="Headers">The header fields; those that frame the message are left out.</param>
/// <param name="Body">The body; empty for none.</param>
public sealed record MappedAnswer(
    string Mapping,
    int Status,
    ImmutableArray<KeyValuePair<string, StringValues>> Headers,
    ReadOnlyMemory<byte> Body
)
{
    /// <summary>Why there is no answer of the mapping though it matched, for example since a file for the body is missing; null where there is one.</summary>
    public string? Failure { get; init; }

    /// <summary>Why it cannot be sent; null where it can.</summary>
    internal string? Unsendable =>
        Failure is { } failure ? failure.TrimEnd('.')
        : Status is < 200 or > 999 ? $"its status {Status} is none that an answer can have; write one from 200 to 999"
        : Headers.FirstOrDefault(h => !HttpField.IsName(h.Key)) is { Key: { } name }
            ? $"its header \"{HttpField.Value(name)}\" has a name that no header can have"
        : Headers.FirstOrDefault(h => h.Value.Any(v => !HttpField.IsValue(v))) is { Key: { } header }
            ? $"its header {header} has a value that no header can have: visible ASCII, blanks and tabs alone are allowed"
        : null;
}

/// <summary>Writes what a mapping answers.</summary>
internal static class MappedAnswerWriter
{
    /// <summary>Sends a mapping's answer.</summary>
    /// <param name="checksSelf">Whether it is held against what the operation documents, where there is one.</param>
    /// <returns>How it breaks the contract; null where it does not, or was not checked.</returns>
    public static string? Write(MockRequest request, MappedAnswer answer, bool checksSelf)
    {
        var response = request.Http.Response;
        response.StatusCode = answer.Status;
        foreach (var (name, value) in answer.Headers)
        {
            if (!HttpField.IsFraming(name))
                response.Headers[name] = value;
        }

        var broken = checksSelf && request.Operation is { } operation ? SelfCheck.Run(request.Http, operation, answer.Body) : null;
        if (answer.Status is not (204 or 205 or 304))
            AnswerWriter.Send(response, answer.Body.Span);
        return broken;
    }
}
