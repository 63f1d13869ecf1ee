using System.CommandLine;
using System.Globalization;
using System.Xml;
using Conformance.Documents;

namespace Conformance.Cli.Configuration;

/// <summary>What the user set: by an option, else by an environment variable <c>CONFORM_…</c>, else in <c>conform.yaml</c>.</summary>
internal sealed class Settings
{
    private const string Prefix = "CONFORM_";

    private readonly ParseResult _parsed;
    private readonly bool _hasEnvironment;

    /// <param name="file">The configuration file; null where there is none.</param>
    public Settings(ParseResult parsed, ConfigurationFile? file)
        : this(parsed, file, hasEnvironment: true) { }

    private Settings(ParseResult parsed, ConfigurationFile? file, bool hasEnvironment) =>
        (_parsed, File, _hasEnvironment) = (parsed, file, hasEnvironment);

    /// <summary>The configuration file; null where there is none.</summary>
    public ConfigurationFile? File { get; }

    /// <summary>For commands that take nothing from the environment or a file.</summary>
    public static Settings OfCommandLine(ParseResult parsed) => new(parsed, file: null, hasEnvironment: false);

    /// <summary>The environment variable that stands in for an option: <c>CONFORM_BASE_URL</c>.</summary>
    public static string Variable(string option) => Prefix + option.TrimStart('-').Replace('-', '_').ToUpperInvariant();

    /// <summary>Sees to it that every environment variable that looks like a setting is one: a mistyped one would else be passed over in silence.</summary>
    /// <param name="known">The variables that are read.</param>
    /// <param name="others">The options that stand on the command line alone.</param>
    /// <exception cref="UsageException">One is not.</exception>
    public static void CheckVariables(IReadOnlyCollection<string> known, IEnumerable<string> others)
    {
        var unknown = Environment
            .GetEnvironmentVariables()
            .Keys.Cast<string>()
            .Where(n => n.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) && !known.Contains(n, StringComparer.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(n => $"There is no setting for the environment variable {n}. {Mend(n)}")
            .ToList();
        if (unknown.Count > 0)
            throw new UsageException(string.Join(' ', unknown));

        string Mend(string name) =>
            others.FirstOrDefault(o => Variable(o) == name) is { } option ? $"Give {option} on the command line."
            : Nearest.To(name, known) is { } near ? $"Did you mean {near}?"
            : $"There are {string.Join(", ", known.Order(StringComparer.Ordinal))}.";
    }

    /// <summary>Whether an option stands on the command line.</summary>
    public bool IsOnCommandLine(Option option) => _parsed.GetResult(option) is { Implicit: false };

    /// <summary>The value of an option; null where it was not given.</summary>
    public Setting? Find(Option<string?> option)
    {
        if (_parsed.GetValue(option) is { } given)
            return new Setting(given, option.Name);
        return FromElsewhere(option.Name);
    }

    /// <summary>The text of an option; null where it was not given.</summary>
    public string? Text(Option<string?> option) => Find(option)?.Text;

    /// <summary>The values of an option that may be repeated; those of the command line come in place of others.</summary>
    public IReadOnlyList<Setting> All(Option<string[]> option, string listName)
    {
        var given = Given(option);
        return given.Count > 0 ? given : [.. File?.List(listName) ?? []];
    }

    /// <summary>The values of an option that may be repeated, as far as they stand on the command line or else in the environment.</summary>
    public IReadOnlyList<Setting> Given(Option<string[]> option)
    {
        if (_parsed.GetValue(option) is { Length: > 0 } given)
            return [.. given.Select(g => new Setting(g, option.Name))];
        return FromEnvironment(option.Name) is { } variable ? [variable] : [];
    }

    /// <summary>Whether a switch is on.</summary>
    public bool Flag(Option<bool> option)
    {
        if (_parsed.GetValue(option))
            return true;
        return FromElsewhere(option.Name) is { } setting
            && (
                bool.TryParse(setting.Text, out var on)
                    ? on
                    : throw new UsageException($"{setting.Origin}: \"{setting.Text}\" is neither true nor false.")
            );
    }

    /// <summary>A whole number.</summary>
    public int? Whole(Option<string?> option, int least)
    {
        if (Find(option) is not { } setting)
            return null;
        return int.TryParse(setting.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least
            ? number
            : throw new UsageException($"{setting.Origin}: \"{setting.Text}\" is no whole number of {least} or more.");
    }

    /// <summary>A time: <c>90</c> and <c>90s</c> are seconds; <c>500ms</c>, <c>2m</c>, <c>1h</c>; ISO 8601's <c>PT1H30M</c>.</summary>
    public TimeSpan? Duration(Option<string?> option)
    {
        if (Find(option) is not { } setting)
            return null;
        return ParseDuration(setting.Text)
            ?? throw new UsageException($"{setting.Origin}: \"{setting.Text}\" is no time. Write for example 30s, 500ms, 2m or PT1H30M.");
    }

    /// <summary>An absolute http or https address.</summary>
    public Uri? Address(Option<string?> option)
    {
        if (Find(option) is not { } setting)
            return null;
        if (
            Uri.TryCreate(setting.Text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address.Host.Length > 0
        )
            return address;
        throw new UsageException(
            $"{setting.Origin}: \"{setting.Text}\" is no http or https address. Write for example https://staging.example/api."
        );
    }

    private Setting? FromElsewhere(string option) => FromEnvironment(option) ?? File?.Find(option.TrimStart('-'));

    private Setting? FromEnvironment(string option) =>
        _hasEnvironment && Environment.GetEnvironmentVariable(Variable(option)) is { Length: > 0 } value
            ? new Setting(value, Variable(option))
            : null;

    /// <summary>A time as <see cref="Duration"/> reads it; null where the text is none.</summary>
    public static TimeSpan? ParseDuration(string text)
    {
        if (text.StartsWith('P'))
        {
            try
            {
                return XmlConvert.ToTimeSpan(text) is var span && span >= TimeSpan.Zero ? span : null;
            }
            catch (FormatException)
            {
                return null;
            }
        }

        var digits = text.TrimEnd([.. "hms"]);
        if (!double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) || number > 1e9)
            return null;
        return text[digits.Length..] switch
        {
            "" or "s" => TimeSpan.FromSeconds(number),
            "ms" => TimeSpan.FromMilliseconds(number),
            "m" => TimeSpan.FromMinutes(number),
            "h" => TimeSpan.FromHours(number),
            _ => null,
        };
    }
}
