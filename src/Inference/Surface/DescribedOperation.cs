using System.Collections.Immutable;
using Conformance.Documents;
using Conformance.Inference.Vocabulary;

namespace Conformance.Inference.Surface;

/// <summary>A segment of a path.</summary>
/// <param name="Text">As written.</param>
/// <param name="IsParameter">Whether it is, or holds, a template's parameter.</param>
internal sealed record PathSegment(string Text, bool IsParameter, ImmutableArray<Term> Terms);

/// <summary>An operation as its document describes it. What costs a walk through schemas is read when somebody asks.</summary>
internal sealed class DescribedOperation
{
    private static readonly string[] OtherMedia = ["application/x-www-form-urlencoded", "multipart/form-data"];

    private readonly Node _item;

    public DescribedOperation(string method, string path, Node item, Node node)
    {
        (Method, Path, _item, Node) = (method, path, item, node);
        Segments =
        [
            .. path.Split('/', StringSplitOptions.RemoveEmptyEntries)
                .Select(s => new PathSegment(s, s.Contains('{', StringComparison.Ordinal) || s.StartsWith('<'), Terms.In(s.TrimEnd('}')))),
        ];
        IdTerms = Terms.In(node["operationId"]?.AsString());
        SummaryTerms = Terms.In(Summary);
        TagTerms = [.. (node["tags"]?.Items ?? []).SelectMany(t => Terms.In(t.AsString()))];
    }

    public string Method { get; }
    public string Path { get; }
    public Node Node { get; }
    public ImmutableArray<PathSegment> Segments { get; }
    public ImmutableArray<Term> IdTerms { get; }
    public ImmutableArray<Term> SummaryTerms { get; }
    public ImmutableArray<Term> TagTerms { get; }
    public string Summary => Node["summary"]?.AsString() ?? "";
    public string Id => Node["operationId"]?.AsString() ?? "";
    public string ShortSummary => Summary.Length <= 60 ? Summary : string.Concat(Summary.AsSpan(0, 59), "…");
    public string Description => Node["description"]?.AsString() ?? "";
    public bool IsDeprecated => Node["deprecated"]?.AsBoolean() == true;

    /// <summary>Parameters of the operation and of its path.</summary>
    public ImmutableArray<DescribedField> Parameters =>
        field.IsDefault ? field = [.. Declared(Node).Concat(Declared(_item)).DistinctBy(p => (p.Place, p.Name))] : field;

    /// <summary>The media type of the body that fits best; null where there is no body.</summary>
    public string? MediaType => Media?.Name;

    /// <summary>The members of the body.</summary>
    public ImmutableArray<DescribedField> Body => field.IsDefault ? field = SchemaFields.Of(Media?.Value["schema"]) : field;

    /// <summary>Parameters and members of the body.</summary>
    public IEnumerable<DescribedField> Inputs => Parameters.Concat(Body);

    /// <summary>The documented statuses as they are written: <c>200</c>, <c>4XX</c>, <c>default</c>.</summary>
    public ImmutableArray<string> Statuses => field.IsDefault ? field = [.. (Node["responses"]?.Members ?? []).Select(r => r.Name)] : field;

    /// <summary>The documented success: the lowest 2xx, else <c>2XX</c> or <c>default</c>; null where none is documented.</summary>
    public Node? Success =>
        Statuses.Where(s => s.Length == 3 && s[0] == '2').Order(StringComparer.Ordinal).FirstOrDefault() is { } status
            ? Resolved(Node["responses"]?[status])
            : Resolved(Node["responses"]?["default"]);

    /// <summary>The members of the documented success, its headers among them.</summary>
    public ImmutableArray<DescribedField> Answer =>
        field.IsDefault ? field = [.. SchemaFields.Of(Json(Success?["content"])?.Value["schema"]), .. Headers(Success)] : field;

    /// <summary>The media type of the documented success; null where it has no body.</summary>
    public string? AnswerMediaType => Json(Success?["content"])?.Name;

    /// <summary>The alternatives of <c>security</c> in force, each a list of scheme names; null where nothing is said.</summary>
    public ImmutableArray<ImmutableArray<string>>? Security =>
        (Node["security"] ?? Node.Root["security"]) is { } security
            ? [.. security.Items.Select(a => (ImmutableArray<string>)[.. a.Members.Select(m => m.Name)])]
            : null;

    /// <summary>Whether <c>security</c> stands at the operation itself.</summary>
    public bool HasOwnSecurity => Node["security"] is not null;

    /// <summary>Whether <c>security</c> asks for a credential in each alternative.</summary>
    public bool IsSecured => Security is { IsEmpty: false } alternatives && alternatives.All(a => !a.IsEmpty);

    /// <summary>Whether <c>security</c> lets everybody in: an empty list, or an empty alternative.</summary>
    public bool IsPublic => Security is { } alternatives && (alternatives.IsEmpty || alternatives.Any(a => a.IsEmpty));

    /// <summary>The terms of the last segment that is no parameter.</summary>
    public ImmutableArray<Term> LastTerms => Segments.LastOrDefault(s => !s.IsParameter)?.Terms ?? [];

    /// <summary>Parameters in the path that stand for one of many; a place that all paths begin with is none.</summary>
    public IEnumerable<PathSegment> Selectors => Segments.SkipWhile(s => s.IsParameter).Where(s => s.IsParameter && !IsContext(s));

    /// <summary>Whether a term stands anywhere in path, operationId or summary.</summary>
    public bool Mentions(Term term) => Segments.Any(s => s.Terms.Contains(term)) || IdTerms.Contains(term) || SummaryTerms.Contains(term);

    /// <summary>Whether a term stands in the path.</summary>
    public bool PathMentions(Term term) => Segments.Any(s => s.Terms.Contains(term));

    /// <summary><c>POST /login</c>.</summary>
    public override string ToString() => $"{Method} {Path}";

    // Which of several APIs it is, rather than which of several things.
    private static bool IsContext(PathSegment segment)
    {
        var words = NameWords.Of(segment.Text);
        return words
            is [.., "realm" or "version" or "locale" or "lang" or "language" or "path" or "base" or "region" or "stage" or "environment"];
    }

    private Member? Media => Json(Resolved(Node["requestBody"])?["content"]);

    private static Member? Json(Node? content)
    {
        if (content is not { Members: { Count: > 0 } media })
            return null;
        foreach (var candidate in media)
        {
            if (candidate.Name.Contains("json", StringComparison.OrdinalIgnoreCase))
                return candidate;
        }

        foreach (var candidate in media)
        {
            if (OtherMedia.Any(m => candidate.Name.StartsWith(m, StringComparison.OrdinalIgnoreCase)))
                return candidate;
        }

        return media[0];
    }

    private static IEnumerable<DescribedField> Declared(Node holder) =>
        (holder["parameters"]?.Items ?? [])
            .Select(Resolved)
            .OfType<Node>()
            .Where(p => p["name"]?.AsString() is not null)
            .Select(p =>
                SchemaFields.Value(
                    p["in"]?.AsString() ?? "",
                    p["name"]!.AsString()!,
                    "",
                    p["schema"],
                    p["description"]?.AsString(),
                    p["required"]?.AsBoolean() == true
                )
            );

    private static IEnumerable<DescribedField> Headers(Node? response) =>
        (response?["headers"]?.Members ?? []).Select(h =>
        {
            var header = Resolved(h.Value);
            return SchemaFields.Value("header", h.Name.Trim('\0'), "", header?["schema"], header?["description"]?.AsString(), false);
        });

    private static Node? Resolved(Node? node) => node is null ? null : References.Resolve(node, node.Root, null);
}
