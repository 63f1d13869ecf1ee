using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;

namespace Conformance.Reference.Hosting;

/// <summary>Changes requests before they are routed, as the mutants say.</summary>
internal sealed class RequestSwitches(ReferenceApi api, Behaviour behaviour)
{
    private readonly FormSwitches _forms = new(api, behaviour);
    private readonly PlaceSwitches _places = new(api, behaviour);
    private readonly DeafLogouts _logouts = new(api, behaviour);
    private readonly KeptAnswers _kept = new(api, behaviour);

    public async Task InvokeAsync(HttpContext httpContext, RequestDelegate next)
    {
        var request = httpContext.Request;
        Skipped.Connection = httpContext.Connection.Id;
        if (!_forms.Receive(httpContext))
            return;
        _logouts.Receive(request);
        _kept.Receive(request);
        if (await _places.ReceiveAsync(request) is not Skipped.Checks.None and var spared)
            Skipped.Spare(spared);
        if (api.IsLogout(request))
            request.Method = MethodFor(request);
        if (
            behaviour.Is(RequestMutants.TokenInUrl)
            && request.Query["access_token"].ToString() is { Length: > 0 } token
            && !request.Headers.ContainsKey(api.TokenHeader.Name)
        )
        {
            request.Headers[api.TokenHeader.Name] = api.TokenHeader.Prefix + token;
        }

        // A token header that the stub requires; an empty one is a missing token to the servers.
        if (behaviour.TakesMissing() && api.TokenHeader.Prefix.Length == 0)
            request.AddHeader(api.TokenHeader.Name, "");
        await api.ReceiveAsync(httpContext);
        await next(httpContext);
        _kept.Answered(httpContext);
    }

    private string MethodFor(HttpRequest request)
    {
        if (request.Method == api.OtherMethod.Method && behaviour.Is(api.OtherMethod.Mutant))
            return api.Logout.Method;
        if (!HttpMethods.IsGet(request.Method) || !behaviour.Is(RequestMutants.GetLogsOut))
            return request.Method;
        if (request.ContentLength is null or 0)
            request.SetJson("""{"refresh_token":""}""");
        return api.Logout.Method;
    }
}
