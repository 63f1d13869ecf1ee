using System.Text.RegularExpressions;

namespace Conformance.Generation.Running;

/// <summary>The type of uploads, which NSwag declares only where a single file is sent, and uses for lists of files as well.</summary>
internal static partial class Files
{
    private const string TypeScript = """

        export interface FileParameter {
            data: any;
            fileName: string;
        }

        """;

    /// <summary>The text of a generated file, with the type declared at its end where it is used and not declared.</summary>
    public static string Declare(string text)
    {
        if (!Use().IsMatch(text) || Declaration().IsMatch(text))
            return text;
        return Namespace().Match(text) is { Success: true } found
            ? $$"""
                {{text}}

                namespace {{found.Groups["name"].Value}}
                {
                    /// <summary>A file to send.</summary>
                    [System.CodeDom.Compiler.GeneratedCode("conform", "1.0")]
                    public partial class FileParameter(System.IO.Stream data, string? fileName = null, string? contentType = null)
                    {
                        public System.IO.Stream Data { get; } = data;

                        public string? FileName { get; } = fileName;

                        public string? ContentType { get; } = contentType;
                    }
                }
                """
            : text + TypeScript;
    }

    [GeneratedRegex(@"\bFileParameter\b", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Use();

    [GeneratedRegex(@"\b(class|interface) FileParameter\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 60_000)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.CultureInvariant | RegexOptions.Multiline, 60_000)]
    private static partial Regex Namespace();
}
