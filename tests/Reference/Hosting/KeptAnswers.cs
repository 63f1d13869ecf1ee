using System.Collections.Concurrent;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>Lets a request in that was let in before in the same form, as a cache before the server would: of a URL with parameters, of a language.</summary>
internal sealed class KeptAnswers(ReferenceApi api, Behaviour behaviour)
{
    private readonly ConcurrentDictionary<string, bool> _kept = [];

    /// <summary>Spares a request the checks that was let in before.</summary>
    public void Receive(HttpRequest request)
    {
        if (KeyOf(request) is { } key && _kept.ContainsKey(key))
            Skipped.Spare(Skipped.Checks.Ended);
    }

    /// <summary>Keeps what was let in.</summary>
    public void Answered(HttpContext httpContext)
    {
        if (httpContext.Response.StatusCode == 200 && KeyOf(httpContext.Request) is { } key)
            _kept[key] = true;
    }

    private string? KeyOf(HttpRequest request)
    {
        var form =
            behaviour.Is(FormMutants.KeptByLanguage) ? request.Headers.AcceptLanguage.ToString()
            : behaviour.Is(FormMutants.KeptByUrl) ? request.QueryString.Value!
            : "";
        return form.Length == 0 ? null : $"{request.Headers[api.TokenHeader.Name]} {request.Path} {form}";
    }
}
