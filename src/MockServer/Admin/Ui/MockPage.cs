using System.Collections.Frozen;
using System.Security.Cryptography;
using Conformance.MockServer.Engine.Answers;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin.Ui;

/// <summary>
/// The files of the page at <c>/__admin/ui</c>, which are resources of this assembly. They hold no secrets and are given to everybody; what the page shows it asks the
/// control API for. The page loads nothing from elsewhere, runs no script but its own, and can make no HTML of a text (Content Security Policy Level 3, Trusted Types).
/// </summary>
internal static class MockPage
{
    /// <summary>Where the page is.</summary>
    public const string Root = "/__admin/ui";

    private const string ResourcePrefix = "mock-page/";
    private const string Index = "index.html";

    // A frame takes the policy over, so that a documented answer that is shown in one loads nothing either; its own styles are let in.
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
        + "require-trusted-types-for 'script'; trusted-types documented-answer";

    private static readonly FrozenDictionary<string, string> Types = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".svg"] = "image/svg+xml",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    // Read when the page is first asked for.
    private static readonly Lazy<FrozenDictionary<string, PageFile>> Files = new(() =>
        typeof(MockPage)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(ResourcePrefix, StringComparison.Ordinal))
            .ToFrozenDictionary(n => n[ResourcePrefix.Length..], Read, StringComparer.Ordinal)
    );

    /// <summary>Whether a path is the page's.</summary>
    public static bool Owns(string path) =>
        path.StartsWith(Root, StringComparison.Ordinal) && (path.Length == Root.Length || path[Root.Length] == '/');

    /// <summary>Whether somebody with a browser opens a path, and no program reads it.</summary>
    public static bool IsOpened(HttpRequest request) =>
        (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);

    /// <summary>Leads to the page, in the namespace that the request named.</summary>
    public static void Redirect(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status302Found;
        http.Response.Headers.Location = http.Request.PathBase.Value + Root;
        http.Response.Headers.Vary = "Accept";
        http.Response.Headers.CacheControl = "no-store";
    }

    /// <summary>Answers a request for the page or one of its files.</summary>
    public static async Task AnswerAsync(HttpContext http, string path)
    {
        var name = path.Length <= Root.Length + 1 ? Index : path[(Root.Length + 1)..];
        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
        {
            http.Response.Headers.Allow = "GET, HEAD";
            ProblemWriter.Write(
                http,
                StatusCodes.Status405MethodNotAllowed,
                "method-not-allowed",
                $"{Root} is a page; it has GET and HEAD."
            );
            return;
        }

        if (!Files.Value.TryGetValue(name, out var file))
        {
            ProblemWriter.Write(http, StatusCodes.Status404NotFound, "not-found", $"The page has no such file. It begins at {Root}.");
            return;
        }

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";

        // Kept, and asked about each time: another version of the mock may answer at the same port tomorrow.
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        if (http.Request.Headers.IfNoneMatch.ToString().Split(',').Any(t => t.Trim() is var tag && (tag == file.Tag || tag == "*")))
        {
            http.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        http.Response.ContentType = file.Type;
        http.Response.ContentLength = file.Bytes.Length;
        if (HttpMethods.IsGet(http.Request.Method))
            await http.Response.Body.WriteAsync(file.Bytes, http.RequestAborted);
    }

    private static PageFile Read(string resource)
    {
        using var stream = typeof(MockPage).Assembly.GetManifestResourceStream(resource)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return new PageFile(
            bytes,
            Types[Path.GetExtension(resource)],
            $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes).AsSpan(0, 12))}\""
        );
    }

    private sealed record PageFile(byte[] Bytes, string Type, string Tag);
}
