using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Conformance.Documents;

/// <summary>
/// Reads one YAML 1.2 document. Keys become strings as they are written (<c>200:</c> is "200"); what an alias stands for is copied
/// and keeps the place of the original; merge keys add what the mapping does not say itself. A syntax error ends it, any other
/// mistake does not.
/// </summary>
internal sealed class YamlTreeReader
{
    private readonly string _name;
    private readonly Problems _problems;
    private readonly NodeBudget _budget;
    private readonly Parser _parser;
    private readonly Stack<(char Bracket, Location At)> _openFlows = [];

    // An anchor whose node is still being read has null.
    private readonly Dictionary<string, Node?> _anchors = new(StringComparer.Ordinal);

    private YamlTreeReader(string name, string text, ReadLimits limits, Problems problems)
    {
        _name = name;
        _problems = problems;
        _budget = new NodeBudget(limits, problems);
        _parser = new Parser(new Scanner(new StringReader(YamlLineBreaks.Hide(text)), skipComments: true));
    }

    private ParsingEvent Current => _parser.Current!;

    /// <summary>The tree; null after a syntax error or a passed limit, which is then among the problems.</summary>
    public static Node? Read(SourceText source, ReadLimits limits, Problems problems)
    {
        var text = Encoding.UTF8.GetString(source.Utf8.Span);
        var reader = new YamlTreeReader(source.Name, text, limits, problems);
        try
        {
            return reader.ReadStream();
        }
        catch (LimitPassed)
        {
            return null;
        }
        catch (YamlException e)
        {
            new YamlSyntaxError(source.Name, text, reader._openFlows).Report(e, problems);
            return null;
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or IndexOutOfRangeException or FormatException)
        {
            // YamlDotNet's scanner leaves some malformed flow collections this way.
            new YamlSyntaxError(source.Name, text, reader._openFlows).ReportAfter(reader._parser.Current?.End ?? Mark.Empty, problems);
            return null;
        }
    }

    private Node? ReadStream()
    {
        Next();
        Next();
        if (Current is StreamEnd)
        {
            _problems.Error(
                "file-empty",
                new Location(_name, 1, 1),
                "The document has nothing but comments; expected an object in YAML or JSON.",
                "Write the document, or name another file."
            );
            return null;
        }

        Next();
        var root = ReadNode(depth: 0);
        Next();
        if (Current is DocumentStart second)
        {
            _problems.Error(
                "yaml-several-documents",
                At(second.Start),
                "A second document begins here; expected only one in a file.",
                "Remove the \"---\", or put the second document into a file of its own."
            );
        }

        return root;
    }

    // Reads the node at the current event and moves past it.
    private Node ReadNode(int depth)
    {
        var at = At(Current.Start);
        if (Current is AnchorAlias alias)
        {
            Next();
            return Expand(alias, at, depth);
        }

        // YamlDotNet leaves out the value of some malformed entries.
        if (Current is not NodeEvent written)
        {
            throw new SyntaxErrorException(Current.Start, Current.End, "did not find expected node content");
        }

        _budget.Spend(at, depth);
        var anchor = written.Anchor;
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = null;

        Node node = Current switch
        {
            MappingStart mapping => ReadMapping(mapping, at, depth),
            SequenceStart sequence => ReadSequence(sequence, at, depth),
            _ => YamlTag.Apply((Scalar)Current, at, _problems),
        };
        Next();
        if (!anchor.IsEmpty)
            _anchors[anchor.Value] = node;
        return node;
    }

    private ArrayNode ReadSequence(SequenceStart sequence, Location at, int depth)
    {
        YamlTag.Check(sequence.Tag, "!!seq", at, _problems);
        var isFlow = sequence.Style == SequenceStyle.Flow;
        if (isFlow)
            _openFlows.Push(('[', at));
        var node = new ArrayNode(at);
        for (Next(); Current is not SequenceEnd; )
            node.Add(ReadNode(depth + 1));
        if (isFlow)
            _openFlows.Pop();
        return node;
    }

    private ObjectNode ReadMapping(MappingStart mapping, Location at, int depth)
    {
        YamlTag.Check(mapping.Tag, "!!map", at, _problems);
        var isFlow = mapping.Style == MappingStyle.Flow;
        if (isFlow)
            _openFlows.Push(('{', at));
        var node = new ObjectNode(at);
        var merged = new List<Node>();
        Next();
        while (Current is not MappingEnd)
        {
            var isMerge = Current is Scalar { Style: ScalarStyle.Plain, Value: "<<" };
            var nameAt = At(Current.Start);
            var name = ReadKey(depth);
            var value = ReadNode(depth + 1);
            if (isMerge)
                merged.Add(value);
            else if (name is null)
                continue;
            else if (node.TryGetMember(name, out var first))
                DuplicateName.Report(name, nameAt, first.NameAt, _problems);
            else
                node.Add(name, nameAt, value);
        }

        foreach (var source in merged)
            Merge(source, node, depth);
        if (isFlow)
            _openFlows.Pop();
        return node;
    }

    private string? ReadKey(int depth)
    {
        var at = At(Current.Start);
        var written = Current;
        var node = ReadNode(depth + 1);
        switch (written, node)
        {
            case (Scalar { Style: ScalarStyle.Plain, Value: "" }, _):
                _problems.Error(
                    "yaml-empty-key",
                    at,
                    "A value stands here without a key before its \":\".",
                    "Write the key, or remove the \":\"."
                );
                return null;
            case (Scalar scalar, _):
                return YamlLineBreaks.Restore(scalar.Value);
            case (AnchorAlias, ScalarNode scalar):
                return scalar.Text;
            default:
                _problems.Error(
                    "yaml-complex-key",
                    at,
                    $"The key here is {node.Describe()}; expected text.",
                    "Write the key as a word, and quote it when it holds brackets, such as \"{{name}}\"."
                );
                return null;
        }
    }

    private Node Expand(AnchorAlias alias, Location at, int depth)
    {
        var name = alias.Value.Value;
        if (_anchors.TryGetValue(name, out var original) && original is not null)
            return _budget.Expand(original, at, depth);

        if (_anchors.ContainsKey(name))
        {
            _problems.Error(
                "yaml-alias-cycle",
                at,
                $"The alias \"*{name}\" stands inside the very value that it repeats.",
                "Repeat another value, or refer with \"$ref\"."
            );
        }
        else
        {
            var near = Nearest.To(name, _anchors.Keys);
            _problems.Error(
                "yaml-alias-unknown",
                at,
                $"The alias \"*{name}\" repeats nothing: no value above it is marked \"&{name}\".",
                near is null ? $"Mark a value above with \"&{name}\", or quote the text if it is no alias." : $"Did you mean \"*{near}\"?"
            );
        }

        return new ScalarNode(at, ScalarKind.Null, "null");
    }

    // https://yaml.org/type/merge.html: what the mapping says itself wins, then the earlier source.
    private void Merge(Node source, ObjectNode into, int depth)
    {
        if (source is ArrayNode { Items: var sources } && sources.All(item => item is ObjectNode))
        {
            foreach (var item in sources)
                Merge(item, into, depth);
            return;
        }

        if (source is not ObjectNode)
        {
            _problems.Error(
                "yaml-merge-value",
                source.At,
                $"The merge key \"<<\" has {source.Describe()}; expected an alias of an object or a list of them.",
                "Write \"<<: *name\", or quote \"<<\" if it is an ordinary key."
            );
            return;
        }

        foreach (var member in source.Members)
        {
            if (!into.TryGet(member.Name, out _))
                into.Add(member.Name, member.NameAt, _budget.Expand(member.Value, source.At, depth + 1));
        }
    }

    private void Next() => _parser.MoveNext();

    private Location At(Mark mark) => new(_name, (int)mark.Line, (int)mark.Column);
}
