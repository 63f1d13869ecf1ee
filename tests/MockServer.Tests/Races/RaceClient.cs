using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace Conformance.MockServer.Tests.Races;

/// <summary>Sends requests and writes down when each started, when its answer had been read, and what that was.</summary>
internal sealed class RaceClient(HttpClient http, Dialect dialect)
{
    private readonly ConcurrentQueue<Event> _history = [];
    private int _tokens;
    private int _answered;

    /// <summary>How many requests were answered.</summary>
    public int Answered => Volatile.Read(ref _answered);

    /// <summary>What was recorded, in the order of the answers.</summary>
    public IReadOnlyCollection<Event> History => _history;

    /// <summary>Logs in; false where that failed.</summary>
    public async Task<bool> LogInAsync(RaceSession session, string password)
    {
        using var request = dialect.LogIn(session.User, password);
        var body = await SendAsync(request, new Event(Act.LogIn, session.Number, 0, 0, 0, Answer.Broken), session);
        if (body is not null)
            Take(session, body);
        return body is not null;
    }

    public async Task UseAsync(RaceSession session, RaceToken access)
    {
        using var request = dialect.Use(access.Text);
        await SendAsync(request, new Event(Act.Use, session.Number, access.Number, 0, 0, Answer.Broken), session);
    }

    public async Task RefreshAsync(RaceSession session, RaceToken refresh)
    {
        using var request = dialect.Refresh(refresh.Text);
        var body = await SendAsync(request, new Event(Act.Refresh, session.Number, refresh.Number, 0, 0, Answer.Broken), session);
        if (body is not null)
            Take(session, body);
    }

    /// <summary>Logs out, with the session's own refresh token or with one of another session.</summary>
    public async Task LogOutAsync(RaceSession session, RaceToken access, RaceToken refresh)
    {
        var isForeign = refresh.Session != session.Number;
        using var request = dialect.LogOut(access.Text, refresh.Text, isForeign);
        var draft = new Event(Act.LogOut, session.Number, access.Number, 0, 0, Answer.Broken);
        await SendAsync(request, isForeign ? draft with { Foreign = refresh.Number, ForeignSession = refresh.Session } : draft, session);
    }

    /// <summary>Sends, records, and gives the body where the answer is an acceptance.</summary>
    private async Task<string?> SendAsync(HttpRequestMessage request, Event draft, RaceSession session)
    {
        var start = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            var answer = dialect.AnswerOf(draft.Act, response.StatusCode);
            var showsAnother =
                draft.Act == Act.Use && answer == Answer.Accepted && !body.Contains($"\"{session.User}\"", StringComparison.Ordinal);
            _history.Enqueue(
                draft with
                {
                    Start = start,
                    End = Stopwatch.GetTimestamp(),
                    Answer = answer,
                    ShowsAnother = showsAnother,
                    Detail = answer == Answer.Broken || showsAnother ? $"{(int)response.StatusCode} {body}" : "",
                }
            );
            return answer == Answer.Accepted ? body : null;
        }
        catch (HttpRequestException broken)
        {
            _history.Enqueue(draft with { Start = start, End = Stopwatch.GetTimestamp(), Detail = broken.Message });
            return null;
        }
        finally
        {
            Interlocked.Increment(ref _answered);
        }
    }

    private void Take(RaceSession session, string body)
    {
        using var json = JsonDocument.Parse(body);
        var (access, refresh) = dialect.TokensOf(json.RootElement);
        session.Take(
            new RaceToken(Interlocked.Increment(ref _tokens), session.Number, access),
            new RaceToken(Interlocked.Increment(ref _tokens), session.Number, refresh)
        );
    }
}
