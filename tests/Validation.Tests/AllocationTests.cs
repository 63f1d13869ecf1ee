using System.Text;
using Conformance.Contracts.Model;

namespace Conformance.Validation.Tests;

/// <summary>Runs by itself: while other tests keep the compiler busy, code stays in its first form, which allocates.</summary>
[CollectionDefinition(nameof(AllocationTests), DisableParallelization = true)]
[Collection(nameof(AllocationTests))]
public sealed class AllocationTests
{
    private const int Repetitions = 1000;
    private const int Rounds = 20_000;

    [Fact]
    public void Valid_parameters_of_one_text_allocate_nothing()
    {
        var contract = Served.Operation(
            """
            "parameters": [
              {"name": "id", "in": "path", "required": true, "schema": {"type": "integer", "minimum": 1}},
              {"name": "X-Channel", "in": "header", "required": true, "schema": {"type": "string"}},
              {"name": "X-Kind", "in": "header", "schema": {"enum": ["web", "app"]}},
              {"name": "X-Id", "in": "header", "schema": {"type": "string", "format": "uuid"}}]
            """,
            "/x/{id}"
        );
        var (operation, request) = (contract.Operations[0], new PlainRequest());
        Assert.Equal(0, Least(() => ParameterValidator.Validate(operation, request) is null, enough: 0));
    }

    [Fact]
    public void A_valid_JSON_body_allocates_less_than_a_parser()
    {
        var type = Served
            .Body(
                "application/json",
                """ "schema": {"type": "object", "required": ["token"], "properties": {"token": {"type": "string", "minLength": 1}, "id": {"type": "integer", "readOnly": true}}} """
            )
            .Operations[0]
            .Body!.Content[0];
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes("""{"token":"abc"}""");
        var parsing = Least(() => Parse(body), enough: 0);
        Assert.InRange(Least(() => Validate(type, body), enough: parsing - 1), 0, parsing - 1);
    }

    private static bool Parse(ReadOnlyMemory<byte> body)
    {
        System.Text.Json.JsonDocument.Parse(body).Dispose();
        return true;
    }

    private static bool Validate(MediaType type, ReadOnlyMemory<byte> body)
    {
        var violations = BodyValidator.Validate(type, "application/json", body, out var value);
        value?.Dispose();
        return violations.Count == 0;
    }

    // The first rounds grow the thread's buffers and run code that is not optimized yet; how many that are depends on what else the machine does.
    private static long Least(Func<bool> act, long enough)
    {
        var least = long.MaxValue;
        for (var round = 0; round < Rounds && least > enough; round++)
            least = Math.Min(least, Allocated(act));
        return least;
    }

    private static long Allocated(Func<bool> act)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var valid = true;
        for (var i = 0; i < Repetitions; i++)
            valid &= act();
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(valid);
        return allocated;
    }

    private sealed class PlainRequest : IRequestView
    {
        public string? Cookies => null;

        public IReadOnlyList<KeyValuePair<string, string>> Query => [];

        public string RawQuery => "";

        public string Path => "/x/7";

        public string? Header(string name) =>
            name switch
            {
                "X-Id" => "2eb8aa08-aa98-11ea-b4aa-73b441d16380",
                "X-Kind" => "web",
                _ => "any",
            };

        public string? Cookie(string name) => null;

        public string? PathParameter(string name) => "7";
    }
}
