using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conformance.Reporting.Views;

/// <summary>How the reports that are JSON are written.</summary>
internal static class JsonWriting
{
    // Files of JSON are read as such and never pasted into a page, so quotes and letters of all scripts stand as people read them.
    private static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    public static JsonWriterOptions Indented { get; } =
        new()
        {
            Indented = true,
            NewLine = "\n",
            Encoder = Encoder,
        };

    public static JsonWriterOptions OneLine { get; } = new() { Encoder = Encoder };
}
