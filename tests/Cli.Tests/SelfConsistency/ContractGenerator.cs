using System.Text.Json;
using System.Text.Json.Nodes;

namespace Conformance.Cli.Tests.SelfConsistency;

/// <summary>Makes contracts whose tokens travel, look, live and are refused in many ways. The same seed gives the same contract.</summary>
/// <param name="seed">What the choices are drawn from.</param>
public sealed class ContractGenerator(int seed)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private readonly Random _random = new(seed);

    // Where the access token travels, and how it is issued.
    private enum Carrier
    {
        Bearer,
        Header,
        Cookie,
        Query,
    }

    /// <summary>The document, as JSON.</summary>
    public string Make()
    {
        var carrier = Pick(Carrier.Bearer, Carrier.Bearer, Carrier.Header, Carrier.Cookie, Carrier.Cookie, Carrier.Query);
        var isWithRefresh = Chance(60);
        var isRefreshCookie = isWithRefresh && Chance(20);
        var hasOwnKey = Chance(15);
        var success = Pick(200, 200, 204, 205, 202);
        var logoutTakesRefresh = isWithRefresh && !isRefreshCookie && Chance(50);
        var hasRootSecurity = Chance(40);
        var refusal = Pick(401, 401, 401, 403);
        var isOptionalBody = Chance(30);
        var document = new JsonObject
        {
            ["openapi"] = Pick("3.0.3", "3.1.0", "3.1.1"),
            ["info"] = new JsonObject { ["title"] = $"Generated {seed}", ["version"] = "1" },
        };
        if (Chance(50))
            document["servers"] = new JsonArray(new JsonObject { ["url"] = Pick("/api", "https://api.example/v2", "https://api.example") });
        if (hasRootSecurity)
            document["security"] = Security(hasOwnKey);
        document["x-session"] = Session(isWithRefresh, refusal);
        var paths = new JsonObject();
        document["paths"] = paths;
        paths[Pick("/login", "/sessions", "/auth/token")] = Item("post", Login(carrier, isWithRefresh, isRefreshCookie, refusal));
        if (isWithRefresh)
            paths[Pick("/refresh", "/auth/renew")] = Item("post", Refresh(carrier, isRefreshCookie, refusal));
        var logout = Logout(logoutTakesRefresh, success, refusal, isOptionalBody, isWithRefresh, hasRootSecurity, hasOwnKey);
        paths[Pick("/logout", "/session", "/auth/logout")] = Item(
            logout.ContainsKey("requestBody") ? Pick("post", "put") : Pick("post", "delete", "put"),
            logout
        );
        foreach (var name in new[] { "me", "orders", "settings" }.Take(_random.Next(1, 4)))
            paths["/" + name] = Item(Pick("get", "get", "post"), Protected(name, refusal, hasRootSecurity, hasOwnKey));
        document["components"] = new JsonObject
        {
            ["securitySchemes"] = Schemes(carrier, hasOwnKey),
            ["schemas"] = new JsonObject
            {
                ["Error"] = Parse(
                    """{"type":"object","required":["error"],"properties":{"error":{"type":"string"},"status":{"type":"integer"}}}"""
                ),
            },
            ["responses"] = new JsonObject
            {
                ["Refused"] = Parse(
                    """{"description":"Refused.","content":{"application/json":{"schema":{"$ref":"#/components/schemas/Error"},"example":{"error":"{$reason}","status":"{$statusCode}"}}}}"""
                ),
            },
        };
        return document.ToJsonString(Indented);
    }

    /// <summary>Headers that stand in for the credentials of an app, where the contract asks for them.</summary>
    public static (string Name, string Value) AppKey => ("X-App-Key", "any-will-do");

    private JsonObject Session(bool isWithRefresh, int refusal)
    {
        var access = Pick(
            """{"format":"jwt","algorithm":"HS256","lifetime":"PT15M"}""",
            """{"format":"jwt","algorithm":"RS256","lifetime":"PT1H","claims":{"sub":"{$user.name}"}}""",
            """{"format":"opaque","lifetime":"PT30M"}""",
            """{"format":"opaque","shape":{"length":40,"alphabet":"hex","prefix":"s-"}}""",
            """{"format":"jwe","algorithm":"A256GCM","lifetime":"PT10M"}"""
        );
        var tokens = new JsonObject { ["access"] = Parse(access) };
        if (isWithRefresh)
            tokens["refresh"] = Parse(
                Pick(
                    """{"format":"opaque","lifetime":"P7D","rotation":"rotate"}""",
                    """{"format":"opaque","lifetime":"P30D","rotation":"rotate-and-detect-reuse"}""",
                    """{"format":"opaque"}""",
                    """{"format":"jwt","lifetime":"P1D","rotation":"rotate"}"""
                )
            );
        ((JsonObject)tokens["access"]!)["scheme"] = "session";
        var refusals = new JsonObject { ["default"] = new JsonObject { ["response"] = "Refused" } };
        foreach (var reason in new[] { "missing", "unknown", "revoked", "expired" }.Where(_ => Chance(60)))
            refusals[reason] = new JsonObject { ["status"] = refusal };
        if (refusal == 403)
        {
            foreach (var reason in (string[])["missing", "unknown"])
                refusals[reason] = new JsonObject { ["status"] = 403 };
        }

        return new JsonObject { ["tokens"] = tokens, ["refusals"] = refusals };
    }

    private JsonObject Login(Carrier carrier, bool isWithRefresh, bool isRefreshCookie, int refusal)
    {
        var isForm = Chance(30);
        var (user, secret) = Pick(("user", "password"), ("username", "pwd"), ("email", "pin"));
        var nested = !isForm && Chance(25);
        var place = nested ? "$request.body#/credentials/" : "$request.body#/";
        var issues = new JsonObject();
        var members = new JsonObject();
        var headers = new JsonObject();
        Issue(
            issues,
            "access",
            carrier switch
            {
                Carrier.Cookie => "cookie",
                _ => Pick("body", "body", "header", "nested"),
            },
            members,
            headers
        );
        if (isWithRefresh)
            Issue(issues, "refresh", isRefreshCookie ? "cookie" : "body", members, headers);
        var fields = new JsonObject { [user] = Parse("""{"type":"string"}"""), [secret] = Parse("""{"type":"string"}""") };
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["required"] = new JsonArray(user, secret),
            ["properties"] = fields,
        };
        if (nested)
            schema = new JsonObject
            {
                ["type"] = "object",
                ["required"] = new JsonArray("credentials"),
                ["properties"] = new JsonObject { ["credentials"] = schema },
            };
        return new JsonObject
        {
            ["operationId"] = "login",
            ["security"] = new JsonArray(),
            ["x-session"] = new JsonObject
            {
                ["role"] = "login",
                ["subject"] = place + user,
                ["secret"] = place + secret,
                ["issues"] = issues,
            },
            ["requestBody"] = new JsonObject
            {
                ["required"] = true,
                ["content"] = new JsonObject
                {
                    [isForm ? "application/x-www-form-urlencoded" : "application/json"] = new JsonObject { ["schema"] = schema },
                },
            },
            ["responses"] = new JsonObject
            {
                [Pick("200", "200", "201")] = Answer(members, headers),
                ["401"] = Ref(),
                ["400"] = Ref(),
            },
        };
    }

    private JsonObject Refresh(Carrier carrier, bool isCookie, int refusal)
    {
        var issues = new JsonObject();
        var members = new JsonObject();
        var headers = new JsonObject();
        Issue(issues, "access", carrier == Carrier.Cookie ? "cookie" : "body", members, headers);
        Issue(issues, "refresh", isCookie ? "cookie" : "body", members, headers);
        var operation = new JsonObject
        {
            ["operationId"] = "refresh",
            ["security"] = new JsonArray(),
            ["x-session"] = new JsonObject
            {
                ["role"] = "refresh",
                ["presents"] = new JsonObject { ["refresh"] = isCookie ? "$request.cookie.refresh" : "$request.body#/refresh_token" },
                ["issues"] = issues,
            },
            ["responses"] = new JsonObject
            {
                ["200"] = Answer(members, headers),
                [$"{refusal}"] = Ref(),
                ["400"] = Ref(),
            },
        };
        if (refusal != 401)
            ((JsonObject)operation["responses"]!)["401"] = Ref();
        if (!isCookie)
            operation["requestBody"] = Body("refresh_token", isRequired: true);
        return operation;
    }

    private JsonObject Logout(
        bool takesRefresh,
        int success,
        int refusal,
        bool hasOptionalBody,
        bool isWithRefresh,
        bool hasRootSecurity,
        bool hasOwnKey
    )
    {
        var session = new JsonObject { ["role"] = "logout" };
        var revokes = new JsonObject { ["access"] = Pick("session", "session", "presented", "user") };
        if (isWithRefresh)
        {
            var scope = Pick("session", "none", takesRefresh ? "presented" : "session");
            if (scope != "none")
                revokes["refresh"] = scope;
            if (Chance(15))
                revokes.Remove("access");
        }

        session["revokes"] = revokes;
        if (takesRefresh)
        {
            session["presents"] = new JsonObject { ["refresh"] = "$request.body#/refresh_token" };
            if (Chance(30))
                session["tolerates"] = new JsonObject
                {
                    ["refresh"] = Parse(Pick("""["missing"]""", """["missing","revoked","unknown"]""")),
                };
        }

        if (Chance(15))
            session["tolerates"] = new JsonObject { ["access"] = Parse("""["revoked"]""") };
        var operation = new JsonObject
        {
            ["operationId"] = "logout",
            ["x-session"] = session,
            ["responses"] = new JsonObject
            {
                [$"{success}"] = success is 204 or 205
                    ? new JsonObject { ["description"] = "Done." }
                    : Answer(new JsonObject { ["message"] = "bye" }, []),
                [$"{refusal}"] = Ref(),
            },
        };
        if (!hasRootSecurity)
            operation["security"] = Security(hasOwnKey);
        if (takesRefresh || hasOptionalBody)
        {
            operation["requestBody"] = Body(
                takesRefresh ? "refresh_token" : "reason",
                isRequired: takesRefresh && !session.ContainsKey("tolerates")
            );
            ((JsonObject)operation["responses"]!)["400"] = Ref();
        }

        return operation;
    }

    private JsonObject Protected(string name, int refusal, bool hasRootSecurity, bool hasOwnKey)
    {
        var operation = new JsonObject
        {
            ["operationId"] = name,
            ["x-session"] = new JsonObject { ["role"] = "protected" },
            ["responses"] = new JsonObject
            {
                ["200"] = Answer(new JsonObject { ["name"] = "{$user.name}", ["at"] = "{$now}" }, []),
                [$"{refusal}"] = Ref(),
            },
        };
        if (!hasRootSecurity)
            operation["security"] = Security(hasOwnKey);
        return operation;
    }

    private static void Issue(JsonObject issues, string kind, string how, JsonObject members, JsonObject headers)
    {
        var member = kind == "access" ? "token" : "refresh_token";
        switch (how)
        {
            case "cookie":
                issues[kind] = $"$response.cookie.{(kind == "access" ? "sid" : "refresh")}";
                break;
            case "header":
                issues[kind] = "$response.header.X-New-Token";
                headers["X-New-Token"] = Parse("""{"schema":{"type":"string"}}""");
                break;
            case "nested":
                issues[kind] = $"$response.body#/data/{member}";
                members["data"] = new JsonObject { [member] = "" };
                break;
            default:
                issues[kind] = $"$response.body#/{member}";
                members[member] = "";
                break;
        }
    }

    private static JsonObject Answer(JsonObject members, JsonObject headers)
    {
        var properties = new JsonObject();
        foreach (var (name, value) in members)
            properties[name] = Parse(value is JsonObject ? """{"type":"object"}""" : """{"type":"string"}""");
        var answer = new JsonObject { ["description"] = "Done." };
        if (headers.Count > 0)
            answer["headers"] = headers;
        answer["content"] = new JsonObject
        {
            ["application/json"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = properties },
                ["example"] = members,
            },
        };
        return answer;
    }

    private static JsonObject Body(string member, bool isRequired)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [member] = Parse("""{"type":"string"}""") },
        };
        if (isRequired)
            schema["required"] = new JsonArray(member);
        return new JsonObject
        {
            ["required"] = isRequired,
            ["content"] = new JsonObject { ["application/json"] = new JsonObject { ["schema"] = schema } },
        };
    }

    private static JsonObject Schemes(Carrier carrier, bool hasOwnKey)
    {
        var schemes = new JsonObject
        {
            ["session"] = Parse(
                carrier switch
                {
                    Carrier.Bearer => """{"type":"http","scheme":"bearer"}""",
                    Carrier.Header => """{"type":"apiKey","in":"header","name":"X-Session"}""",
                    Carrier.Cookie => """{"type":"apiKey","in":"cookie","name":"sid"}""",
                    _ => """{"type":"apiKey","in":"query","name":"token"}""",
                }
            ),
        };
        if (hasOwnKey)
            schemes["app"] = new JsonObject
            {
                ["type"] = "apiKey",
                ["in"] = "header",
                ["name"] = AppKey.Name,
            };
        return schemes;
    }

    private static JsonArray Security(bool hasOwnKey)
    {
        var all = new JsonObject { ["session"] = new JsonArray() };
        if (hasOwnKey)
            all["app"] = new JsonArray();
        return new JsonArray(all);
    }

    private static JsonObject Item(string method, JsonObject operation) => new() { [method] = operation };

    private static JsonObject Ref() => new() { ["$ref"] = "#/components/responses/Refused" };

    private static JsonNode Parse(string json) => JsonNode.Parse(json)!;

    private T Pick<T>(params T[] choices) => choices[_random.Next(choices.Length)];

    private bool Chance(int percent) => _random.Next(100) < percent;
}
