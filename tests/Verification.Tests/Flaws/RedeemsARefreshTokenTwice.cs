using System.Text.Json.Nodes;
using Conformance.Verification.Tests.Servers;
using Microsoft.AspNetCore.Http;

namespace Conformance.Verification.Tests.Flaws;

/// <summary>Refreshes at the same time all get new tokens: whether the token was used is looked at before it is marked.</summary>
public sealed class RedeemsARefreshTokenTwice : DemoApi
{
    private readonly TaskCompletionSource _second = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _waiting;

    protected override async Task RefreshAsync(HttpContext http, string body)
    {
        var text = (string?)JsonNode.Parse(body)?["refresh"];
        Token? token;
        bool isUsed;
        lock (Gate)
        {
            token = text is null ? null : Find(text, isAccess: false);
            isUsed = token?.IsUsed ?? true;
        }

        if (isUsed)
        {
            await RefuseAsync(http, "refresh");
            return;
        }

        // Holds the first one until another one has looked, too.
        if (Interlocked.Increment(ref _waiting) >= 2)
            _second.TrySetResult();
        await _second.Task;
        (string, string) issued;
        lock (Gate)
            issued = Redeem(token!);
        await SendAsync(http, 200, Json(issued));
    }
}
