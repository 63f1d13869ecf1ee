using System.Globalization;
using System.Text;

namespace Conformance.Contracts.Model;

/// <summary>The smallest files of media types that no value of JSON stands for, such that what reads the type opens them.</summary>
internal static class SampleFiles
{
    private static readonly Dictionary<string, Lazy<byte[]>> Files = new(StringComparer.OrdinalIgnoreCase)
    {
        ["image/png"] = new(() =>
            Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
        ),
        ["image/gif"] = new(() => Convert.FromBase64String("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")),
        ["image/jpeg"] = new(Jpeg),
        ["image/jpg"] = new(Jpeg),
        ["image/svg+xml"] = new(() => """<svg xmlns="http://www.w3.org/2000/svg" width="1" height="1"/>"""u8.ToArray()),
        ["application/pdf"] = new(Pdf),
        ["application/zip"] = new(() => [0x50, 0x4B, 5, 6, .. new byte[18]]),
        ["application/x-zip-compressed"] = new(() => [0x50, 0x4B, 5, 6, .. new byte[18]]),
        ["application/gzip"] = new(() => [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, .. new byte[8]]),
        ["audio/wav"] = new(Wav),
        ["audio/x-wav"] = new(Wav),
    };

    /// <summary>The type that is sent for a range of which a file is there: <c>image/png</c> for <c>image/*</c>; null for other ranges.</summary>
    public static string? TypeFor(string range) =>
        range switch
        {
            "image/*" => "image/png",
            "audio/*" => "audio/wav",
            _ => null,
        };

    /// <summary>A file of a type, given without parameters; null where there is none.</summary>
    public static byte[]? Of(string type) => Files.TryGetValue(type, out var file) ? file.Value : null;

    // ITU-T T.81, annex B: one grey block of 8 by 8, whose coefficients are all 0, in baseline coding with tables of one code each.
    private static byte[] Jpeg() =>
        [
            .. new byte[] { 0xFF, 0xD8 },
            .. new byte[] { 0xFF, 0xE0, 0, 16, 0x4A, 0x46, 0x49, 0x46, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0 },
            .. new byte[] { 0xFF, 0xDB, 0, 67, 0 },
            .. Enumerable.Repeat((byte)1, 64),
            .. new byte[] { 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0 },
            .. new byte[] { 0xFF, 0xC4, 0, 20, 0x00, 1 },
            .. new byte[16],
            .. new byte[] { 0xFF, 0xC4, 0, 20, 0x10, 1 },
            .. new byte[16],
            .. new byte[] { 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9 },
        ];

    // A tenth of a second of silence: one channel, 8,000 samples of 8 bits a second.
    private static byte[] Wav()
    {
        const int samples = 800;
        using var file = new MemoryStream();
        using (var writer = new BinaryWriter(file))
        {
            writer.Write("RIFF"u8);
            writer.Write(36 + samples);
            writer.Write("WAVEfmt "u8);
            writer.Write(16);
            writer.Write((short)1);
            writer.Write((short)1);
            writer.Write(8000);
            writer.Write(8000);
            writer.Write((short)1);
            writer.Write((short)8);
            writer.Write("data"u8);
            writer.Write(samples);
            for (var i = 0; i < samples; i++)
                writer.Write((byte)128);
        }

        return file.ToArray();
    }

    // ISO 32000-1, section 7.5: one empty page; the cross-reference table tells where each object begins.
    private static byte[] Pdf()
    {
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << >> >>",
        ];
        var text = new StringBuilder("%PDF-1.4\n");
        var starts = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            starts.Add(text.Length);
            text.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = text.Length;
        text.Append("xref\n0 4\n0000000000 65535 f \n");
        foreach (var start in starts)
            text.Append(CultureInfo.InvariantCulture, $"{start:0000000000} 00000 n \n");
        text.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(text.ToString());
    }
}
