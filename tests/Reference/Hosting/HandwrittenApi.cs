using System.Text.Json.Nodes;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Hosting;

/// <summary>A server without a stub, for a contract of our own under <c>tests/Reference/Contracts</c>.</summary>
internal abstract class HandwrittenApi(string name, TimeProvider clock, Behaviour behaviour) : ReferenceApi(name, "/", clock, behaviour)
{
    public override IResult Undocumented(HttpContext httpContext, int status) => Results.Problem(statusCode: status);

    /// <summary>Nothing is lost.</summary>
    public override void Restarted() { }

    /// <summary>Maps an operation by its id.</summary>
    protected static void Map(
        IEndpointRouteBuilder routes,
        string method,
        string path,
        string operation,
        Func<HttpContext, Task<IResult>> answer
    ) =>
        routes
            .MapMethods(path, [method], (RequestDelegate)(async context => await (await answer(context)).ExecuteAsync(context)))
            .WithDisplayName(operation);

    /// <summary>A refusal in the form of the contract.</summary>
    protected IResult Refuse(HttpContext context, int status, string error)
    {
        if (status == 401)
            context.Response.Headers.WWWAuthenticate = Challenge(error);
        return Results.Json(new JsonObject { ["error"] = error }, statusCode: status);
    }

    /// <summary>The challenge of a 401 (RFC 9110, 11.6.1).</summary>
    protected abstract string Challenge(string error);

    /// <summary>The value of one cookie of a name, of which a request may hold several; null for none.</summary>
    protected static string? Cookie(HttpRequest request, string name, bool last = false)
    {
        var values = request
            .Headers.Cookie.SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries))
            .Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal))
            .Select(pair => pair[(name.Length + 1)..])
            .ToList();
        return last ? values.LastOrDefault() : values.FirstOrDefault();
    }
}
