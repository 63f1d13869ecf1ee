using Conformance.Verification.Results;

namespace Conformance.Reporting.Tests.Samples;

/// <summary>The requests of the samples.</summary>
internal static class SampleExchanges
{
    public static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public static RecordedExchange LogIn(int number) =>
        new()
        {
            Number = number,
            Label = "login",
            Method = "POST",
            Url = "https://alpha.example/login",
            RequestHeaders = [new("Content-Type", "application/json")],
            RequestBody = """{"email":"alice@example.com","password":"«password 11aa»"}""",
            Status = 200,
            ResponseHeaders = [new("Content-Type", "application/json"), new("Set-Cookie", "a=1"), new("Set-Cookie", "b=2")],
            ResponseBody = """{"token":"«access#1 a3f9»","refresh_token":"«refresh#1 77b0»","expires_in":3600}""",
            SentAt = Start.AddMilliseconds(number),
            Duration = TimeSpan.FromMilliseconds(12.5),
            Curl =
                """curl -X POST https://alpha.example/login -H 'Content-Type: application/json' -d '{"email":"alice@example.com","password":"'"$PASSWORD"'"}'""",
        };

    public static RecordedExchange LogOut(int number) =>
        new()
        {
            Number = number,
            Label = "logout",
            Method = "POST",
            Url = "https://alpha.example/logout",
            RequestHeaders = [new("Authorization", "Bearer «access#1 a3f9»")],
            RequestBody = null,
            Status = 204,
            SentAt = Start.AddMilliseconds(number),
            Duration = TimeSpan.FromMilliseconds(4),
            Curl = """curl -X POST https://alpha.example/logout -H "Authorization: Bearer $ACCESS_1" """.TrimEnd(),
        };

    public static RecordedExchange Me(int number, int status = 200) =>
        new()
        {
            Number = number,
            Label = "GET /me",
            Method = "GET",
            Url = "https://alpha.example/me?full=yes",
            RequestHeaders = [new("Authorization", "Bearer «access#1 a3f9»"), new("Accept", "application/json")],
            RequestBody = null,
            Status = status,
            ResponseHeaders = [new("Content-Type", "application/json")],
            ResponseBody = """{"email":"alice@example.com"}""",
            SentAt = Start.AddMilliseconds(number),
            Duration = TimeSpan.FromMilliseconds(3),
            Curl = """curl 'https://alpha.example/me?full=yes' -H "Authorization: Bearer $ACCESS_1" -H 'Accept: application/json'""",
        };

    public static RecordedExchange Unanswered(int number) =>
        Me(number) with
        {
            Status = null,
            ResponseHeaders = [],
            ResponseBody = null,
            Failure = "The connection to alpha.example:443 was closed before an answer came.",
        };
}
