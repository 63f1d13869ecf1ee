using System.Text;

namespace Conformance.MockServer.Tests.Hostile;

/// <summary>Makes requests that are wrong in one of many ways; the same seed makes the same requests.</summary>
internal sealed class MalformedRequests(int seed, IReadOnlyList<(string Method, string Path)> operations, IReadOnlyList<string> tokens)
{
    private static readonly string[] Json =
    [
        "{",
        "}",
        "[",
        "[]",
        "null",
        "true",
        "0",
        "\"x\"",
        "{\"refresh_token\":",
        "{\"refresh_token\":1}",
        "{\"refresh_token\":null}",
        "{\"refresh_token\":[{}]}",
        "{\"a\":1,}",
        "{'a':1}",
        "{\"a\":1}{\"b\":2}",
        "\uFEFF{}",
        "{\"refresh_token\":\"\\ud800\"}",
        "{\"refresh_token\":\"\\u0000\"}",
        "{\"email\":{},\"password\":[]}",
        "{\"refresh_token\":1e999999}",
        "{\"refresh_token\":-}",
        "{\"refresh_token\":\"\n\"}",
        "//",
        "<xml/>",
        "refresh_token=1",
        "{\"signOutMode\":99999999999999999999,\"deviceId\":1,\"token\":\"\"}",
        "{\"kind\":\"latency\"}",
        "{\"kind\":1,\"status\":\"x\"}",
        "{\"kind\":\"reset\",\"probability\":1e-400,\"seed\":9223372036854775807}",
        "{\"kind\":\"status\",\"status\":503,\"times\":2147483648}",
        "{\"advance\":\"P99999999999Y\"}",
        "{\"advance\":\"PT1H\",\"\\ud800\":1}",
        "{\"now\":\"0001-01-01T00:00:00Z\"}",
        "{\"now\":\"9000-01-01T00:00:00+14:00\",\"frozen\":null}",
        "{\"advance\":\"-P2025Y\"}",
        "{\"label\":\"access#99999999999\"}",
        "{\"token\":\"\\ud800\"}",
        "{\"name\":\"\\u0000\",\"password\":\"x\"}",
    ];

    private static readonly string[] Methods =
    [
        "GET",
        "POST",
        "PUT",
        "DELETE",
        "PATCH",
        "HEAD",
        "OPTIONS",
        "TRACE",
        "CONNECT",
        "BREW",
        "post",
        "GeT",
        "X",
        "M-SEARCH",
        "PO ST",
        "",
        "G\0T",
        "É",
    ];

    private static readonly string[] Types =
    [
        "application/json",
        "application/json; charset=utf-8",
        "application/json;charset=\"utf-16\"",
        "text/plain",
        "application/xml",
        "multipart/form-data",
        "*/*",
        "json",
        "application/json, text/html",
        ";",
        "application/x-www-form-urlencoded",
        "application/json;;;",
    ];

    private static readonly string[] Suffixes =
    [
        "",
        "/",
        "//",
        "?",
        "?a=b&a=b&&=",
        "/../..",
        "%00",
        "%",
        "%zz",
        "%2F%2E%2E",
        "/%F0%9F%98%80",
        "#x",
        "?x=%ff%fe",
        ";a=b",
        "/\u00e9",
    ];

    private readonly Random _random = new(seed);

    /// <summary>The next request's bytes.</summary>
    public byte[] Next()
    {
        var (method, path) = Pick(operations);
        var headers = new List<string> { "Host: localhost", "platform: fincode", "uuid: 200" };
        var body = Encoding.UTF8.GetBytes(Pick(Json));
        var type = "application/json";
        if (Chance(70))
            headers.Add($"Authorization: {Authorization()}");
        if (Chance(30))
            headers.Add($"{Pick(["x-auth-token", "X-API-TOKEN", "X-AUTH-TOKEN"])}: {Token()}");
        switch (_random.Next(12))
        {
            case 0:
                method = Pick(Methods);
                break;
            case 1:
                type = Pick(Types);
                break;
            case 2:
                path += Pick(Suffixes);
                break;
            case 3:
                body = Noise(_random.Next(200));
                break;
            case 4:
                body = Encoding.UTF8.GetBytes(new string(Pick(['[', '{', '"', 'a']), _random.Next(5000)));
                break;
            case 5:
                headers.Add($"X-Huge: {new string('h', _random.Next(40_000))}");
                break;
            case 6:
                headers.AddRange(Enumerable.Range(0, _random.Next(150)).Select(i => $"X-{i}: {i}"));
                break;
            case 7:
                headers.Add(Encoding.Latin1.GetString(Noise(20)).Replace('\n', ' '));
                break;
            case 8:
                headers.Add($"Cookie: {Encoding.Latin1.GetString(Noise(30)).ReplaceLineEndings("")}");
                break;
            case 9:
                headers.Add($"Prefer: {Pick(["code=200", "code=", "code=-1", "example=", "code=999999999999", "=,;=", "code=500"])}");
                break;
            case 10:
                headers.Add($"Accept: {Pick(["", "*", "a/b;q=x", ",,,", "*/*;q=99", "application/json;q=0"])}");
                break;
            default:
                body = Truncated(body);
                break;
        }

        var length = Chance(97)
            ? $"{body.Length}"
            : Pick(["-1", "abc", "99999999999999999999", "1,2", $"{body.Length}\r\nContent-Length: 1"]);
        var head =
            $"{method} {path} HTTP/1.1\r\n{string.Join("\r\n", headers)}\r\nContent-Type: {type}\r\nContent-Length: {length}\r\n\r\n";
        return [.. Encoding.Latin1.GetBytes(head), .. body];
    }

    private string Authorization() =>
        Pick(["Bearer {0}", "bearer {0}", "Basic {0}", "{0}", "Bearer", "Bearer  {0} {0}", "Bearer {0}, Bearer {0}"])
            .Replace("{0}", Token(), StringComparison.Ordinal);

    private string Token()
    {
        var token = Pick(tokens);
        return _random.Next(6) switch
        {
            0 => token[.._random.Next(token.Length)],
            1 => token + ".",
            2 => token.Replace('.', '!'),
            3 => new string('.', _random.Next(8)),
            4 => string.Concat(token.Select(c => _random.Next(60) == 0 ? 'A' : c)),
            _ => token,
        };
    }

    private byte[] Truncated(byte[] body) => Chance(50) ? body[.._random.Next(body.Length + 1)] : [.. body, 0xC3, 0x28];

    private byte[] Noise(int length)
    {
        var bytes = new byte[length];
        _random.NextBytes(bytes);
        return bytes;
    }

    private bool Chance(int percent) => _random.Next(100) < percent;

    private T Pick<T>(IReadOnlyList<T> choices) => choices[_random.Next(choices.Count)];
}
