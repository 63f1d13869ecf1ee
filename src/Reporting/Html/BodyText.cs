using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Conformance.Reporting.Html;

/// <summary>A body as a reader likes to see it.</summary>
internal static class BodyText
{
    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>JSON objects and arrays indented, everything else as it was sent.</summary>
    public static string Of(string body)
    {
        if (body.TrimStart() is not ['{' or '[', ..])
            return body;
        try
        {
            using var document = JsonDocument.Parse(body);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, Indented))
                document.WriteTo(json);
            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The second is how half of a surrogate pair, escaped, is told.
            return body;
        }
    }
}
