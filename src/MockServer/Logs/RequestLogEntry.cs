using System.Runtime.InteropServices;
using Conformance.Contracts.Model;
using Conformance.MockServer.Pipeline;
using Conformance.Sessions;

namespace Conformance.MockServer.Logs;

/// <summary>An answered request. Holds no token's text but what a sender put into the path or a field, which <see cref="LogLine"/> shortens.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RequestLogEntry
{
    /// <summary>When it was answered, by the mock's clock.</summary>
    public DateTimeOffset Time { get; init; }

    /// <summary>The method.</summary>
    public string Method { get; init; }

    /// <summary>The path without the query.</summary>
    public string Path { get; init; }

    /// <summary>The status it was answered with.</summary>
    public int Status { get; init; }

    /// <summary>The contract's name; null where none is served at the path.</summary>
    public string? Contract { get; init; }

    /// <summary>The operation; null where there is none.</summary>
    public Operation? Operation { get; init; }

    /// <summary>Why it was refused; null where it was not.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>What became of the tokens that it presented.</summary>
    public Decision Decision { get; init; }

    /// <summary>The tokens that it was issued.</summary>
    public Issued? Issued { get; init; }

    /// <summary>Whatever else explains the answer.</summary>
    public string? Note { get; init; }

    /// <summary>How the answer breaks the contract, where the mock checks its own answers and this one does; else null.</summary>
    public string? BrokenPromise { get; init; }

    internal static RequestLogEntry Of(HttpExchange exchange, DateTimeOffset now) => new()
    {
        Time = now,
        Method = exchange.Http.Request.Method,
        Path = exchange.View.Path,
        Status = exchange.Http.Response.StatusCode,
        Contract = exchange.Route.Mount?.Contract.Name,
        Operation = exchange.Operation,
        Refusal = exchange.Refused,
        Decision = exchange.Decision,
        Issued = exchange.Issued,
        BrokenPromise = exchange.BrokenPromise,
        Note = exchange.Broken.Count > 0 ? string.Join(" ", exchange.Broken.Take(3).Select(b => b.Message)) : exchange.Note,
    };
}
