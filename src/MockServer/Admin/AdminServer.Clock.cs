using System.Xml;
using Conformance.Generated.MockAdmin.Server;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.State;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Admin;

/// <content>The clock.</content>
internal sealed partial class AdminServer
{
    // Tokens expire later than now, and a date ends with the year 9999.
    private const int LastYear = 9000;

    public Task<GetClockResult> GetClockAsync(string? conformNamespace, HttpContext httpContext, CancellationToken cancellationToken) =>
        Task.FromResult<GetClockResult>(WireForm.Of(StateOf(httpContext).Clock));

    public async Task<SetClockResult> SetClockAsync(
        ClockChange body,
        string? conformNamespace,
        HttpContext httpContext,
        CancellationToken cancellationToken
    )
    {
        var (wrong, clock) = await ChangeAsync(httpContext, state => (Apply(state.Clock, body), state.Clock));
        return wrong is null ? WireForm.Of(clock) : new SetClockResult.BadRequest(Invalid(httpContext, wrong, "setClock"));
    }

    /// <summary>What is wrong with a change, which then was not made; null where nothing is.</summary>
    private static string? Apply(MockClock clock, ClockChange change)
    {
        var reset = change.Reset == true;
        var given = (change.Advance is null ? 0 : 1) + (change.Now is null ? 0 : 1) + (reset ? 1 : 0);
        if (given > 1)
            return "found several of \"advance\", \"now\" and \"reset\"";
        if (given == 0 && change.Frozen is null)
            return "found nothing to do";
        if (reset && change.Frozen is not null)
            return "found \"frozen\" beside \"reset\"";
        if (reset)
        {
            clock.Reset();
            return null;
        }

        if (!TryTime(clock.GetUtcNow(), change, out var time))
            return $"found \"advance\": \"{LogLine.Shortened(change.Advance!)}\", which is no duration or leads too far";
        if (time.Year > LastYear)
            return $"found a time in the year {time.Year}";
        clock.Set(time, change.Frozen ?? clock.IsFrozen);
        return null;
    }

    private static bool TryTime(DateTimeOffset now, ClockChange change, out DateTimeOffset time)
    {
        time = change.Now ?? now;
        if (change.Advance is not { } duration)
            return true;
        try
        {
            time = now + XmlConvert.ToTimeSpan(duration);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentOutOfRangeException or OverflowException)
        {
            return false;
        }
    }
}
