using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace Conformance.Generation.Preparing;

/// <summary>How names of a contract become names of code.</summary>
internal static partial class CodeNames
{
    // What our templates declare beside a contract's own parameters, then the words of C# and TypeScript.
    private static readonly FrozenSet<string> Reserved = (
        "body cancellationToken httpContext invalid request result server signal arguments eval "
        + "abstract any as async await base bool boolean break byte case catch char checked class const constructor continue "
        + "debugger decimal declare default delegate delete do double else enum event explicit export extends extern false finally "
        + "fixed float for foreach function get goto if implements implicit import in instanceof int interface internal is let lock "
        + "long module namespace never new null number object operator out override package params private protected public "
        + "readonly ref require return sbyte sealed set short sizeof stackalloc static string struct super switch symbol this throw "
        + "true try type typeof uint ulong unchecked undefined unsafe ushort using var virtual void volatile while with yield"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal);

    /// <summary>"refresh_token", "X-API-TOKEN" and "get user" as RefreshToken, XApiToken and GetUser.</summary>
    public static string Pascal(string text)
    {
        var name = string.Concat(
            Others()
                .Split(text)
                .Where(word => word.Length > 0)
                .Select(word => char.ToUpperInvariant(word[0]) + (IsShouted(word) ? word[1..].ToLowerInvariant() : word[1..]))
        );
        return name.Length > 0 && char.IsLetter(name[0]) ? name : "Value" + name;
    }

    /// <summary>The same with a small first letter.</summary>
    public static string Camel(string text)
    {
        var name = Pascal(text);
        return char.ToLowerInvariant(name[0]) + name[1..];
    }

    /// <summary>A name that <paramref name="taken"/> does not have yet; it has it afterwards.</summary>
    public static string Unique(string name, HashSet<string> taken)
    {
        var free = name;
        for (var i = 2; !taken.Add(free); i++)
            free = $"{name}{i}";
        return free;
    }

    /// <summary>The name of a parameter in code; where another has it already, or a language, with the place where the parameter travels.</summary>
    public static string OfParameter(string name, string place, HashSet<string> taken)
    {
        var camel = Camel(name);
        return Unique(Reserved.Contains(camel) || taken.Contains(camel) ? camel + Pascal(place) : camel, taken);
    }

    private static bool IsShouted(string word) => word.Length > 1 && word.All(c => char.ToUpperInvariant(c) == c);

    [GeneratedRegex(@"[^\p{L}\p{Nd}]+", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 60_000)]
    private static partial Regex Others();
}
