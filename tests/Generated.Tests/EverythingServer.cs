using Conformance.Specs.Everything.Server;
using Microsoft.AspNetCore.Http;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Generated.Tests;

/// <summary>Gives back what it was asked, so that a test sees how the stub read it.</summary>
internal sealed class EverythingServer : IEverythingServer
{
    public static Task<RunningServer> StartAsync() => RunningServer.StartAsync(app => app.MapEverything(new EverythingServer()));

    public Task<ListPartsResult> ListPartsAsync(
        int thingId,
        bool limitHeader,
        long? limit,
        IReadOnlyList<string>? tag,
        IReadOnlyList<long>? ids,
        Colour? colour,
        DateTimeOffset? since,
        string? sid,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        ListPartsResult result = thingId switch
        {
            404 => new ListPartsResult.NotFound(),
            > 500 => new ListPartsResult.Other(thingId, new Problem { ProblemValue = "It went wrong." }),
            _ => new ListPartsResult.Ok(
                new ListPartsResponse
                {
                    Kind = ListPartsResponseKind.VerySmall,
                    Size = ListPartsResponseSize.Value2,
                    Must = null,
                    Class = FormattableString.Invariant(
                        $"{thingId} {limitHeader} {limit} {string.Join('+', tag ?? [])} {string.Join('+', ids ?? [])} {colour} {since:O} {sid}"
                    ),
                    Counts = new Dictionary<string, long> { ["one"] = 1 },
                    Items = [new ListPartsResponseItemsItem { When = since }],
                }
            )
            {
                XTotal = "7",
            },
        };
        return Task.FromResult(result);
    }

    public Task<PostThingsThingIdPartsResult> PostThingsThingIdPartsAsync(
        int thingId,
        string? body,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<PostThingsThingIdPartsResult>(
            body is null
                ? new PostThingsThingIdPartsResult.ImATeapot([new Problem { Title = "No text" }])
                : new PostThingsThingIdPartsResult.Ok(body)
        );

    public Task<DeleteThingsThingIdPartsResult> DeleteThingsThingIdPartsAsync(
        int thingId,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) => Task.FromResult<DeleteThingsThingIdPartsResult>(new DeleteThingsThingIdPartsResult.NoContent());

    public Task<TokenResult> TokenAsync(TokenRequest body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<TokenResult>(
            new Specs.Everything.Server.Task
            {
                AccessToken = FormattableString.Invariant($"{body.GrantType} {body.RefreshToken} {body.MaxAge}"),
            }
        );

    public Task<FileResult> FileAsync(Stream body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<FileResult>(new FileResult.Ok(body));

    public Task<CatsResult> CatsAsync(Cat? body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<CatsResult>(new CatsResult.Ok(body is null ? [] : [body]));
}
