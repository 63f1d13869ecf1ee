using System.Collections.Concurrent;
using System.Net;
using Conformance.Contracts;
using Conformance.Contracts.Loading;
using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Logging;
using Conformance.Samples;
using Conformance.TestKit;

namespace Conformance.MockServer.Tests.RealDocuments;

/// <summary>Serves every real document with collections that keep what is made: all is answered as before, and what was made is found.</summary>
[Trait("Category", "Slow")]
public sealed class RealResourcesTests(ITestOutputHelper output)
{
    [Fact]
    public async Task After_one_post_to_each_collection_all_is_answered_as_without_and_what_was_made_is_found()
    {
        var folder = Repository.SharedData("real-specs");
        if (folder is null)
            Assert.Skip(Repository.DataMissing);
        var (wrong, posted, kept, read, listed) = (new List<string>(), 0, 0, 0, 0);
        foreach (
            var file in Directory
                .EnumerateFiles(folder)
                .Where(f => Path.GetExtension(f) is ".json" or ".yaml")
                .Order(StringComparer.Ordinal)
        )
        {
            // One has a reference to nothing, and is not served without a mend.
            if (
                ContractLoader.Load(ContractSource.FromFile(file), new Dictionary<string, string>(), SampleSource.Of, [])
                is not { } contract
            )
                continue;
            await using var without = await Client.StartAsync(contract, isStateless: true);
            await using var with = await Client.StartAsync(contract, isStateless: false);
            var name = Path.GetFileName(file);
            var made = new List<(Operation Make, string Id)>();
            foreach (var make in contract.Operations.Where(o => o.Resource?.Action == ResourceAction.Make))
            {
                var (fault, answered) = await with.CallAsync(make);
                Tell(make, fault, await without.CallAsync(make));
                posted++;
                if (fault is not null)
                    output.WriteLine($"{name} {make}: not made: {fault}");
                else if (with.LastMade(answered) is { } id)
                    made.Add((make, id));
                else
                    output.WriteLine($"{name} {make}: nothing is kept of it");
            }

            // What takes away comes last, so that it takes away nothing that another operation is to find.
            foreach (var operation in contract.Operations.Where(o => o.Method != "DELETE" && o.Resource?.Action != ResourceAction.Make))
                Tell(operation, (await with.CallAsync(operation)).Fault, await without.CallAsync(operation));
            kept += made.Count;
            foreach (var (make, id) in made)
            {
                foreach (
                    var operation in contract.Operations.Where(o =>
                        o.Resource is { } r && r.Collection == make.Resource!.Collection && o.BasePaths[0] == make.BasePaths[0]
                    )
                )
                {
                    if (operation.Resource!.Action is not (ResourceAction.Read or ResourceAction.List))
                        continue;
                    var isList = operation.Resource.Action == ResourceAction.List;
                    var (fault, text) = await with.CallAsync(operation, isList ? null : id);
                    var before = await without.CallAsync(operation, isList ? null : id);
                    Tell(operation, fault, before);
                    if (fault is not null)
                        continue;
                    if (!text.Contains(id, StringComparison.Ordinal))
                        output.WriteLine($"{name} {operation}: \"{id}\" is not shown in {text[..Math.Min(text.Length, 300)]}");
                    else if (isList)
                        listed++;
                    else
                        read++;
                }
            }

            foreach (
                var operation in contract.Operations.Where(o =>
                    o.Method == "DELETE" && !made.Exists(m => o.Resource?.Collection == m.Make.Resource!.Collection)
                )
            )
                Tell(operation, (await with.CallAsync(operation)).Fault, await without.CallAsync(operation));
            foreach (var (make, id) in made)
            {
                var one = contract
                    .Operations.Where(o =>
                        o.Resource is { } r && r.Collection == make.Resource!.Collection && o.BasePaths[0] == make.BasePaths[0]
                    )
                    .ToList();
                if (one.Find(o => o.Resource!.Action == ResourceAction.Remove) is not { } remove)
                    continue;
                var first = await with.StatusAsync(remove, id);
                var gone = one.Find(o => o.Resource!.Action == ResourceAction.Read) is { } reading
                    ? await with.StatusAsync(reading, id)
                    : HttpStatusCode.NotFound;
                if (
                    (int)first >= 400 && (int)await without.StatusAsync(remove, id) < 400
                    || (int)first < 400 && gone != HttpStatusCode.NotFound
                )
                    wrong.Add($"{name} {remove}: {(int)first}, and then it is read with {(int)gone}");
            }

            void Tell(Operation operation, string? fault, (string? Fault, string Text) before)
            {
                if (fault is not null && before.Fault is null)
                    wrong.Add($"{name} {operation}: {fault}");
            }
        }

        output.WriteLine($"{posted} collections, {kept} keep what was posted, {read} show it by its id, {listed} list it");
        output.WriteLine(string.Join('\n', wrong));
        Assert.Equal("", string.Join('\n', wrong));

        // What is missing is told above: searches that are written as a POST, answers that show no id, bodies that are no objects.
        Assert.True(posted >= 250 && kept >= 235 && read >= 165 && listed >= 175, $"{posted}, {kept}, {read}, {listed}");
    }

    private sealed class Client(Mock mock, RequestMaker maker, MadeLog log) : IAsyncDisposable
    {
        private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false });

        /// <summary>The id of what the last request made; null where it made nothing.</summary>
        public string? LastMade(string answered)
        {
            if (!log.Notes.TryPeek(out var note) || note?.StartsWith("made ", StringComparison.Ordinal) != true)
                return null;

            // The log cuts what is long.
            var shown = note[5..].Split('…')[0];
            if (shown.Length == note.Length - 5)
                return shown;
            var start = answered.IndexOf($"\"{shown}", StringComparison.Ordinal);
            return start < 0 ? null : answered[(start + 1)..answered.IndexOf('"', start + 1)];
        }

        public static async Task<Client> StartAsync(Contract contract, bool isStateless)
        {
            var log = new MadeLog();
            var mock = await Mock.StartAsync(
                new MockOptions
                {
                    Contracts = [contract],
                    Port = 0,
                    Time = new ManualClock(),
                    IsStateless = isStateless,
                    Log = log,
                }
            );
            return new Client(mock, new RequestMaker(contract, mock.Address, mock.Mounts[0].Prefix), log);
        }

        public async Task<(string? Fault, string Text)> CallAsync(Operation operation, string? id = null)
        {
            using var request = maker.Make(operation, id);
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return (
                await AnswerCheck.FaultAsync(operation, response),
                await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)
            );
        }

        public async Task<HttpStatusCode> StatusAsync(Operation operation, string id)
        {
            using var request = maker.Make(operation, id);
            using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
            return response.StatusCode;
        }

        public async ValueTask DisposeAsync()
        {
            _http.Dispose();
            await mock.DisposeAsync();
        }
    }

    private sealed class MadeLog : IRequestLog
    {
        public ConcurrentStack<string?> Notes { get; } = new();

        public void Write(in RequestLogEntry entry) => Notes.Push(entry.Note);
    }
}
