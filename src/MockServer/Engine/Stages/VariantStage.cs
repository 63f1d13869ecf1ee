using Conformance.Contracts.Model;
using Conformance.MockServer.Engine.Requests;
using Conformance.Validation;

namespace Conformance.MockServer.Engine.Stages;

/// <summary>Finds out which of several operations at one method and path a request means, by the condition of each. The body is read for that.</summary>
internal static class VariantStage
{
    /// <summary>
    /// The request with the first operation whose condition it fulfils; one without a condition takes what no other one does. Where none takes it, the first one answers, and refuses it.
    /// </summary>
    /// <param name="variants">The operations, those with a condition first.</param>
    /// <param name="largestBody">The largest body that is read, in bytes.</param>
    /// <exception cref="Microsoft.AspNetCore.Http.BadHttpRequestException">The client sent a broken body.</exception>
    /// <exception cref="IOException">The client is gone.</exception>
    public static async ValueTask<MockRequest> ChooseAsync(MockRequest request, IReadOnlyList<Operation> variants, int largestBody)
    {
        var body = await RequestBytes.ReadAsync(request.Http, largestBody);
        foreach (var operation in variants)
        {
            var candidate = request.With(operation, body);
            if (operation.Where is null)
                return candidate;
            using var places = new RequestPlaces(candidate, request.Http.Request.ContentType, body.Bytes ?? default);
            if (operation.Where.Holds(places))
                return candidate;
        }

        return request.With(variants[0], body, Unmet(request, variants, body));
    }

    // A place that all of them look at tells in one sentence what would have done.
    private static RequestViolation Unmet(MockRequest request, IReadOnlyList<Operation> variants, RequestBytes body)
    {
        using var places = new RequestPlaces(request, request.Http.Request.ContentType, body.Bytes ?? default);
        var missed = variants.Select(v => v.Where!.Missed(places)!).ToList();
        var expectation = $"The request: expected that {string.Join(", or that ", missed.Select(m => m.ToString()).Distinct())}.";
        var place = missed[0].Place;
        return new RequestViolation(
            PlaceOf(place),
            place.Pointer is { Segments: [.., var last] } ? last
                : place.Pointer is null ? place.Name!
                : "body",
            place.Pointer?.ToString() ?? "/" + Conformance.Documents.JsonPointer.Escape(place.Name!),
            expectation,
            ""
        )
        {
            Expectation = expectation,
        };
    }

    private static string PlaceOf(Contracts.Expressions.Expression place) =>
        place.Source switch
        {
            Conformance.Contracts.Expressions.ExpressionSource.RequestHeader => "header",
            Conformance.Contracts.Expressions.ExpressionSource.RequestQuery => "query",
            Conformance.Contracts.Expressions.ExpressionSource.RequestPathParameter => "path",
            Conformance.Contracts.Expressions.ExpressionSource.RequestCookie => "cookie",
            _ => "body",
        };
}
