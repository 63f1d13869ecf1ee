using Conformance.Documents;

namespace Conformance.Contracts.Expressions;

/// <summary>A parsed expression.</summary>
/// <param name="Source">What it reads.</param>
/// <param name="Name">A header, parameter, cookie or token kind, or the JSON pointer into a body ("" is the whole body); else null.</param>
public sealed record Expression(ExpressionSource Source, string? Name = null)
{
    private static readonly Dictionary<string, ExpressionSource> Words = new(StringComparer.Ordinal)
    {
        ["$url"] = ExpressionSource.Url,
        ["$method"] = ExpressionSource.Method,
        ["$statusCode"] = ExpressionSource.StatusCode,
        ["$request.path"] = ExpressionSource.RequestPath,
        ["$request.basic.user"] = ExpressionSource.RequestBasicUser,
        ["$request.basic.password"] = ExpressionSource.RequestBasicPassword,
        ["$now"] = ExpressionSource.Now,
        ["$now.epoch"] = ExpressionSource.NowEpoch,
        ["$now.epoch_ms"] = ExpressionSource.NowEpochMilliseconds,
        ["$uuid"] = ExpressionSource.Uuid,
        ["$user.id"] = ExpressionSource.UserId,
        ["$user.name"] = ExpressionSource.UserName,
        ["$session.id"] = ExpressionSource.SessionId,
        ["$listed.id"] = ExpressionSource.ListedId,
        ["$listed.created_at"] = ExpressionSource.ListedCreatedAt,
        ["$listed.current"] = ExpressionSource.ListedCurrent,
        ["$reason"] = ExpressionSource.Reason,
        ["$reason.detail"] = ExpressionSource.ReasonDetail,
        ["$violation.field"] = ExpressionSource.ViolationField,
        ["$violation.pointer"] = ExpressionSource.ViolationPointer,
        ["$violation.message"] = ExpressionSource.ViolationMessage,
        ["$violation.value"] = ExpressionSource.ViolationValue,
    };

    private static readonly (string Prefix, ExpressionSource Source)[] Named =
    [
        ("$request.header.", ExpressionSource.RequestHeader),
        ("$request.query.", ExpressionSource.RequestQuery),
        ("$request.path.", ExpressionSource.RequestPathParameter),
        ("$request.cookie.", ExpressionSource.RequestCookie),
        ("$response.header.", ExpressionSource.ResponseHeader),
        ("$response.cookie.", ExpressionSource.ResponseCookie),
    ];

    private static readonly (string Prefix, ExpressionSource Source)[] Bodies =
    [
        ("$request.body", ExpressionSource.RequestBody),
        ("$response.body", ExpressionSource.ResponseBody),
    ];

    private static readonly (string Suffix, ExpressionSource Source)[] TokenParts =
    [
        (".issued_at", ExpressionSource.TokenIssuedAt),
        (".expires_at", ExpressionSource.TokenExpiresAt),
        (".expires_in", ExpressionSource.TokenExpiresIn),
        (".exp", ExpressionSource.TokenExpiry),
        (".exp_ms", ExpressionSource.TokenExpiryMilliseconds),
    ];

    /// <summary>Expressions as an author writes them, for messages that list what there is.</summary>
    public static IEnumerable<string> Vocabulary =>
        [
            .. Words.Keys,
            .. Named.Select(n => n.Prefix + "NAME"),
            .. Bodies.Select(b => b.Prefix + "#/POINTER"),
            "$token.KIND",
            .. TokenParts.Select(t => "$token.KIND" + t.Suffix),
        ];

    /// <summary>The place in the body that it reads; null where it reads no body.</summary>
    public JsonPointer? Pointer { get; } =
        Source is ExpressionSource.RequestBody or ExpressionSource.ResponseBody ? JsonPointer.TryParse(Name ?? "") : null;

    /// <summary>It as an author writes it: <c>$request.body#/user</c>.</summary>
    public string Written =>
        Named.FirstOrDefault(n => n.Source == Source) is { Prefix: { } prefix } ? prefix + Name
        : Bodies.FirstOrDefault(b => b.Source == Source) is { Prefix: { } body }
            ? body + (Name is { Length: > 0 } pointer ? "#" + pointer : "")
        : Words.FirstOrDefault(w => w.Value == Source) is { Key: { } word } ? word
        : $"$token.{Name}{TokenParts.FirstOrDefault(t => t.Source == Source).Suffix}";

    /// <summary>Whether it is about a violation, so that it has a value only in the answer to an invalid request.</summary>
    public bool IsViolation => Source is >= ExpressionSource.ViolationField and <= ExpressionSource.ViolationValue;

    /// <summary>Whether it is about a session in a list of them.</summary>
    public bool IsListed => Source is >= ExpressionSource.ListedId and <= ExpressionSource.ListedCurrent;

    /// <summary>Parses one expression, the whole of <paramref name="text"/>; null where it is none.</summary>
    public static Expression? Parse(string text)
    {
        if (Words.TryGetValue(text, out var word))
            return new Expression(word);
        foreach (var (prefix, source) in Named)
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
                return new Expression(source, text[prefix.Length..]);
        }

        foreach (var (prefix, source) in Bodies)
        {
            if (!text.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            var pointer = text[prefix.Length..];
            if (pointer is "" or "#")
                return new Expression(source, "");
            return pointer.StartsWith("#/", StringComparison.Ordinal) && JsonPointer.TryParse(pointer[1..]) is not null
                ? new Expression(source, pointer[1..])
                : null;
        }

        return ParseToken(text);
    }

    /// <summary>As an author writes it: <c>$request.header.X-Token</c>.</summary>
    public override string ToString() =>
        Bodies.FirstOrDefault(b => b.Source == Source).Prefix is { } body ? $"{body}#{Name}"
        : Named.FirstOrDefault(n => n.Source == Source).Prefix is { } named ? named + Name
        : TokenParts.FirstOrDefault(t => t.Source == Source).Suffix is { } suffix ? $"$token.{Name}{suffix}"
        : Source == ExpressionSource.Token ? $"$token.{Name}"
        : Words.First(w => w.Value == Source).Key;

    private static Expression? ParseToken(string text)
    {
        const string prefix = "$token.";
        if (!text.StartsWith(prefix, StringComparison.Ordinal))
            return null;
        foreach (var (suffix, source) in TokenParts)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal) && text.Length > prefix.Length + suffix.Length)
            {
                return new Expression(source, text[prefix.Length..^suffix.Length]);
            }
        }

        var kind = text[prefix.Length..];
        return kind.Length == 0 || kind.Contains('.', StringComparison.Ordinal) ? null : new Expression(ExpressionSource.Token, kind);
    }
}
