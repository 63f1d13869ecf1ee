using Conformance.MockServer.Engine.Logging;
using Conformance.Sessions;

namespace Conformance.MockServer.Engine;

/// <summary>What became of one request, for whoever asked the engine itself: all that the journal keeps, and the tokens with their texts.</summary>
internal sealed class RequestTrace
{
    private RequestLogEntry _entry;

    /// <summary>Its number in the journal; null where it was refused before a namespace was found for it.</summary>
    public long? Number { get; private set; }

    /// <summary>What the log tells of it.</summary>
    public ref readonly RequestLogEntry Entry => ref _entry;

    /// <summary>What it was issued; null where it was issued nothing.</summary>
    public Issued? Issued { get; private set; }

    public void Take(long number, in RequestLogEntry entry, Issued? issued) => (Number, _entry, Issued) = (number, entry, issued);
}
