using System.Collections.Immutable;
using Conformance.Contracts.Conditions;
using Conformance.Documents;

namespace Conformance.Contracts.Model;

/// <summary>A documented response that is ready to be sent: a status, headers, and a body to fill in.</summary>
public sealed class Answer
{
    private readonly Lazy<ExampleBody?> _body;
    private readonly Lazy<ImmutableArray<ResponseHeader>> _headers;

    internal Answer(
        int status,
        Response? documented,
        Func<ImmutableArray<ResponseHeader>> headers,
        string? contentType,
        string example,
        Lazy<ExampleBody?> body
    )
    {
        Status = status;
        Documented = documented;
        _headers = new Lazy<ImmutableArray<ResponseHeader>>(headers);
        ContentType = contentType;
        IsSequence = WrittenBody.IsSequence(MediaType.Essence(contentType));
        Example = example;
        _body = body;
    }

    /// <summary>What of it tells its meaning, where its status does not; null where that suffices.</summary>
    public MessageCondition? Where { get; internal init; }

    /// <summary>Where <c>x-session</c> says its status or its condition; null where the response alone does.</summary>
    public Location? SaidAt { get; internal init; }

    /// <summary>Whether the contract says its status alone, so that whoever sends it writes the body in words of his own.</summary>
    public bool IsBare { get; internal init; }

    /// <summary>The HTTP status.</summary>
    public int Status { get; }

    /// <summary>The response that it was made of, which a refusal may take from <c>#/components/responses</c>; null for an operation that documents none.</summary>
    public Response? Documented { get; }

    /// <summary>The headers to send: those that show a value, and those that are required, with a value of their schema that is made when it is first asked for.</summary>
    public ImmutableArray<ResponseHeader> Headers => _headers.Value;

    /// <summary>Null where there is no body, or one that is sent without it.</summary>
    public string? ContentType { get; }

    /// <summary>Whether the body is a sequence of items that are sent one by one: events, or lines of JSON.</summary>
    public bool IsSequence { get; }

    /// <summary>The name of the example that the body is made from; empty where it has none.</summary>
    public string Example { get; }

    /// <summary>The body: an example, or a value generated from the schema when it is first asked for. Null where there is none.</summary>
    public ExampleBody? Body => _body.Value;
}
