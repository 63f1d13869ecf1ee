using System.Text;
using System.Text.RegularExpressions;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Conformance.Documents;

/// <summary>Writes a tree as YAML that readers of YAML 1.1 and of 1.2 understand alike.</summary>
public static partial class YamlTreeWriter
{
    private const int Unbroken = int.MaxValue;

    /// <summary>The tree in block style, with plain line feeds.</summary>
    public static string Write(Node root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var text = new StringBuilder();
        using (var output = new StringWriter(text) { NewLine = "\n" })
        {
            var settings = EmitterSettings.Default.WithBestWidth(Unbroken).WithMaxSimpleKeyLength(1024).WithNewLine("\n");
            var emitter = new Emitter(output, settings);
            emitter.Emit(new StreamStart());
            emitter.Emit(new DocumentStart(null, null, isImplicit: true));
            Emit(emitter, root);
            emitter.Emit(new DocumentEnd(isImplicit: true));
            emitter.Emit(new StreamEnd());
        }

        return text.ToString();
    }

    private static void Emit(Emitter emitter, Node node)
    {
        switch (node)
        {
            case ObjectNode:
                emitter.Emit(
                    new MappingStart(null, null, isImplicit: true, node.Members.Count == 0 ? MappingStyle.Flow : MappingStyle.Block)
                );
                foreach (var member in node.Members)
                {
                    emitter.Emit(Text(member.Name, mayFold: false));
                    Emit(emitter, member.Value);
                }

                emitter.Emit(new MappingEnd());
                break;
            case ArrayNode:
                emitter.Emit(
                    new SequenceStart(null, null, isImplicit: true, node.Items.Count == 0 ? SequenceStyle.Flow : SequenceStyle.Block)
                );
                foreach (var item in node.Items)
                    Emit(emitter, item);
                emitter.Emit(new SequenceEnd());
                break;
            case ScalarNode { Kind: ScalarKind.String } text:
                emitter.Emit(Text(text.Text, mayFold: true));
                break;
            case ScalarNode scalar:
                emitter.Emit(new Scalar(null, null, scalar.Text, ScalarStyle.Plain, isPlainImplicit: true, isQuotedImplicit: false));
                break;
        }
    }

    // Plain only where no reader can take it for anything but a string; several lines as they are, where nothing invisible is in them.
    private static Scalar Text(string text, bool mayFold)
    {
        var style =
            Safe().IsMatch(text) && !Ambiguous().IsMatch(text) ? ScalarStyle.Plain
            : mayFold && Lines().IsMatch(text) ? ScalarStyle.Literal
            : ScalarStyle.DoubleQuoted;
        return new Scalar(null, null, text, style, isPlainImplicit: true, isQuotedImplicit: true);
    }

    [GeneratedRegex(
        @"^[A-Za-z_/$][A-Za-z0-9_/.$(){}+*-]*(?: [A-Za-z0-9_/.$(){}+*-]+)*\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Safe();

    [GeneratedRegex("^(?:y|yes|n|no|on|off|true|false|null|nan|inf)\\z", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 60_000)]
    private static partial Regex Ambiguous();

    [GeneratedRegex(
        @"^[!-~][ -~]*(?:\n(?:[!-~][ -~]*)?)*\n(?:[!-~][ -~]*)?\z|^[!-~][ -~]*\n[\n -~]*[!-~]\n?\z",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Lines();
}
