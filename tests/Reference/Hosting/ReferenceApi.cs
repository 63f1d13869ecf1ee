using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Conformance.Reference.Hosting;

/// <summary>What the host knows of a server beside its generated interface.</summary>
internal abstract class ReferenceApi(string name, string basePath, TimeProvider clock, Behaviour behaviour)
{
    /// <summary>The name of its contract.</summary>
    public string Name { get; } = name;

    /// <summary>The documented server path, with slashes around.</summary>
    public string BasePath { get; } = basePath;

    /// <summary>The method and the end of the path of the logout.</summary>
    public abstract (string Method, string Path) Logout { get; }

    /// <summary>Another method that the logout must not take, and the mutant that lets it.</summary>
    public abstract (string Method, Mutant Mutant) OtherMethod { get; }

    /// <summary>The header that carries the access token, and what stands before it there.</summary>
    public abstract (string Name, string Prefix) TokenHeader { get; }

    /// <summary>The public key of the tokens as PEM; null where there is none.</summary>
    public virtual string? PublicKey => null;

    protected TimeProvider Clock { get; } = clock;

    protected Behaviour Behaviour { get; } = behaviour;

    /// <summary>Maps the operations.</summary>
    public abstract void Map(IEndpointRouteBuilder routes);

    /// <summary>Answers with a status that no operation documents: 404, 405 or 500.</summary>
    public abstract IResult Undocumented(HttpContext httpContext, int status);

    /// <summary>Changes a request before the stub reads it: for mutants that are more lenient, or stricter, than the stub.</summary>
    public virtual Task ReceiveAsync(HttpContext httpContext) => Task.CompletedTask;

    /// <summary>Changes an answer before it is sent: for mutants that break its form.</summary>
    public virtual void Change(Answer answer) { }

    /// <summary>The server was stopped and started again.</summary>
    public abstract void Restarted();

    /// <summary>Whether a request goes to the logout's path.</summary>
    public bool IsLogout(HttpRequest request) => request.Path.Value!.EndsWith(Logout.Path, StringComparison.Ordinal);
}
