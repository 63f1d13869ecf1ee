using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Hosting;

/// <summary>What brings requests to a mock, until it is disposed of.</summary>
internal interface IMockHost : IAsyncDisposable
{
    /// <summary>Where it listens.</summary>
    Uri Address { get; }
}

/// <summary>Starts a host.</summary>
/// <param name="answer">Makes what answers each request, given the services of routing.</param>
internal delegate Task<IMockHost> HostStarter(Func<IServiceProvider, RequestDelegate> answer, CancellationToken cancellationToken);
