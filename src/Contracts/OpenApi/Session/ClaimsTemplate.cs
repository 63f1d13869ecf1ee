using System.Buffers;
using System.Globalization;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Templates;
using Conformance.Documents;
using Conformance.Sessions;

namespace Conformance.Contracts.OpenApi.Session;

/// <summary>The claims that a contract adds to its tokens.</summary>
internal static class ClaimsTemplate
{
    /// <summary>Compiles <c>claims</c> into what writes them; null where there are none.</summary>
    public static Action<Utf8JsonWriter, TokenContext>? Compile(Node? claims, Problems problems)
    {
        if (claims is not { Members.Count: > 0 })
            return null;
        var unknown = new List<string>();
        var templates = claims
            .Members.Select(m => (Name: JsonEncodedText.Encode(m.Name), Value: JsonTemplateCompiler.Compile(m.Value.ToJsonNode(), unknown)))
            .ToArray();
        foreach (var text in unknown)
        {
            problems.Error(
                "unknown-expression",
                claims.At,
                $"A claim embeds \"{{{text}}}\", which is no expression that this project knows.",
                $"Write one of {string.Join(", ", ClaimValues.Vocabulary)}."
            );
        }

        return (writer, context) =>
        {
            var values = new ClaimValues(context);
            var buffer = new ArrayBufferWriter<byte>(64);
            foreach (var (name, value) in templates)
            {
                buffer.ResetWrittenCount();
                value.Write(buffer, values);
                writer.WritePropertyName(name);
                writer.WriteRawValue(buffer.WrittenSpan);
            }
        };
    }

    private sealed class ClaimValues(TokenContext token) : ITemplateValues
    {
        public static readonly string[] Vocabulary =
        [
            "$user.id",
            "$user.name",
            "$session.id",
            "$uuid",
            "$now",
            "$now.epoch",
            "$token.KIND.issued_at",
            "$token.KIND.expires_at",
            "$token.KIND.exp",
        ];

        public int Violations => 0;

        public int Listed => 0;

        public void WriteJson(Expression expression, int violation, Utf8JsonWriter writer)
        {
            var text = Text(expression, violation);
            if (
                expression.Source
                    is ExpressionSource.NowEpoch
                        or ExpressionSource.NowEpochMilliseconds
                        or ExpressionSource.TokenExpiry
                        or ExpressionSource.TokenExpiryMilliseconds
                        or ExpressionSource.TokenExpiresIn
                && text.Length > 0
            )
                writer.WriteRawValue(text);
            else
                writer.WriteStringValue(text);
        }

        public string Text(Expression expression, int violation) =>
            expression.Source switch
            {
                ExpressionSource.UserId => token.User?.Id ?? "",
                ExpressionSource.UserName => token.User?.Name ?? "",
                ExpressionSource.SessionId => token.SessionId,
                ExpressionSource.Uuid => token.Id,
                ExpressionSource.Now or ExpressionSource.TokenIssuedAt => Timestamps.Rfc3339(token.IssuedAt),
                ExpressionSource.NowEpoch => Number(token.IssuedAt.ToUnixTimeSeconds()),
                ExpressionSource.NowEpochMilliseconds => Number(token.IssuedAt.ToUnixTimeMilliseconds()),
                ExpressionSource.TokenExpiresAt => token.ExpiresAt is { } at ? Timestamps.Rfc3339(at) : "",
                ExpressionSource.TokenExpiresIn => token.ExpiresAt is { } at ? Number((long)(at - token.IssuedAt).TotalSeconds) : "",
                ExpressionSource.TokenExpiry => token.ExpiresAt is { } at ? Number(at.ToUnixTimeSeconds()) : "",
                ExpressionSource.TokenExpiryMilliseconds => token.ExpiresAt is { } at ? Number(at.ToUnixTimeMilliseconds()) : "",
                _ => "",
            };

        private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
    }
}
