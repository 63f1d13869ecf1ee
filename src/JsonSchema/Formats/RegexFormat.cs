using System.Text;
using Conformance.JsonSchema.Patterns;

namespace Conformance.JsonSchema.Formats;

/// <summary>Regular expressions of ECMA-262.</summary>
internal static class RegexFormat
{
    public static bool IsRegex(ReadOnlySpan<byte> text)
    {
        try
        {
            PatternTranslator.Translate(Encoding.UTF8.GetString(text), surrogates: false);
            return true;
        }
        catch (PatternSyntaxException)
        {
            return false;
        }
    }
}
