using System.Text;
using System.Text.Unicode;
using Conformance.Contracts.Model;
using Conformance.Validation.Texts;

namespace Conformance.Validation.Forms;

/// <summary>Reads <c>application/x-www-form-urlencoded</c> (the URL Standard, section 5.1), refusing what that parser passes over.</summary>
internal static class FormReader
{
    /// <summary>The most fields of a form, and the most parts of a multipart body.</summary>
    public const int MostFields = 1000;

    /// <summary>Reads the fields; empty, with a fault, where the bytes are no form.</summary>
    public static FieldList Read(ReadOnlySpan<byte> body, List<FormFault> faults)
    {
        if (!Utf8.IsValid(body))
        {
            faults.Add(new FormFault("", "a form in UTF-8", "bytes that are not UTF-8"));
            return FieldList.Of([]);
        }

        if (body.Count((byte)'&') >= MostFields)
        {
            faults.Add(new FormFault("", $"at most {MostFields} fields", "more"));
            return FieldList.Of([]);
        }

        return Read(Encoding.UTF8.GetString(body), faults);
    }

    /// <summary>A form that is the text of a parameter, as one value.</summary>
    public static ReadValue Read(MediaType type, string text)
    {
        var faults = new List<FormFault>();
        var form = FormValue.Of(type, Read(text, faults), faults);
        return faults is [var first, ..] ? ReadValue.Fault(first.Expected) : new ReadValue(form.Value);
    }

    private static FieldList Read(string text, List<FormFault> faults)
    {
        foreach (var part in text.Split('&'))
        {
            if (EscapedText.IsWellFormed(part))
                continue;
            var name = part.Split('=')[0];
            faults.Add(
                new FormFault(
                    EscapedText.IsWellFormed(name) ? Escaping.Form.Decode(name) : "",
                    "percent-encoded UTF-8",
                    $"\"{Found.Shortened(part)}\""
                )
            );
        }

        return FieldList.OfQuery(text);
    }
}
