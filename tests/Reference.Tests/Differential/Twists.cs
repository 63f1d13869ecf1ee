using System.Text;
using System.Text.Json.Nodes;
using Conformance.Reference.Tests.Dialects;

namespace Conformance.Reference.Tests.Differential;

/// <summary>The ways in which a request is not as it should be, or is unusual, by name.</summary>
internal static class Twists
{
    private static readonly Dictionary<string, Action<HttpRequestMessage>> Bodies = new()
    {
        ["half a body"] = request => request.Content = Dialect.Json("{\"refresh_token\":"),
        ["no body"] = request => request.Content = null,
        ["empty object"] = request => request.Content = Dialect.Json("{}"),
        ["array"] = request => request.Content = Dialect.Json("[]"),
        ["null"] = request => request.Content = Dialect.Json("null"),
        ["text"] = request => request.Content = Dialect.Json("\"refresh_token\""),
        ["xml"] = request => request.Content = Dialect.Json("<logout/>", "application/xml"),
        ["form"] = request => request.Content = Dialect.Json("refresh_token=x", "application/x-www-form-urlencoded"),
        ["charset"] = request => Retype(request, "application/json; charset=utf-8"),
        ["upper case type"] = request => Retype(request, "Application/JSON"),
        ["no type"] = request => Retype(request, null),
        ["another member"] = request => Edit(request, body => body["more"] = new JsonArray(1, 2)),
        ["first member a number"] = request => Edit(request, body => body[body.First().Key] = 5),
        ["first member null"] = request => Edit(request, body => body[body.First().Key] = null),
        ["first member empty"] = request => Edit(request, body => body[body.First().Key] = ""),
        ["first member left out"] = request => Edit(request, body => body.Remove(body.First().Key)),
        ["last member a number"] = request => Edit(request, body => body[body.Last().Key] = 5),
        ["last member null"] = request => Edit(request, body => body[body.Last().Key] = null),
        ["last member left out"] = request => Edit(request, body => body.Remove(body.Last().Key)),
    };

    private static readonly Dictionary<string, Action<HttpRequestMessage>> Methods = new()
    {
        ["by GET"] = request => request.Method = HttpMethod.Get,
        ["by PUT"] = request => request.Method = HttpMethod.Put,
        ["by POST"] = request => request.Method = HttpMethod.Post,
        ["by DELETE"] = request => request.Method = HttpMethod.Delete,
        ["by PATCH"] = request => request.Method = HttpMethod.Patch,
    };

    private static readonly Dictionary<string, Action<HttpRequestMessage>> Schemes = new()
    {
        ["bearer in lower case"] = request => Rescheme(request, "bearer"),
        ["Basic"] = request => Rescheme(request, "Basic"),
        ["scheme alone"] = request => Reauthorize(request, "Bearer"),
        ["token alone"] = request => Reauthorize(request, Authorization(request).Split(' ')[^1]),
        ["two spaces"] = request => Reauthorize(request, Authorization(request).Replace(" ", "  ", StringComparison.Ordinal)),
    };

    private static readonly Dictionary<string, Action<HttpRequestMessage>> Fincode = new()
    {
        ["no platform"] = request => request.Headers.Remove("platform"),
        ["another platform"] = request => Put(request, "platform", "web"),
        ["no uuid"] = request => request.Headers.Remove("uuid"),
        ["another uuid"] = request => Put(request, "uuid", "7"),
        ["version 1"] = request => request.RequestUri = new Uri($"/api/v1/services/{request.RequestUri}", UriKind.Relative),
        ["no base path"] = request => request.RequestUri = new Uri($"/{request.RequestUri}", UriKind.Relative),
    };

    private static readonly Dictionary<string, Action<HttpRequestMessage>> Bankezy = new()
    {
        ["mode 2"] = request => Edit(request, body => body["signOutMode"] = 2),
        ["mode 3"] = request => Edit(request, body => body["signOutMode"] = 3),
        ["mode as text"] = request => Edit(request, body => body["signOutMode"] = "1"),
        ["another device"] = request => Edit(request, body => body["deviceId"] = "d-2"),
        ["with a key"] = request => Put(request, "X-API-KEY", "MOB-APP-2001"),
        ["as plain text"] = request => Retype(request, "text/plain"),
        ["with a cookie"] = request => Put(request, "Cookie", "JSESSIONID=C0D1"),
    };

    private static readonly Dictionary<string, Action<HttpRequestMessage>> All = new[] { Bodies, Methods, Schemes, Fincode, Bankezy }
        .SelectMany(group => group)
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    /// <summary>The twists that mean something to a request.</summary>
    public static IReadOnlyList<string> For(string api, Act act) =>
        [
            .. Names(Bodies, HasBody(api, act)),
            .. Names(Methods, true),
            .. Names(Schemes, api is "sig" or "nethesis" or "rinne" && act is Act.Use or Act.Logout),
            .. Names(Fincode, api == "fincode"),
            .. Names(Bankezy, api == "bankezy" && act == Act.Logout),
        ];

    /// <summary>Changes a request.</summary>
    public static void Apply(string name, HttpRequestMessage request)
    {
        if (name.Length > 0)
            All[name](request);
    }

    private static string[] Names(Dictionary<string, Action<HttpRequestMessage>> twists, bool fit) => fit ? [.. twists.Keys] : [];

    private static bool HasBody(string api, Act act) =>
        act == Act.Login || (act == Act.Logout && api != "rinne") || (act == Act.Refresh && api != "bankezy");

    private static void Retype(HttpRequestMessage request, string? mediaType)
    {
        if (request.Content is null)
            return;
        request.Content.Headers.Remove("Content-Type");
        if (mediaType is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
    }

    private static void Edit(HttpRequestMessage request, Action<JsonObject> change)
    {
        using var reader = new StreamReader(request.Content!.ReadAsStream(), Encoding.UTF8);
        var body = (JsonObject)JsonNode.Parse(reader.ReadToEnd())!;
        if (body.Count > 0)
            change(body);
        request.Content = Dialect.Json(body.ToJsonString());
    }

    private static string Authorization(HttpRequestMessage request) =>
        request.Headers.TryGetValues("Authorization", out var values) ? values.First() : "Bearer";

    private static void Rescheme(HttpRequestMessage request, string scheme) =>
        Reauthorize(request, $"{scheme} {Authorization(request).Split(' ')[^1]}");

    private static void Reauthorize(HttpRequestMessage request, string value) => Put(request, "Authorization", value);

    private static void Put(HttpRequestMessage request, string name, string value)
    {
        request.Headers.Remove(name);
        request.Headers.TryAddWithoutValidation(name, value);
    }
}
