using System.Globalization;
using Conformance.Specs.Uploads.Server;
using Microsoft.AspNetCore.Http;
using Task = System.Threading.Tasks.Task;

namespace Conformance.Generated.Tests;

/// <summary>Tells what arrived, so that a test sees how a client wrote it.</summary>
internal sealed class UploadsServer : IUploadsServer
{
    public static Task<RunningServer> StartAsync() => RunningServer.StartAsync(app => app.MapUploads(new UploadsServer()));

    public async Task<UploadResult> UploadAsync(HttpContext httpContext, CancellationToken cancellationToken)
    {
        var form = await httpContext.Request.ReadFormAsync(cancellationToken);
        var told = form.Select(f => $"{f.Key}={f.Value}").ToList();
        foreach (var file in form.Files)
        {
            using var bytes = new MemoryStream();
            await file.CopyToAsync(bytes, cancellationToken);
            told.Add($"{file.Name} {file.FileName} {Convert.ToHexString(bytes.ToArray())}");
        }

        return new UploadResult.Created(new UploadResponse { Id = string.Join("; ", told) });
    }

    public Task<AvatarResult> AvatarAsync(HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<AvatarResult>(new AvatarResult.NoContent());

    // What was asked stands in the kind of the one pet that is found.
    public Task<SearchResult> SearchAsync(
        string sid,
        Filter? filter,
        Page? page,
        string? lang,
        HttpContext httpContext,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult<SearchResult>(
            new SearchResult.Ok([
                Pet.Of(
                    new Cat
                    {
                        Kind = string.Create(
                            CultureInfo.InvariantCulture,
                            $"{sid}|{filter?.Name}|{string.Join('+', filter?.Tags ?? [])}|{filter?.Open}|{filter?.Kind}|{page?.Limit}|{lang}"
                        ),
                        Lives = 1,
                    }
                ),
            ])
        );

    public Task<LogoutResult> LogoutAsync(HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<LogoutResult>(new LogoutResult.Found { Location = "/login" });

    public Task<SavePetResult> SavePetAsync(Pet body, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<SavePetResult>(new SavePetResult.Ok(body));
}
