using System.Collections.Immutable;
using System.Xml;
using Conformance.Contracts.Model;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>Compiles <c>x-session</c> at the root of a document, once its schema has accepted it.</summary>
internal static class SessionCompiler
{
    private const int DefaultOpaqueLength = 43;

    public static SessionPlan? Compile(Node root, Problems problems)
    {
        if (root["x-session"] is not { } node)
            return null;
        var kinds = ImmutableArray.CreateBuilder<TokenKind>();
        var claims = ImmutableArray.CreateBuilder<string>();
        foreach (var (name, _, kind) in node["tokens"]?.Members ?? [])
        {
            if (name.StartsWith("x-", StringComparison.Ordinal))
                continue;
            if (!AreDurationsInRange(kind, problems))
                continue;
            claims.Add(kind["claims"]?.ToJsonNode()?.ToJsonString() ?? "");
            kinds.Add(
                new TokenKind(
                    name,
                    Format(kind) ?? AsDocumented(root, name),
                    Duration(kind["lifetime"]),
                    RotationOf(kind["rotation"]?.AsString())
                )
                {
                    Idle = Duration(kind["idle"]),
                    SessionLifetime = Duration(kind["session"]),
                    Grace = Duration(kind["grace"]) ?? TimeSpan.Zero,
                    WriteClaims = ClaimsTemplate.Compile(kind["claims"], problems),
                }
            );
        }

        if (kinds.Count == 0)
            return null;
        if (kinds.Count > SessionPolicy.MostKinds)
        {
            problems.Error(
                "too-many-kinds",
                node["tokens"]!.At,
                $"x-session lists {kinds.Count} kinds of tokens; expected at most {SessionPolicy.MostKinds}.",
                "Leave out the kinds that no operation presents or issues."
            );
            return null;
        }

        var policy = new SessionPolicy(kinds.ToImmutable());
        return new SessionPlan(policy, SchemeMap.Build(root, node["tokens"]!, policy, problems))
        {
            Refusals = RuleCompiler.Refusals(node["refusals"], policy, problems),
            Claims = claims.ToImmutable(),
            Client = node["client"],
        };
    }

    // Without a shape of its own a token looks as its schemas ask; lint tells where that cannot be.
    private static TokenFormat AsDocumented(Node root, string kind) =>
        TokenSchemas.Of(root, kind) is { Count: > 0 } schemas && TokenText.Of(schemas) is { IsFree: false } text
            ? DocumentedFormat.Of(text) ?? Opaque(null)
            : Opaque(null);

    private static TokenFormat? Format(Node kind) =>
        kind["format"]?.AsString() switch
        {
            "jwt" => new JwtFormat(kind["algorithm"]?.AsString() == "RS256" ? JwtAlgorithm.RS256 : JwtAlgorithm.HS256),
            "jwe" => new JweFormat(),
            _ => kind["shape"] is { } shape ? Opaque(shape) : null,
        };

    private static OpaqueFormat Opaque(Node? shape) =>
        new(
            shape?["length"]?.AsInt32() ?? DefaultOpaqueLength,
            shape?["alphabet"]?.AsString() switch
            {
                "hex" => OpaqueFormat.Hex,
                "alphanumeric" => OpaqueFormat.Base64Url[..^2],
                _ => OpaqueFormat.Base64Url,
            },
            shape?["prefix"]?.AsString() ?? ""
        );

    private static bool AreDurationsInRange(Node kind, Problems problems)
    {
        var areInRange = true;
        foreach (var name in (string[])["lifetime", "idle", "session", "grace"])
        {
            if (Duration(kind[name]) is not { } time || (time >= TimeSpan.FromSeconds(1) && time <= TokenKind.LongestLifetime))
                continue;
            areInRange = false;
            problems.Error(
                "lifetime",
                kind[name]!.At,
                $"The duration {kind[name]!.Describe()} of \"{name}\" is out of range; expected one second to 1000 years.",
                name == "grace"
                    ? "Write a duration such as PT30S, or leave it out for a token that ends when it is replaced."
                    : "Write a duration such as PT1H or P7D, or leave it out for a token that never expires."
            );
        }

        return areInRange;
    }

    private static TimeSpan? Duration(Node? node)
    {
        if (node?.AsString() is not { } text)
            return null;
        try
        {
            // XML Schema's durations are ISO 8601's without weeks.
            return text.EndsWith('W')
                ? TimeSpan.FromDays(7 * double.Parse(text[1..^1], System.Globalization.CultureInfo.InvariantCulture))
                : XmlConvert.ToTimeSpan(text);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            return TimeSpan.MaxValue;
        }
    }

    private static Rotation RotationOf(string? text) =>
        text switch
        {
            "rotate" => Rotation.Rotate,
            "rotate-and-detect-reuse" => Rotation.RotateAndDetectReuse,
            _ => Rotation.None,
        };
}
