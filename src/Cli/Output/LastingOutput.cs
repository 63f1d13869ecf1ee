using System.Text;

namespace Conformance.Cli.Output;

/// <summary>An output of which a run does not depend: when it cannot be written to, as on a full disk or a closed terminal, the run goes on, and tells of it at its end.</summary>
internal sealed class LastingOutput(TextWriter output) : TextWriter
{
    /// <summary>Why it could not be written to; null where it could.</summary>
    public string? Fault { get; private set; }

    /// <inheritdoc/>
    public override Encoding Encoding => output.Encoding;

    /// <inheritdoc/>
    public override void Write(char value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Write(char[] buffer, int index, int count) => Try(() => output.Write(buffer, index, count));

    /// <inheritdoc/>
    public override void Write(string? value) => Try(() => output.Write(value));

    /// <inheritdoc/>
    public override void Flush() => Try(output.Flush);

    private void Try(Action write)
    {
        if (Fault is not null)
            return;
        try
        {
            write();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            Fault = exception.Message.TrimEnd('.');
        }
    }
}
