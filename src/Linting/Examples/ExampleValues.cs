using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Templates;

namespace Conformance.Linting.Examples;

/// <summary>A plausible value for every expression, of the JSON type that it has in an answer.</summary>
internal sealed class ExampleValues : ITemplateValues
{
    public int Violations => 1;

    public int Listed => 1;

    /// <summary>Whether nothing is known of the value before a request is there.</summary>
    public static bool IsFree(ExpressionSource source) =>
        source
            is ExpressionSource.RequestBody
                or ExpressionSource.StatusCode
                or ExpressionSource.Method
                or ExpressionSource.Reason
                or ExpressionSource.Token
                or ExpressionSource.RequestHeader
                or ExpressionSource.RequestQuery
                or ExpressionSource.RequestPathParameter
                or ExpressionSource.RequestCookie
                or ExpressionSource.UserName
                or (>= ExpressionSource.ViolationField and <= ExpressionSource.ViolationValue);

    public void WriteJson(Expression expression, int violation, Utf8JsonWriter writer)
    {
        if (expression.Source == ExpressionSource.ListedCurrent)
            writer.WriteBooleanValue(true);
        else if (Number(expression.Source) is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(Text(expression, violation));
    }

    public string Text(Expression expression, int violation) =>
        expression.Source switch
        {
            ExpressionSource.Url => "https://api.example.com/v1/things",
            ExpressionSource.RequestPath => "/v1/things",
            ExpressionSource.Now or ExpressionSource.ListedCreatedAt or ExpressionSource.TokenIssuedAt or ExpressionSource.TokenExpiresAt =>
                "2026-01-02T03:04:05.000Z",
            ExpressionSource.Uuid or ExpressionSource.UserId or ExpressionSource.SessionId or ExpressionSource.ListedId =>
                "5f0c2a1e-7d3b-4c58-9a46-0b1f2e3d4c5a",
            ExpressionSource.UserName => "alice@example.com",
            var source => Number(source)?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "text",
        };

    private static long? Number(ExpressionSource source) =>
        source switch
        {
            ExpressionSource.StatusCode => 200,
            ExpressionSource.TokenExpiresIn => 3_600,
            ExpressionSource.NowEpoch or ExpressionSource.TokenExpiry => 1_767_323_045,
            ExpressionSource.NowEpochMilliseconds or ExpressionSource.TokenExpiryMilliseconds => 1_767_323_045_000,
            _ => null,
        };
}
