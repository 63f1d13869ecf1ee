using WireMock.Admin.Requests;
using WireMock.Logging;

namespace Conformance.WireMockNet.Mappings;

/// <summary>
/// Learns which mapping answers a request: WireMock.Net tells its logger of each, with the mapping that matched, in the flow of control of the request
/// itself. Nothing of this travels in a message, so no client and no mapping can pretend to be matched or not.
/// </summary>
internal sealed class MatchRecorder : IWireMockLogger
{
    private readonly AsyncLocal<Match?> _current = new();

    /// <summary>Begins a request; what the recorder returns is filled in when the request was answered.</summary>
    public Match Begin() => _current.Value = new Match();

    public void DebugRequestResponse(LogEntryModel logEntryModel, bool isAdminRequest)
    {
        if (_current.Value is { } match)
            match.Mapping = logEntryModel.MappingGuid;
    }

    public void Debug(string formatString, params object[] args) { }

    public void Info(string formatString, params object[] args) { }

    public void Warn(string formatString, params object[] args) { }

    // WireMock.Net writes the exception into the text, with all of its stack.
    public void Error(string formatString, params object[] args) =>
        Fail(formatString.Split("Exception: ", 2)[^1].ReplaceLineEndings("\n").Split('\n')[0]);

    public void Error(string message, Exception exception) => Fail(exception.GetBaseException().Message);

    private void Fail(string why)
    {
        if (_current.Value is { } match)
            match.Failure ??= why;
    }

    /// <summary>What became of a request.</summary>
    internal sealed class Match
    {
        /// <summary>The mapping that answered; null where none matched.</summary>
        public Guid? Mapping { get; set; }

        /// <summary>Why its answer could not be made; null where it could.</summary>
        public string? Failure { get; set; }
    }
}
