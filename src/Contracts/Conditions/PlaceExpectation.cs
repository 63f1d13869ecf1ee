using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Conformance.Documents;
using Conformance.JsonSchema.Instances;
using Conformance.JsonSchema.Patterns;

namespace Conformance.Contracts.Conditions;

/// <summary>What a place of a message has to hold.</summary>
public abstract class PlaceExpectation
{
    private protected PlaceExpectation() { }

    /// <summary>Whether what was found will do.</summary>
    public abstract bool Accepts(PlaceValue found);

    /// <summary>Whether nothing at all could do for both, as far as can be told.</summary>
    public virtual bool Excludes(PlaceExpectation other) =>
        Values is { } own ? own.All(v => !other.Accepts(v)) : other.Values is { } others && others.All(v => !Accepts(v));

    /// <summary>Whether nothing at all will do, as far as can be told.</summary>
    public virtual bool IsImpossible => false;

    /// <summary>A value that will do, for whoever makes such a message; null where none is known.</summary>
    public virtual Node? Value => null;

    /// <summary>Everything that will do; null where that is no list.</summary>
    internal virtual IReadOnlyList<PlaceValue>? Values => null;
}

/// <summary>A JSON value, or the text that it is written as where a text stands; null is nothing where no JSON stands.</summary>
public sealed class EqualTo : PlaceExpectation
{
    private readonly JsonElement _json;

    internal EqualTo(Node value)
    {
        Value = value;
        using var document = value.ToJsonDocument();
        _json = document.RootElement.Clone();
    }

    /// <inheritdoc/>
    public override Node Value { get; }

    internal override IReadOnlyList<PlaceValue> Values => [new PlaceValue(_json)];

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found) =>
        found switch
        {
            { Json: { } json } => AreEqual(json, _json),
            { Text: { } text } => Value is ScalarNode { Kind: not ScalarKind.Null } scalar && scalar.Text == text,
            _ => false,
        };

    /// <inheritdoc/>
    public override string ToString() => $"is {Value}";

    // The library compares no number whose exponent has more than nine digits, and no escape that stands for no character.
    private static bool AreEqual(JsonElement left, JsonElement right)
    {
        try
        {
            return JsonElement.DeepEquals(left, right);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}

/// <summary>One of several JSON values.</summary>
public sealed class EqualToAny : PlaceExpectation
{
    private readonly ImmutableArray<EqualTo> _values;

    internal EqualToAny(IEnumerable<Node> values) => _values = [.. values.Select(v => new EqualTo(v))];

    /// <inheritdoc/>
    public override Node? Value => _values.FirstOrDefault()?.Value;

    internal override IReadOnlyList<PlaceValue> Values => [.. _values.SelectMany(v => v.Values)];

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found) => _values.Any(v => v.Accepts(found));

    /// <inheritdoc/>
    public override string ToString() => $"is one of {string.Join(", ", _values.Select(v => v.Value.ToString()))}";
}

/// <summary>A text, or a string, number or truth value, that a regular expression of ECMA-262 is found in.</summary>
public sealed class MatchingPattern : PlaceExpectation
{
    private readonly EcmaPattern _pattern;

    internal MatchingPattern(EcmaPattern pattern) => _pattern = pattern;

    /// <summary>Whether it is certain that no text fulfils both: each pattern begins, or ends, with a text of its own.</summary>
    public override bool Excludes(PlaceExpectation other) =>
        base.Excludes(other)
        || (
            other is MatchingPattern pattern
            && (
                Differ(Beginning(_pattern.Source), Beginning(pattern._pattern.Source))
                || Differ(Ending(_pattern.Source), Ending(pattern._pattern.Source))
            )
        );

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found)
    {
        if (TextOf(found) is not { } text)
            return false;
        var workspace = Workspace.Rent();
        try
        {
            return _pattern.IsMatch(Encoding.UTF8.GetBytes(text), workspace);
        }
        catch (PatternStepsException)
        {
            return false;
        }
        finally
        {
            workspace.Return();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => $"matches {_pattern.Source}";

    private static bool Differ(string one, string other)
    {
        var length = Math.Min(one.Length, other.Length);
        return !one.AsSpan(0, length).SequenceEqual(other.AsSpan(0, length));
    }

    // The characters that every matching text begins with; none where the pattern does not say.
    private static string Beginning(string pattern)
    {
        if (pattern is not ['^', .. var rest] || pattern.Contains('|', StringComparison.Ordinal))
            return "";
        var length = rest.AsSpan().IndexOfAnyExcept(Literal);
        if (length < 0)
            return rest;

        // What a quantifier stands behind need not be there.
        return rest[..(length > 0 && rest[length] is '?' or '*' or '{' ? length - 1 : length)];
    }

    // The last ones, the last first.
    private static string Ending(string pattern)
    {
        if (pattern is not [.. var rest, '$'] || pattern.Contains('|', StringComparison.Ordinal))
            return "";
        var at = rest.AsSpan().LastIndexOfAnyExcept(Literal);

        // After a backslash, and within a class or a group, a letter is something else.
        var literal =
            at < 0 ? rest
            : rest[at] is '\\' or '(' or '[' or '{' ? ""
            : rest[(at + 1)..];
        return new string([.. literal.Reverse()]);
    }

    private static readonly SearchValues<char> Literal = SearchValues.Create(
        "-_/:=@#%&,;<>~!\"' 0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    );

    private static string? TextOf(PlaceValue found)
    {
        if (found.Json is not { } json)
            return found.Text;
        try
        {
            return json.ValueKind switch
            {
                JsonValueKind.String => json.GetString(),
                JsonValueKind.Null => null,
                _ => json.GetRawText(),
            };
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Something, whatever it is, or nothing.</summary>
public sealed class Presence : PlaceExpectation
{
    internal Presence(bool isPresent) => IsPresent = isPresent;

    /// <summary>Whether something has to be there.</summary>
    public bool IsPresent { get; }

    internal override IReadOnlyList<PlaceValue>? Values => IsPresent ? null : [default];

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found) => found.IsPresent == IsPresent;

    /// <inheritdoc/>
    public override bool Excludes(PlaceExpectation other) =>
        !IsPresent ? !other.Accepts(default) : other is Presence { IsPresent: false } || base.Excludes(other);

    /// <inheritdoc/>
    public override string ToString() => IsPresent ? "is present" : "is absent";
}

/// <summary>Anything but what another expectation asks for.</summary>
public sealed class Otherwise : PlaceExpectation
{
    private readonly PlaceExpectation _other;

    internal Otherwise(PlaceExpectation other) => _other = other;

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found) => !_other.Accepts(found);

    /// <inheritdoc/>
    public override bool Excludes(PlaceExpectation other) =>
        base.Excludes(other) || other == _other || other.ToString() == _other.ToString();

    /// <inheritdoc/>
    public override string ToString() => $"is not so that it {_other}";
}

/// <summary>What several expectations ask for together.</summary>
public sealed class AllOfThese : PlaceExpectation
{
    private readonly ImmutableArray<PlaceExpectation> _all;

    internal AllOfThese(ImmutableArray<PlaceExpectation> all) => _all = all;

    /// <inheritdoc/>
    public override Node? Value => _all.Select(e => e.Value).FirstOrDefault(v => v is not null);

    internal override IReadOnlyList<PlaceValue>? Values =>
        _all.Select(e => e.Values).FirstOrDefault(v => v is not null)?.Where(Accepts).ToList();

    /// <inheritdoc/>
    public override bool IsImpossible => Values is { Count: 0 } || _all.Any(one => _all.Any(other => other != one && one.Excludes(other)));

    /// <inheritdoc/>
    public override bool Accepts(PlaceValue found) => _all.All(e => e.Accepts(found));

    /// <inheritdoc/>
    public override bool Excludes(PlaceExpectation other) => _all.Any(e => e.Excludes(other));

    /// <inheritdoc/>
    public override string ToString() => string.Join(" and ", _all);
}
