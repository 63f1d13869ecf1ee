using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>
/// The part of a list that a request asks for by documented parameters: a size with an offset, a page's number or a cursor; and what body and headers say of it. A cursor is the id of the last
/// item that the client has, so that a page stays the same while others are made. Names are compared without case and punctuation: <c>page[size]</c>, <c>page_size</c> and <c>PageSize</c> are one.
/// </summary>
internal sealed class ListPage
{
    private static readonly ImmutableHashSet<string> Limits =
    [
        "limit",
        "perpage",
        "pagesize",
        "pagelimit",
        "itemsperpage",
        "size",
        "count",
        "take",
        "first",
        "top",
        "maxresults",
    ];
    private static readonly ImmutableHashSet<string> Offsets = ["offset", "pageoffset", "skip", "start", "startindex"];
    private static readonly ImmutableHashSet<string> Pages = ["page", "pagenumber", "p", "currentpage"];
    private static readonly ImmutableHashSet<string> Cursors =
    [
        "cursor",
        "pagecursor",
        "after",
        "pageafter",
        "startingafter",
        "pagetoken",
        "nexttoken",
        "nextcursor",
        "continuationtoken",
    ];
    private static readonly ImmutableHashSet<string> Totals =
    [
        "total",
        "totalcount",
        "totalitems",
        "totalelements",
        "totalresults",
        "totalrecords",
        "totalhits",
    ];
    private static readonly ImmutableHashSet<string> PageCounts = ["pages", "totalpages", "pagecount", "lastpage"];
    private static readonly ImmutableHashSet<string> More = ["hasmore", "hasnext", "hasnextpage", "more"];
    private static readonly ImmutableHashSet<string> Before = ["hasprevious", "hasprev", "haspreviouspage"];
    private static readonly ImmutableHashSet<string> NextCursors =
    [
        "nextcursor",
        "nextpagetoken",
        "nexttoken",
        "continuationtoken",
        "endcursor",
        "cursor",
        "after",
        "next",
    ];
    private static readonly ImmutableHashSet<string> NextLinks = ["next", "nextpage", "nexturl", "nextpageurl", "nextlink"];
    private static readonly ImmutableHashSet<string> PreviousLinks =
    [
        "previous",
        "prev",
        "previouspage",
        "prevpage",
        "previousurl",
        "prevurl",
        "prevpageurl",
    ];
    private static readonly ImmutableHashSet<string> TotalHeaders =
    [
        "xtotalcount",
        "xtotal",
        "totalcount",
        "xpaginationtotal",
        "xtotalitems",
    ];
    private static readonly ImmutableHashSet<string> PageCountHeaders = ["xtotalpages", "xpagecount", "totalpages"];

    // What is said of a list beside it, and not of something else.
    private static readonly ImmutableHashSet<string> Frames =
    [
        "meta",
        "metadata",
        "pagination",
        "paging",
        "page",
        "pageinfo",
        "links",
        "cursors",
        "responsemetadata",
    ];

    private readonly MockRequest _request;
    private readonly Parameter? _offset;
    private readonly Parameter? _page;
    private readonly Parameter? _cursor;
    private readonly long _total;
    private readonly long? _size;
    private readonly long _skipped;
    private readonly long _firstPage;

    /// <param name="all">All that the request's filters let through.</param>
    /// <param name="idName">The member that holds an item's id.</param>
    public ListPage(MockRequest request, IReadOnlyList<JsonNode?> all, string idName)
    {
        _request = request;
        _total = all.Count;
        _size = Number(Documented(Limits));
        (_offset, _page, _cursor) = (Documented(Offsets), Documented(Pages), Documented(Cursors));
        _firstPage = _page?.Schema is { } schema && (schema.Node["minimum"]?.AsInt32() == 0 || schema.Default?.AsInt32() == 0) ? 0 : 1;
        _skipped = Number(_offset) ?? 0;

        // Without a size, all of it is the first page: who asks for pages until one is empty comes to an end.
        if (Number(_page) is { } asked && asked > _firstPage)
            _skipped = _size is { } size ? (long)Math.Min((decimal)(asked - _firstPage) * size, long.MaxValue) : _total;
        if (Sent(_cursor) is { } after)
            _skipped = IndexOf(all, idName, after) + 1;
        Items = [.. all.Skip(Bounded(_skipped)).Take(Bounded(_size ?? long.MaxValue))];
        LastId = Items is [.., JsonObject last] ? ResourceBody.TextOf(last[idName]) : null;
    }

    /// <summary>The items on the page.</summary>
    public ImmutableArray<JsonNode?> Items { get; }

    private string? LastId { get; }

    private long End => Math.Min(_skipped, _total) + Items.Length;

    private bool HasMore => End < _total && Items.Length > 0;

    private long PageCount => _size is > 0 and var size ? Math.Max(1, (_total + size - 1) / size) : 1;

    /// <summary>Says in a body that holds the list what is true of this page, where it has members for that.</summary>
    /// <param name="whole">The body; it is changed.</param>
    /// <param name="place">The names that lead to the list.</param>
    /// <param name="ending">What stands for a next page where there is none.</param>
    public void Describe(JsonNode whole, ReadOnlySpan<string> place, PageEnd ending)
    {
        if (whole is not JsonObject members)
            return;
        foreach (var (name, value) in members.ToList())
        {
            var known = Plain(name);
            if (place.Length > 0 && place[0] == name || Frames.Contains(known))
            {
                if (value is JsonObject inner)
                    Describe(inner, place.Length > 0 && place[0] == name ? place[1..] : [], ending);
                if (value is JsonObject or JsonArray)
                    continue;
            }

            if (Said(known, value, members) is { } said)
                members[name] = said;
            else if (NextOf(known, value) is { IsNext: true } next)
                Put(members, name, next.Text, ending);
        }
    }

    /// <summary>What documented headers say of this page, by name; null for one that is not sent.</summary>
    public ImmutableDictionary<string, string?> Headers(IEnumerable<HeaderRule> documented)
    {
        var headers = ImmutableDictionary.CreateBuilder<string, string?>(StringComparer.OrdinalIgnoreCase);
        foreach (var rule in documented)
        {
            var (name, known) = (rule.Name, Plain(rule.Name));
            if (TotalHeaders.Contains(known))
                headers[name] = Text(_total);
            else if (PageCountHeaders.Contains(known))
                headers[name] = Text(PageCount);
            else if (known == "link" && CanGoOn && (Links() is { Length: > 0 } || !rule.Required))
                headers[name] = Links() is { Length: > 0 } links ? links : null;
        }

        return headers.ToImmutable();
    }

    // RFC 8288. A page alone has no neighbours to name.
    private string Links() =>
        string.Join(
            ", ",
            new[] { (Relation: "next", Link: NextLink()), (Relation: "prev", Link: PreviousLink()) }
                .Where(l => l.Link is not null)
                .Select(l => $"<{l.Link}>; rel=\"{l.Relation}\"")
        );

    private JsonNode? Said(string name, JsonNode? value, JsonObject beside)
    {
        var isNumber = value is JsonValue number && number.GetValueKind() == JsonValueKind.Number;
        var isTruth = value is JsonValue truth && truth.GetValueKind() is JsonValueKind.True or JsonValueKind.False;
        return name switch
        {
            _ when isNumber && Totals.Contains(name) => _total,

            // Beside links to other pages it counts all of them, else what is shown.
            "count" when isNumber => beside.ContainsKey("next") || beside.ContainsKey("previous") ? _total : Items.Length,
            _ when isNumber && PageCounts.Contains(name) => PageCount,
            _ when isNumber && _page is not null && Pages.Contains(name) => Number(_page) ?? _firstPage,
            _ when isNumber && _offset is not null && Offsets.Contains(name) => _skipped,
            _ when isNumber && _size is { } size && Limits.Contains(name) => size,
            _ when isTruth && More.Contains(name) => HasMore,
            _ when isTruth && Before.Contains(name) => _skipped > 0,
            _ => null,
        };
    }

    private (bool IsNext, string? Text) NextOf(string name, JsonNode? value)
    {
        var shown = value is null ? null : ResourceBody.TextOf(value);
        if (value is not null && (value is not JsonValue || value.GetValueKind() != JsonValueKind.String))
            return default;
        var isLink = shown is null
            ? _cursor is null
            : shown.Contains('/', StringComparison.Ordinal) || shown.Contains('?', StringComparison.Ordinal);
        return (isLink, NextLinks.Contains(name), PreviousLinks.Contains(name)) switch
        {
            (true, true, _) when CanGoOn => (true, NextLink()),
            (true, _, true) when CanGoOn => (true, PreviousLink()),
            (false, _, _) when _cursor is not null && NextCursors.Contains(name) => (true, HasMore ? LastId : null),
            _ => default,
        };
    }

    private bool CanGoOn => _offset is not null || _page is not null || _cursor is not null;

    private string? NextLink() =>
        !HasMore ? null
        : _cursor is not null && LastId is { } last ? Link(_cursor, last)
        : _page is not null ? Link(_page, Text((Number(_page) ?? _firstPage) + 1))
        : _offset is not null ? Link(_offset, Text(End))
        : null;

    private string? PreviousLink() =>
        _skipped <= 0 || _cursor is not null ? null
        : _page is not null
            ? Number(_page) > _firstPage ? Link(_page, Text(Number(_page)!.Value - 1))
                : null
        : _offset is not null ? Link(_offset, Text(Math.Max(0, _skipped - (_size ?? _skipped))))
        : null;

    private string Link(Parameter parameter, string value)
    {
        var http = _request.Http.Request;
        var query = _request
            .Query.Where(q => q.Key != parameter.Name)
            .Append(KeyValuePair.Create(parameter.Name, value))
            .Select(q => $"{Uri.EscapeDataString(q.Key)}={Uri.EscapeDataString(q.Value)}");
        return $"{http.Scheme}://{http.Host}{http.PathBase.ToUriComponent()}{http.Path.ToUriComponent()}?{string.Join('&', query)}";
    }

    private static void Put(JsonObject members, string name, string? text, PageEnd ending)
    {
        if (text is null && ending == PageEnd.Absent)
            members.Remove(name);
        else
            members[name] = text ?? (ending == PageEnd.Empty ? "" : null);
    }

    private Parameter? Documented(ImmutableHashSet<string> names) =>
        _request.Operation!.Parameters.FirstOrDefault(p => p.In == ParameterLocation.Query && names.Contains(Plain(p.Name)));

    private string? Sent(Parameter? parameter) =>
        parameter is null ? null
        : _request.Query.FirstOrDefault(q => q.Key == parameter.Name).Value is { Length: > 0 } text ? text
        : null;

    private long? Number(Parameter? parameter) =>
        parameter is not null
        && long.TryParse(
            Sent(parameter) ?? parameter.Schema?.Default?.AsInt32()?.ToString(CultureInfo.InvariantCulture),
            NumberStyles.None,
            CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;

    // -1, and so the beginning, for a cursor that is nothing of ours, such as a documented example.
    private static int IndexOf(IReadOnlyList<JsonNode?> all, string idName, string id)
    {
        for (var i = all.Count - 1; i >= 0; i--)
        {
            if (all[i] is JsonObject item && ResourceBody.TextOf(item[idName]) == id)
                return i;
        }

        return -1;
    }

    private static int Bounded(long number) => (int)Math.Min(number, int.MaxValue);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A name without case and punctuation.</summary>
    public static string Plain(string name) => string.Concat(name.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}

/// <summary>What stands for a next page where there is none.</summary>
internal enum PageEnd
{
    /// <summary><c>null</c>.</summary>
    Null,

    /// <summary>The member is left out.</summary>
    Absent,

    /// <summary>The empty text.</summary>
    Empty,
}
