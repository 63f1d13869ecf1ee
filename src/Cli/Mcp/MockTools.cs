using System.Collections.Concurrent;
using System.ComponentModel;
using System.Text.Json.Nodes;
using Conformance.Cli.Commands;
using Conformance.Cli.Configuration;
using Conformance.Cli.Output;
using Conformance.Contracts.Loading;
using Conformance.Documents;
using Conformance.MockServer.Engine.Logging;
using Conformance.Testing;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;

namespace Conformance.Cli.Mcp;

/// <summary>The mocks that an agent starts. They live in this process, and end with it.</summary>
internal sealed class MockTools : IAsyncDisposable
{
    private const int UsualRequests = 20;
    private static readonly TimeSpan LongestMove = TimeSpan.FromDays(3650);

    private readonly ConcurrentDictionary<string, ContractMock> _mocks = new(StringComparer.Ordinal);
    private int _started;

    /// <summary>A mock that runs; null where there is none of this name.</summary>
    public ContractMock? Find(string name) => _mocks.GetValueOrDefault(name);

    /// <summary>The sentence for a name that no mock has.</summary>
    public string Unknown(string name) =>
        _mocks.IsEmpty
            ? $"There is no mock \"{name}\": none runs. Start one with mock_start."
            : $"There is no mock \"{name}\". These run: {string.Join(", ", _mocks.Keys.Order(StringComparer.Ordinal))}.";

    [McpServerTool(Name = "mock_start", Title = "Start a mock", Destructive = false, OpenWorld = false)]
    [Description(
        "Starts a stateful mock of a contract on this machine's loopback. It logs in, refuses revoked and expired tokens, and says why. Returns its name, its address and users to log in with."
    )]
    public async Task<CallToolResult> StartAsync(
        [Description("A built-in contract such as sig, an OpenAPI document by its path or URL, or a folder with openapi.yaml.")]
            string contract,
        [Description("The port; one that is free unless given.")] int port = 0,
        CancellationToken cancellationToken = default
    )
    {
        if (port is < 0 or > 65535)
            return ToolAnswer.Mistake($"{port} is no port. Write a number from 0 to 65535, where 0 means one that is free.");
        if (CommandProcess.Mistake("contract", contract) is { } mistake)
            return ToolAnswer.Mistake(mistake); // "-" is the standard input, which is the protocol's
        if (ContractArguments.Catalog.Resolve(contract, out var why) is not { } source)
            return ToolAnswer.Mistake(why!);
        var problems = new Problems();
        var files = new MergedContract(source, cancellationToken);
        if (InferredContracts.Compile(files, new Dictionary<string, string>(), init: true, problems, cancellationToken) is not { } compiled)
            return ToolAnswer.Mistake(
                string.Join('\n', ProblemList.Lines(problems).Append("The contract cannot be served until its errors are mended."))
            );
        ContractMock mock;
        try
        {
            mock = await ContractMock.StartAsync(compiled, new ContractMockOptions { Port = port }, cancellationToken);
        }
        catch (IOException)
        {
            return ToolAnswer.Mistake($"Port {port} is in use. Leave it out, and one that is free is taken.");
        }

        var name = $"{compiled.Name}-{Interlocked.Increment(ref _started)}";
        _mocks[name] = mock;
        var users = mock.Users.Select(u => u.Name).ToList();
        return ToolAnswer.Of(
            $"The mock {name} answers at {mock.Address}. Users: {string.Join(", ", users)}, each with the password {mock.Users[0].Password}, which is no secret. Its page is {mock.Address}__admin/ui.",
            new JsonObject
            {
                ["mock"] = name,
                ["address"] = mock.Address.ToString(),
                ["users"] = new JsonArray([.. users.Select(u => (JsonNode)u)]),
            }
        );
    }

    [McpServerTool(Name = "mock_stop", Title = "Stop a mock", Destructive = true, OpenWorld = false)]
    [Description("Stops a mock that mock_start started. All that it remembered is gone.")]
    public async Task<CallToolResult> StopAsync([Description("The name that mock_start returned.")] string mock)
    {
        if (!_mocks.TryRemove(mock, out var stopped))
            return ToolAnswer.Mistake(Unknown(mock));
        await stopped.DisposeAsync();
        return ToolAnswer.Of($"The mock {mock} is stopped.");
    }

    [McpServerTool(Name = "mock_clock", Title = "Move a mock's clock", Destructive = false, OpenWorld = false)]
    [Description(
        "Moves the clock that a mock's tokens live by, so that they expire without waiting; without a time it tells what the clock says."
    )]
    public CallToolResult Clock(
        [Description("The name that mock_start returned.")] string mock,
        [Description("How far to move it forward, for example 15m, 1h or P30D.")] string? by = null
    )
    {
        if (Find(mock) is not { } running)
            return ToolAnswer.Mistake(Unknown(mock));
        if (by is not null)
        {
            if (Settings.ParseDuration(by) is not { } time || time > LongestMove)
                return ToolAnswer.Mistake($"\"{by}\" is no time of at most ten years. Write for example 15m, 1h or P30D.");
            running.Clock.Advance(time);
        }

        return ToolAnswer.Of($"The clock of {mock} says {running.Clock.GetUtcNow():yyyy-MM-dd'T'HH:mm:ss'Z'}.");
    }

    [McpServerTool(Name = "mock_requests", Title = "Read a mock's requests", ReadOnly = true, OpenWorld = false)]
    [Description("Tells the last requests that a mock answered, the oldest first, each with why it was refused. No token's text is in it.")]
    public CallToolResult Requests(
        [Description("The name that mock_start returned.")] string mock,
        [Description("How many, 20 unless given.")] int last = UsualRequests
    )
    {
        if (Find(mock) is not { } running)
            return ToolAnswer.Mistake(Unknown(mock));
        var lines = running.Requests.TakeLast(Math.Max(last, 1)).Select(r => LogLine.Text(r)).ToList();
        return ToolAnswer.Of(lines.Count == 0 ? "Nothing was asked yet." : string.Join('\n', lines));
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var mock in _mocks.Values)
            await mock.DisposeAsync();
    }
}
