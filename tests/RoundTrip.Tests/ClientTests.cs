using System.Text.Json;
using System.Text.Json.Nodes;
using Conformance.RoundTrip.Tests.Trips;

namespace Conformance.RoundTrip.Tests;

/// <summary>The generated C# clients read every documented answer of every operation, from the mock and from the reference servers.</summary>
public sealed class ClientTests
{
    public static TheoryData<string, string, int, string, string> Rows { get; } = [.. AllRows()];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_client_reads_the_documented_answer(string api, string operation, int status, string how, string from)
    {
        var trip = TripTable.Find(api, operation, status, how);
        await using var target = await Target.StartAsync(api, from);
        var outcome = await Outcome.OfAsync(trip.CallAsync(target));

        Assert.Equal(status, target.Last.Status);
        Assert.Equal(status < 400 ? null : status, outcome.Status);
        Assert.Equal(trip.Body, outcome.Body.GetType());

        // Nothing of the body may be lost or changed on its way into the typed result.
        var (sent, read) = (JsonNode.Parse(target.Last.Text), JsonSerializer.SerializeToNode(outcome.Body, trip.Body));
        Assert.True(SameJson.Holds(sent, read), $"The server sent {target.Last.Text}, the client read {read?.ToJsonString()}.");
    }

    [Theory]
    [InlineData("bankezy")]
    [InlineData("fincode")]
    [InlineData("nethesis")]
    [InlineData("rinne")]
    [InlineData("sig")]
    public void Every_documented_status_of_every_operation_is_in_the_table(string api)
    {
        var documented = BuiltIn
            .Contract(api)
            .Operations.SelectMany(o => o.Documented.Responses.Select(r => $"{o.Id} {r.Key}"))
            .Order(StringComparer.Ordinal);
        var trips = TripTable.ByApi[api];
        Assert.Equal(documented, trips.Select(t => $"{t.Operation} {t.Status}").Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_contract_is_in_the_table()
    {
        var contracts = Directory
            .EnumerateDirectories(TestKit.Repository.PathOf("specs"))
            .Where(f => File.Exists(Path.Combine(f, "session.overlay.yaml")))
            .Select(Path.GetFileName);
        Assert.Equal(contracts.Order(StringComparer.Ordinal), TripTable.ByApi.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_reference_servers_are_left_out_of_two_trips_and_no_more()
    {
        var leftOut = TripTable.ByApi.SelectMany(api =>
            api.Value.Where(t => t.NotOnReference is not null).Select(t => $"{api.Key} {t.Operation} {t.Status}: {t.NotOnReference}")
        );
        Assert.Equal(
            ["fincode login 403: none of its accounts is locked", "sig login 403: none of its accounts is disabled"],
            leftOut.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("""{"a":1,"b":{"c":null}}""", """{"b":{"c":null},"a":1}""", true)]
    [InlineData("""{"at":"2026-01-02T03:04:05Z"}""", """{"at":"2026-01-02T04:04:05+01:00"}""", true)]
    [InlineData("""{"at":"2026-01-02T03:04:05Z"}""", """{"at":"2026-01-02T03:04:06Z"}""", false)]
    [InlineData("""{"a":1,"b":2}""", """{"a":1}""", false)]
    [InlineData("""{"a":[1,2]}""", """{"a":[1,3]}""", false)]
    public void Bodies_are_compared_by_what_they_mean(string sent, string read, bool same) =>
        Assert.Equal(same, SameJson.Holds(JsonNode.Parse(sent), JsonNode.Parse(read)));

    private static IEnumerable<(string Api, string Operation, int Status, string How, string From)> AllRows() =>
        from api in TripTable.ByApi
        from trip in api.Value
        from which in new[] { Target.Mock, Target.ReferenceServer }
        where which == Target.Mock || trip.NotOnReference is null
        select (api.Key, trip.Operation, trip.Status, trip.How, which);
}
