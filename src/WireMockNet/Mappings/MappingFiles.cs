using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Conformance.Documents;

namespace Conformance.WireMockNet.Mappings;

/// <summary>The files of a folder of mappings, and what was read of them last.</summary>
/// <param name="folder">The folder, as an absolute path.</param>
internal sealed class MappingFiles(string folder)
{
    private const string Rule = "mapping";

    private readonly Dictionary<string, ReadFile> _read = new(StringComparer.Ordinal);

    /// <summary>The mappings of all files. Of a file that is wrong, those that it held before.</summary>
    public ImmutableArray<ReadMapping> Read(Problems problems)
    {
        var files = FilesOf(folder, problems);
        foreach (var gone in _read.Keys.Except(files).ToList())
            _read.Remove(gone);
        var mappings = ImmutableArray.CreateBuilder<ReadMapping>();
        var places = new Dictionary<Guid, Location>();
        foreach (var file in files)
        {
            foreach (var mapping in MappingsOf(file, problems))
            {
                if (places.TryAdd(mapping.Id, mapping.Node.At))
                    mappings.Add(mapping);
                else
                    problems.Error(
                        Rule,
                        mapping.Node.At,
                        $"The mapping has the Guid {mapping.Id}, as the one at {places[mapping.Id]} has.",
                        "Give it another one, or none."
                    );
            }
        }

        return mappings.ToImmutable();
    }

    /// <summary>Forgets what a file held, so that it is read again whether it is changed or not.</summary>
    public void Forget(string file) => _read.Remove(file);

    private static List<string> FilesOf(string folder, Problems problems)
    {
        try
        {
            return
            [
                .. Directory
                    .EnumerateFiles(folder, "*.json", SearchOption.AllDirectories)
                    .Where(f => !Path.GetRelativePath(folder, f).Split(Path.DirectorySeparatorChar).Contains(BodyFiles.Folder))
                    .Order(StringComparer.Ordinal),
            ];
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Error(Rule, new Location(folder, 1, 1), $"The folder cannot be read: {unreadable.Message}", "Check its permissions.");
            return [];
        }
    }

    private IEnumerable<ReadMapping> MappingsOf(string file, Problems problems)
    {
        var before = _read.GetValueOrDefault(file);
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
        {
            problems.Error(Rule, new Location(file, 1, 1), $"The file cannot be read: {unreadable.Message}", "Check its permissions.");
            return before?.Mappings ?? [];
        }

        if (before is not null && before.Bytes.AsSpan().SequenceEqual(bytes))
            return before.Mappings.Select(m => m with { IsNew = false });
        var own = new Problems();
        var root = DocumentReader.Read(file, bytes, own);
        ImmutableArray<ReadMapping> mappings = [];
        if (root is not null)
        {
            var nodes = root is ArrayNode list ? list.Items : [root];
            foreach (var node in nodes)
                MappingSchema.Check(node, own);
            if (!own.HasErrors)
                mappings = [.. nodes.Select((node, i) => MappingOf(file, node, nodes.Count > 1 ? i + 1 : null))];
        }

        problems.AddAll(own);
        if (own.HasErrors)
            return before?.Mappings.Select(m => m with { IsNew = false }) ?? [];
        _read[file] = new ReadFile(bytes, mappings);
        return mappings;
    }

    private ReadMapping MappingOf(string file, Node node, int? number)
    {
        var name = Path.GetRelativePath(folder, file).Replace('\\', '/') + (number is { } n ? $" #{n}" : "");
        var json = (JsonObject)node.ToJsonNode()!;
        var told = json.FirstOrDefault(p => p.Key.Equals("Guid", StringComparison.OrdinalIgnoreCase));

        // The same mapping has the same id when it is read again, and so keeps the state of its scenario.
        var id = Guid.TryParse((string?)told.Value, out var own)
            ? own
            : new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(name)).AsSpan(0, 16));
        if (told.Key is not null)
            json.Remove(told.Key);
        json["Guid"] = id.ToString();
        var title = node
            .Members.Where(m => m.Name.Equals("Title", StringComparison.OrdinalIgnoreCase))
            .Select(m => m.Value.AsString())
            .FirstOrDefault();
        return new ReadMapping(file, id, string.IsNullOrWhiteSpace(title) ? name : title, json.ToJsonString(), node, IsNew: true);
    }

    private sealed record ReadFile(byte[] Bytes, ImmutableArray<ReadMapping> Mappings);
}

/// <summary>A mapping as it was read.</summary>
/// <param name="File">The file.</param>
/// <param name="Id">Its own Guid, else one that follows from its place.</param>
/// <param name="Name">Its title, else its file and, among several, its number there.</param>
/// <param name="Json">What WireMock.Net is given.</param>
/// <param name="Node">Where it stands.</param>
/// <param name="IsNew">Whether it was read just now, and not left as it was.</param>
internal sealed record ReadMapping(string File, Guid Id, string Name, string Json, Node Node, bool IsNew)
{
    /// <summary>What is wrong with it by WireMock.Net's own words, at the place that they are about.</summary>
    public Problem Refused(Exception refused)
    {
        var why = refused.GetBaseException().Message.ReplaceLineEndings(" ");
        return new Problem(
            Severity.Error,
            "mapping",
            PlaceOf(why),
            $"WireMock.Net does not take the mapping: {why}",
            "Its documentation has the format."
        );
    }

    // The place whose text the words quote; else that of the mapping.
    private Location PlaceOf(string why)
    {
        var open = new Stack<Node>([Node]);
        while (open.TryPop(out var node))
        {
            if (node is ScalarNode { Text.Length: > 0 } scalar && why.Contains($"'{scalar.Text}'", StringComparison.Ordinal))
                return scalar.At;
            foreach (var child in node.Items.Concat(node.Members.Select(m => m.Value)).Reverse())
                open.Push(child);
        }

        return Node.At;
    }
}
