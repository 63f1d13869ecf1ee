using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace Conformance.Reference.Hosting;

/// <summary>Has requests of an unusual form pass by what checks tokens, as the mutants say.</summary>
internal sealed class FormSwitches(ReferenceApi api, Behaviour behaviour)
{
    private readonly (Mutant Mutant, Func<HttpRequest, bool> Is, Action<HttpRequest>? Change)[] _forms =
    [
        (FormMutants.Head, r => HttpMethods.IsHead(r.Method), r => r.Method = "GET"),
        (FormMutants.Options, r => r.Method is "CONFORM" or "PROPFIND", r => r.Method = api.Name == "bankezy" ? "POST" : "GET"),
        (FormMutants.Override, r => r.Headers.ContainsKey("X-HTTP-Method-Override"), null),
        (FormMutants.MethodParameter, r => r.Query.ContainsKey("_method"), null),
        (FormMutants.TrailingSlash, r => r.Path.Value!.EndsWith('/'), null),
        (
            FormMutants.DoubleSlash,
            r => r.Path.Value!.Contains("//", StringComparison.Ordinal),
            r => r.Path = r.Path.Value!.Replace("//", "/", StringComparison.Ordinal)
        ),
        (FormMutants.Capitals, r => r.Path.Value!.Any(char.IsAsciiLetterUpper), null),
        (FormMutants.PathParameter, r => r.Path.Value!.Contains(';', StringComparison.Ordinal), CutParameters),
        (
            FormMutants.DotSegment,
            r => Raw(r).Contains("/./", StringComparison.Ordinal) || Raw(r).Contains("/../", StringComparison.Ordinal),
            null
        ),
        (FormMutants.EncodedLetter, r => Raw(r).Split('?')[0].Contains('%', StringComparison.Ordinal), null),
        (FormMutants.Extension, r => r.Path.Value!.EndsWith(".css", StringComparison.Ordinal), CutExtension),
        (FormMutants.AcceptHtml, r => r.Headers.Accept.ToString().Contains("text/html", StringComparison.Ordinal), null),
        (FormMutants.Language, r => r.Headers.AcceptLanguage.Count > 0, null),
        (FormMutants.Ranged, r => r.Headers.Range.Count > 0, null),
        (FormMutants.Origin, r => r.Headers.Origin.Count > 0, null),
        (FormMutants.Crawler, r => r.Headers.UserAgent.ToString().Contains("kube-probe", StringComparison.Ordinal), null),
        (FormMutants.Forwarded, r => r.Headers["X-Forwarded-For"] == "127.0.0.1", null),
        (FormMutants.Rewritten, r => r.Headers.ContainsKey("X-Original-URL"), null),
        (FormMutants.Debug, r => r.Query.ContainsKey("debug"), null),
        (FormMutants.LargeBody, r => r.ContentLength > 64 * 1024, null),
        (FormMutants.Http1, r => r.Protocol == "HTTP/1.0", null),
        (FormMutants.Localhost, r => r.Host.Host == "localhost", null),
        (FormMutants.InternalHeader, r => r.Headers["X-Internal"] == "true", null),
    ];

    /// <summary>Spares a request the checks; false where it has been answered already.</summary>
    public bool Receive(HttpContext httpContext)
    {
        var request = httpContext.Request;
        if (request.Headers.IfNoneMatch.Count > 0 && behaviour.Is(FormMutants.NotModified))
        {
            httpContext.Response.StatusCode = 304;
            return false;
        }

        foreach (var (mutant, isForm, change) in _forms)
        {
            if (!behaviour.Is(mutant) || !isForm(request))
                continue;
            Skipped.Spare(Skipped.Checks.All);
            change?.Invoke(request);
        }

        return true;
    }

    private static string Raw(HttpRequest request) => request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

    private static void CutParameters(HttpRequest request) =>
        request.Path = string.Join('/', request.Path.Value!.Split('/').Select(s => s.Split(';')[0]));

    private static void CutExtension(HttpRequest request) => request.Path = request.Path.Value![..^".css".Length];
}
