using System.Reflection;
using System.Text.Json;
using Conformance.Generated;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine;
using Conformance.MockServer.Engine.Answers;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Namespace = Conformance.MockServer.Engine.State.Namespace;

namespace Conformance.MockServer.Admin;

/// <summary>
/// The operations of the control API. Each file holds those of one kind of thing; the namespace that a request is about was chosen before.
/// </summary>
internal sealed partial class AdminServer(MockEngine engine, IContractGuide guide, IStubMappings? mappings) : IMockAdminServer
{
    private static readonly string Version = typeof(AdminServer)
        .Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!
        .InformationalVersion.Split('+')[0];

    private readonly Lazy<KeySet> _keys = new(() => JsonSerializer.Deserialize<KeySet>(engine.Keys.ToJwkSet())!);

    public Task<GetHealthResult> GetHealthAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<GetHealthResult>(new Health { Status = "ok", Version = Version });

    public Task<ListContractsResult> ListContractsAsync(
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.FromResult<ListContractsResult>(new ContractList { Contracts = [.. engine.Mounts.Select(WireForm.Of)] });

    public Task<GetKeysResult> GetKeysAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<GetKeysResult>(_keys.Value);

    /// <inheritdoc/>
    public IResult Invalid(InvalidRequest request, HttpContext httpContext)
    {
        var problems = request.Problems.Select(p =>
            p.Value is null || p.Name == "password" ? p.ToString() : $"{p}: found \"{LogLine.Shortened(p.Value)}\""
        );
        ProblemWriter.Write(
            httpContext,
            request.StatusCode,
            request.StatusCode == StatusCodes.Status415UnsupportedMediaType ? "media-type" : "invalid",
            Sentence(httpContext, string.Join("; ", problems), Expectation.Of(request.Operation))
        );
        return Results.Empty;
    }

    private static NamespaceState StateOf(HttpContext http) => http.Features.GetRequiredFeature<NamespaceState>();

    /// <summary>Changes the state of the namespace at every replica.</summary>
    private static ValueTask<T> ChangeAsync<T>(HttpContext http, Func<NamespaceState, T> change) =>
        http.Features.GetRequiredFeature<Namespace>().ChangeAsync(change);

    private IEnumerable<(MountedContract Mount, SessionWorld Sessions)> SessionsOf(NamespaceState state, string? contract = null) =>
        from mount in engine.Mounts
        where contract is null || mount.Contract.Name == contract
        let sessions = state.BegunSessionsOf(mount)
        where sessions is not null
        select (mount, sessions);

    /// <summary>What is wrong with the name of a contract; null where nothing is.</summary>
    private string? WrongContract(string? contract)
    {
        if (contract is null || engine.Mounts.Any(m => m.Contract.Name == contract))
            return null;
        var near = Documents.Nearest.To(contract, engine.Mounts.Select(m => m.Contract.Name));
        return $"there is no contract \"{LogLine.Shortened(contract)}\"{(near is null ? "" : $"; did you mean \"{near}\"?")}";
    }

    private string? WrongOperation(string? contract, string? operation)
    {
        if (operation is null)
            return null;
        var known = engine
            .Mounts.Where(m => contract is null || m.Contract.Name == contract)
            .SelectMany(m => m.Contract.Operations)
            .Select(o => o.Id)
            .ToList();
        if (known.Contains(operation))
            return null;
        var near = Documents.Nearest.To(operation, known);
        return $"there is no operation \"{LogLine.Shortened(operation)}\"{(near is null ? "" : $"; did you mean \"{near}\"?")}";
    }

    private static Problem Invalid(HttpContext http, string found, string operation) =>
        Problem(http, 400, "invalid", Sentence(http, found, Expectation.Of(operation)));

    private static Problem NotFound(HttpContext http, string what, string where) =>
        Problem(http, 404, "not-found", Sentence(http, $"there is no {what}", $"{where} lists them."));

    private static Problem Problem(HttpContext http, int status, string reason, string detail) =>
        new()
        {
            Type = "about:blank",
            Title = Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(status),
            Status = status,
            Reason = reason,
            Detail = detail,
        };

    private static string Sentence(HttpContext http, string found, string expected) =>
        $"{http.Request.Method} {LogLine.Shortened(http.Request.Path.Value ?? "")}: {found.TrimEnd('.', '?')}{(found.EndsWith('?') ? '?' : '.')} {expected}";
}

/// <summary>What each operation of the control API that can be asked wrongly expects, for its problems.</summary>
internal static class Expectation
{
    /// <summary>A sentence for an operationId.</summary>
    public static string Of(string operation) =>
        operation switch
        {
            "addUser" =>
                """Expected a JSON object (Content-Type: application/json) such as {"name": "carol@example.com", "password": "secret-123"}, each of 1 to 256 characters.""",
            "listSessions" =>
                "Expected at most \"contract\", \"user\" and \"limit\" (1 to 1000). GET /__admin/contracts lists the contracts.",
            "lookUpToken" =>
                """Expected a JSON object (Content-Type: application/json) such as {"token": "…"}, with the token's whole text.""",
            "expireToken" =>
                """Expected a JSON object (Content-Type: application/json) with either "token" (its text) or "label" (such as "access#3"), and "contract" where several are served.""",
            "setClock" =>
                """Expected a JSON object (Content-Type: application/json) with one of "advance" (an ISO 8601 duration such as "PT1H" or "-P1D"), "now" (an RFC 3339 time), "frozen" (true or false; it may go with the two before) and "reset" (true), within the years 1 to 9000.""",
            "addFault" =>
                """Expected a JSON object (Content-Type: application/json) with "kind" (latency, status, reset, stale-replica or refresh-failure), such as {"kind": "status", "operation": "logout", "status": 503, "times": 1}. GET /__admin/contracts lists the operations.""",
            "listRequests" =>
                "Expected at most \"contract\", \"operation\", \"verdict\" (accepted, refused, forced or failed), \"reason\", \"session\", \"since\" (an RFC 3339 time), \"after\" and \"before\" (numbers) and \"limit\" (1 to 1000).",
            "draftRequest" =>
                """Expected a JSON object (Content-Type: application/json) such as {"contract": "sig", "operation": "login", "user": "alice@example.com"}, and perhaps "tokens", texts by kind. GET /__admin/contracts lists contracts and operations.""",
            "tryRequest" =>
                """Expected a JSON object (Content-Type: application/json) with "method", "target" (a path such as "/sig/api/me"), and perhaps "headers" ([{"name": "…", "value": "…"}]) and "body" (text).""",
            "streamEvents" => "Expected at most \"after\" (the number of a request) and \"count\" (1 to 1000).",
            "createNamespace" => "Expected a name of 1 to 64 letters, digits, dots, hyphens and underscores.",
            _ => "Expected what specs/mock-admin/openapi.yaml describes.",
        };
}
