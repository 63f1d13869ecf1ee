using System.Text.Json.Nodes;
using Conformance.Reference.Switches;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Conformance.Reference.Hosting;

/// <summary>Holds back each answer, and changes it as the mutants say.</summary>
internal sealed class AnswerSwitches(ReferenceApi api, Behaviour behaviour)
{
    private readonly PlaceSwitches _places = new(api, behaviour);

    public async Task InvokeAsync(HttpContext httpContext, RequestDelegate next)
    {
        var client = httpContext.Response.Body;
        using var held = new MemoryStream();
        httpContext.Response.Body = held;
        await next(httpContext);
        httpContext.Response.Body = client;

        var answer = new Answer(httpContext, held.ToArray());
        api.Change(answer);
        _places.Answer(answer);
        ExchangeSwitches.Change(api, answer, behaviour);
        ChangeStatus(answer);
        ChangeHeaders(answer);
        ChangeBody(answer);
        if (answer.Body.Length > 0)
            await client.WriteAsync(answer.Body, httpContext.RequestAborted);
    }

    private void ChangeStatus(Answer answer)
    {
        if (answer.IsLogout && behaviour.Is(AnswerMutants.LogoutAnswers500))
            answer.Status = 500;
        if (answer.IsLogout && behaviour.Is(AnswerMutants.LogoutAnswers204))
        {
            answer.Status = 204;
            answer.Empty();
        }

        if (answer.IsOfRevoked && behaviour.Is(SessionMutants.Answers404))
            answer.Status = 404;
        if (answer.IsOfRevoked && behaviour.Is(SessionMutants.Answers200))
            answer.Status = 200;
        if (answer.IsOfRevoked && behaviour.Is(SessionMutants.Answers500))
            answer.Status = 500;
        if (answer.Status == 400 && behaviour.Is(AnswerMutants.BadBody500))
            answer.Status = 500;
        if (answer.Status == 415 && behaviour.Is(AnswerMutants.MediaType400))
            answer.Status = 400;
        if (answer.Status == 405 && behaviour.Is(AnswerMutants.WrongMethod404))
            answer.Status = 404;
    }

    private void ChangeHeaders(Answer answer)
    {
        if (behaviour.Is(AnswerMutants.NoAllow))
            answer.Headers.Remove(HeaderNames.Allow);
        if (behaviour.Is(AnswerMutants.Cacheable))
            answer.Headers.Remove(HeaderNames.CacheControl);
        if (answer.Status < 300 && behaviour.Is(AnswerMutants.CookieTwice))
            answer.Headers.SetCookie = new StringValues(["theme=light; Path=/", "theme=dark; Path=/"]);
        if (answer.Headers.WWWAuthenticate.ToString() is not { Length: > 0 } challenge)
            return;
        if (behaviour.Is(AnswerMutants.NoChallenge))
            answer.Headers.Remove(HeaderNames.WWWAuthenticate);
        if (behaviour.Is(AnswerMutants.BareChallenge))
            answer.Headers.WWWAuthenticate = "Bearer";
        if (behaviour.Is(AnswerMutants.NoErrorCode))
            answer.Headers.WWWAuthenticate = challenge.Split(',')[0];
        if (behaviour.Is(AnswerMutants.ErrorWithoutToken))
            answer.Headers.WWWAuthenticate = $"{challenge.Split(',')[0]}, error=\"invalid_token\"";
    }

    private void ChangeBody(Answer answer)
    {
        if (behaviour.Is(AnswerMutants.NumberAsText))
            answer.Edit(AsTexts);
        if ((answer.IsLogout || answer.IsRefusal) && behaviour.Is(AnswerMutants.FieldMissing))
            answer.Edit(body => body.Remove(body.First().Key));
        if (answer.IsRefusal && behaviour.Is(AnswerMutants.WrongEnvelope))
            answer.Replace(body => new JsonObject { ["result"] = body });
        if (answer.IsRefusal && behaviour.Is(AnswerMutants.HtmlErrors))
            answer.Send("text/html", $"<html><body><h1>{answer.Status}</h1></body></html>");
        if (answer.Body.Length > 0 && behaviour.Is(AnswerMutants.WrongMediaType))
            answer.MediaType = "text/html";
    }

    private static void AsTexts(JsonObject json)
    {
        foreach (var (name, value) in json.ToList())
        {
            if (value is JsonObject inner)
                AsTexts(inner);
            else if (value is JsonValue simple)
                json[name] = simple.ToString();
        }
    }
}
