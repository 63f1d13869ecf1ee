namespace Conformance.Validation;

/// <summary>An HTTP response, read whole.</summary>
public interface IResponseView
{
    /// <summary>The method of the request that it answers.</summary>
    string Method { get; }

    /// <summary>The status.</summary>
    int Status { get; }

    /// <summary>The Content-Type; null where there is none.</summary>
    string? ContentType { get; }

    /// <summary>The lines of a header; none where it is absent. Names are case-insensitive.</summary>
    IReadOnlyList<string> Header(string name);

    /// <summary>The body; empty where there is none.</summary>
    ReadOnlyMemory<byte> Body { get; }
}
