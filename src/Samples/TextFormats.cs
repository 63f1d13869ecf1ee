using System.Globalization;

namespace Conformance.Samples;

/// <summary>Texts of the formats of JSON Schema 2020-12 and OpenAPI's format registry.</summary>
internal static class TextFormats
{
    private static readonly DateTime Start = new(2024, 1, 15, 9, 30, 0, DateTimeKind.Utc);

    private static readonly Dictionary<string, Func<int, string>> Known = new(StringComparer.OrdinalIgnoreCase)
    {
        ["date-time"] = n => Date(n, "yyyy-MM-dd'T'HH:mm:ss'Z'"),
        ["date"] = n => Date(n, "yyyy-MM-dd"),
        ["time"] = n => Start.AddSeconds(n).ToString("HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        ["http-date"] = n => Date(n, "r"),
        ["duration"] = n => $"PT{n + 1}H",
        ["uuid"] = Uuid,
        ["uuid4"] = Uuid,
        ["guid"] = Uuid,
        ["email"] = n => $"user{Suffix(n)}@example.com",
        ["idn-email"] = n => $"user{Suffix(n)}@example.com",
        ["hostname"] = n => $"host{Suffix(n)}.example.com",
        ["idn-hostname"] = n => $"host{Suffix(n)}.example.com",
        ["ipv4"] = n => $"192.0.{2 + (n / 250)}.{1 + (n % 250)}",
        ["ipv6"] = n => $"2001:db8::{n + 1:x}",
        ["cidr"] = n => $"192.0.{2 + (n / 250)}.0/24",
        ["mac"] = n => $"00:00:5e:00:{53 + (n / 100):00}:{n % 100:00}",
        ["uri"] = Address,
        ["url"] = Address,
        ["iri"] = Address,
        ["uri-reference"] = n => $"/path{Suffix(n)}",
        ["iri-reference"] = n => $"/path{Suffix(n)}",
        ["uri-template"] = n => $"/path{Suffix(n)}/{{id}}",
        ["json-pointer"] = n => $"/path{Suffix(n)}",
        ["relative-json-pointer"] = n => $"{n}/path",
        ["regex"] = n => $"^[a-z]{{{n + 1}}}$",
        ["byte"] = n => Base64(n),
        ["base64"] = n => Base64(n),
        ["base64url"] = n => Base64(n).TrimEnd('=').Replace('+', '-').Replace('/', '_'),
        ["password"] = n => $"Passw0rd!{Suffix(n)}",
        ["char"] = n => ((char)('a' + (n % 26))).ToString(),
        ["phone"] = n => $"+1202555{100 + n:0000}",
        ["decimal"] = n => $"{n + 12}.50",
        ["int32"] = Whole,
        ["int64"] = Whole,
        ["uint32"] = Whole,
        ["uint64"] = Whole,
        ["integer"] = Whole,
        ["float"] = n => $"{n + 1}.5",
        ["double"] = n => $"{n + 1}.5",
        ["number"] = n => $"{n + 1}.5",
    };

    /// <summary>The texts of a format, each different, or null for a format that is not known.</summary>
    public static Func<int, string>? Find(string format) => Known.GetValueOrDefault(format);

    private static string Suffix(int n) => n == 0 ? "" : (n + 1).ToString(CultureInfo.InvariantCulture);

    private static string Date(int n, string layout) => Start.AddDays(n).ToString(layout, CultureInfo.InvariantCulture);

    private static string Uuid(int n) => $"3fa85f64-5717-4562-b3fc-{0x2c963f66afa6 + n:x12}";

    private static string Address(int n) => $"https://example.com/resource{Suffix(n)}";

    private static string Base64(int n) => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("sample" + Suffix(n)));

    private static string Whole(int n) => (n + 1).ToString(CultureInfo.InvariantCulture);
}
