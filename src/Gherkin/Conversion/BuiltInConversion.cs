using System.Globalization;
using System.Reflection;

namespace Conformance.Gherkin.Conversion;

/// <summary>
/// Texts, numbers, enumerations (case does not count), dates, <see cref="Uri"/> and whatever else is <see cref="IParsable{TSelf}"/>, all by the
/// invariant culture. A date without an offset is taken as UTC.
/// </summary>
internal sealed class BuiltInConversion : TextConversion
{
    private readonly Type _type;
    private readonly Func<string, object?> _parse;

    private BuiltInConversion(Type type, Func<string, object?> parse)
    {
        _type = type;
        _parse = parse;
    }

    public override bool IsFixed => _type.IsValueType || _type == typeof(string) || _type == typeof(object) || _type == typeof(Uri);

    public override bool IsStatic => true;

    /// <summary>The conversion to a type, or null if there is none.</summary>
    public static BuiltInConversion? To(Type type)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        return ParserOf(target) is { } parse ? new BuiltInConversion(target, parse) : null;
    }

    public override object? Convert(string text, ScenarioContext? context)
    {
        try
        {
            return _parse(text);
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException)
        {
            var expected = _type.IsEnum ? $"one of {Sentence.List(Enum.GetNames(_type), "or")}" : TypeName.WithArticle(_type);
            throw new FormatException($"\"{text}\" is not {expected}{(e is OverflowException ? ": it is too large" : string.Empty)}", e);
        }
    }

    private static Func<string, object?>? ParserOf(Type type)
    {
        var culture = CultureInfo.InvariantCulture;
        if (type == typeof(string) || type == typeof(object))
            return t => t;
        if (type.IsEnum)
            return t => ParseEnum(type, t);
        if (type == typeof(Uri))
            return t => new Uri(t, UriKind.RelativeOrAbsolute);

        // Their parsers would take "1,5" for fifteen.
        if (type == typeof(double))
            return t => double.Parse(t, NumberStyles.Float, culture);
        if (type == typeof(float))
            return t => float.Parse(t, NumberStyles.Float, culture);
        if (type == typeof(decimal))
            return t => decimal.Parse(t, NumberStyles.Float, culture);

        // Theirs would read the machine's time zone.
        if (type == typeof(DateTimeOffset))
            return t => DateTimeOffset.Parse(t, culture, DateTimeStyles.AssumeUniversal);
        if (type == typeof(DateTime))
            return t => DateTime.Parse(t, culture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

        var isParsable = Array.Exists(
            type.GetInterfaces(),
            i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IParsable<>) && i.GenericTypeArguments[0] == type
        );
        return isParsable ? Parsable.Of(type) : null;
    }

    // Numbers are not names, though Enum.Parse takes them.
    private static object ParseEnum(Type type, string text)
    {
        var name = Array.Find(Enum.GetNames(type), n => string.Equals(n, text, StringComparison.OrdinalIgnoreCase));
        return name is null ? throw new FormatException() : Enum.Parse(type, name);
    }

    private static class Parsable
    {
        private static readonly MethodInfo Maker = typeof(Parsable).GetMethod(nameof(Make), BindingFlags.NonPublic | BindingFlags.Static)!;

        public static Func<string, object?> Of(Type type) => Maker.MakeGenericMethod(type).CreateDelegate<Func<Func<string, object?>>>()();

        private static Func<string, object?> Make<T>()
            where T : IParsable<T> => t => T.Parse(t, CultureInfo.InvariantCulture);
    }
}
