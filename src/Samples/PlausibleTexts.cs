namespace Conformance.Samples;

/// <summary>Texts that suit a property's name, for strings about which a schema says nothing more.</summary>
internal static class PlausibleTexts
{
    // The first entry whose word ends the name wins, so that longer words stand before those that end them.
    private static readonly (string Ending, string Text)[] Endings =
    [
        ("email", "user@example.com"),
        ("mail", "user@example.com"),
        ("username", "jdoe"),
        ("firstname", "Jane"),
        ("givenname", "Jane"),
        ("lastname", "Doe"),
        ("surname", "Doe"),
        ("familyname", "Doe"),
        ("fullname", "Jane Doe"),
        ("displayname", "Jane Doe"),
        ("hostname", "host.example.com"),
        ("domain", "example.com"),
        ("filename", "file.txt"),
        ("url", "https://example.com/resource"),
        ("uri", "https://example.com/resource"),
        ("href", "https://example.com/resource"),
        ("phone", "+12025550100"),
        ("phonenumber", "+12025550100"),
        ("ipaddress", "192.0.2.1"),
        ("currency", "EUR"),
        ("country", "DE"),
        ("countrycode", "DE"),
        ("city", "Berlin"),
        ("street", "Main Street 1"),
        ("zipcode", "10115"),
        ("postalcode", "10115"),
        ("locale", "en-US"),
        ("language", "en"),
        ("timezone", "Europe/Berlin"),
        ("createdat", "2024-01-15T09:30:00Z"),
        ("updatedat", "2024-01-15T09:30:00Z"),
        ("expiresat", "2024-01-15T09:30:00Z"),
        ("timestamp", "2024-01-15T09:30:00Z"),
        ("date", "2024-01-15"),
        ("version", "1.0.0"),
        ("color", "#336699"),
        ("mimetype", "text/plain"),
        ("contenttype", "text/plain"),
        ("tokentype", "Bearer"),
        ("token", "sample-token"),
        ("title", "Sample title"),
        ("description", "A sample description"),
        ("message", "A sample message"),
        ("path", "/path"),
        ("name", "Sample name"),
    ];

    /// <summary>A text for a property of this name, or null when the name tells nothing.</summary>
    public static string? For(string propertyName)
    {
        var plain = propertyName.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal);
        return Endings.FirstOrDefault(entry => plain.EndsWith(entry.Ending, StringComparison.OrdinalIgnoreCase)).Text;
    }
}
