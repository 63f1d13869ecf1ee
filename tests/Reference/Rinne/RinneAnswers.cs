using System.Globalization;
using System.Text.Json.Nodes;
using Conformance.Reference.Hosting;
using Conformance.Reference.Switches;

namespace Conformance.Reference.Rinne;

/// <summary>Mutants of how Rinne's answers look.</summary>
internal static class RinneAnswers
{
    public static void Change(Answer answer, Behaviour behaviour)
    {
        if (answer.IsLogout)
            ChangeSuccess(answer, behaviour);
        if (answer.Status == 401)
            ChangeRefusal(answer, behaviour);
    }

    private static void ChangeSuccess(Answer answer, Behaviour behaviour)
    {
        if (behaviour.Is(RinneMutants.SuccessIsText))
            answer.Edit(body => body["success"] = "true");
        if (behaviour.Is(RinneMutants.NoMessage))
            answer.Edit(body => body.Remove("message"));
        if (behaviour.Is(RinneMutants.Wrapped))
            answer.Replace(body => new JsonObject { ["data"] = body });
    }

    private static void ChangeRefusal(Answer answer, Behaviour behaviour)
    {
        var hasToken = answer.Request.Headers.Authorization.Count > 0;
        if (behaviour.Is(hasToken ? RinneMutants.Invalid403 : RinneMutants.Missing403))
            answer.Status = 403;
        if (behaviour.Is(RinneMutants.OtherCode))
            answer.Edit(body => body["error"]!["code"] = "UNAUTHORIZED");
        if (behaviour.Is(RinneMutants.OtherPath))
            answer.Edit(body => body["error"]!["path"] = "/companies/me");
        if (behaviour.Is(RinneMutants.NoRequestId))
            answer.Edit(body => ((JsonObject)body["error"]!).Remove("requestId"));
        if (behaviour.Is(RinneMutants.TimestampIsNoDate))
            answer.Edit(body =>
                body["error"]!["timestamp"] = body["error"]!["timestamp"]!
                    .GetValue<DateTimeOffset>()
                    .ToString("dd.MM.yyyy HH:mm", CultureInfo.InvariantCulture)
            );
        if (behaviour.Is(RinneMutants.ErrorIsText))
            answer.Edit(body => body["error"] = "Authentication required to access this resource");
    }
}
