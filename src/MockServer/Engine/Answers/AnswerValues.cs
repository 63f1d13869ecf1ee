using System.Globalization;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Templates;
using Conformance.MockServer.Engine.Requests;
using Conformance.Sessions;
using Conformance.Validation;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>What the expressions of an answer stand for.</summary>
/// <param name="body">The request's body, where it is valid.</param>
internal sealed class AnswerValues(MockRequest request, RequestOutcome outcome, BodyValue? body) : ITemplateValues
{
    public MockRequest Request => request;

    public RequestOutcome Outcome => outcome;

    public int Violations => outcome.Violations.Count;

    public int Listed => outcome.Listed.Length;

    private HttpRequest Http => request.Http.Request;

    public void WriteJson(Expression expression, int violation, Utf8JsonWriter writer)
    {
        if (expression.Source == ExpressionSource.RequestBody)
        {
            // As it was sent: an escape that stands for no character cannot be written anew.
            if (body?.At(expression.Pointer!) is { } value)
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
            else
                writer.WriteNullValue();
        }
        else if (expression.Source == ExpressionSource.ListedCurrent)
        {
            writer.WriteBooleanValue(IsCurrent(violation));
        }
        else if (Number(expression) is { } number)
        {
            writer.WriteNumberValue(number);
        }
        else
        {
            writer.WriteStringValue(Text(expression, violation));
        }
    }

    public string Text(Expression expression, int violation) =>
        Number(expression)?.ToString(CultureInfo.InvariantCulture)
        ?? expression.Source switch
        {
            ExpressionSource.Url => $"{Http.Scheme}://{Http.Host}{Http.PathBase}{Http.Path}{Http.QueryString}",
            ExpressionSource.Method => Http.Method,
            ExpressionSource.RequestPath => request.Path[Math.Min(request.Route.PrefixLength, request.Path.Length)..],
            ExpressionSource.RequestBody => RequestContent.TextOf(body, expression.Pointer!) ?? "",
            ExpressionSource.Now => Timestamps.Rfc3339(request.Now),
            ExpressionSource.Uuid => request.State.Entropy.NewUuid().ToString(),
            ExpressionSource.UserId => (outcome.User ?? outcome.Session?.User)?.Id ?? "",
            ExpressionSource.UserName => (outcome.User ?? outcome.Session?.User)?.Name ?? "",
            ExpressionSource.SessionId => outcome.Session?.Id ?? "",
            ExpressionSource.Token => TokenOf(expression)?.Text ?? "",
            ExpressionSource.TokenIssuedAt => LifeOf(expression) is { } life ? Timestamps.Rfc3339(life.IssuedAt) : "",
            ExpressionSource.TokenExpiresAt => LifeOf(expression)?.ExpiresAt is { } at ? Timestamps.Rfc3339(at) : "",
            ExpressionSource.ListedId => SessionAt(violation)?.Id ?? "",
            ExpressionSource.ListedCreatedAt => SessionAt(violation) is { } listed ? Timestamps.Rfc3339(listed.CreatedAt) : "",
            ExpressionSource.ListedCurrent => IsCurrent(violation) ? "true" : "false",
            ExpressionSource.Reason => outcome.Refusal?.Name() ?? "",
            ExpressionSource.ViolationField => outcome.Violations.ElementAtOrDefault(violation)?.Field ?? "",
            ExpressionSource.ViolationPointer => outcome.Violations.ElementAtOrDefault(violation)?.Pointer ?? "",
            ExpressionSource.ViolationMessage => outcome.Violations.ElementAtOrDefault(violation)?.Message ?? "",
            ExpressionSource.ViolationValue => outcome.Violations.ElementAtOrDefault(violation)?.Value ?? "",
            ExpressionSource.ReasonDetail => ProblemWriter.DetailOf(request, outcome) ?? "",
            ExpressionSource.UrlWithoutQuery => $"{Http.Scheme}://{Http.Host}{Http.PathBase}{request.Path.TrimEnd('/')}",
            ExpressionSource.PathWithoutQuery => $"{Http.PathBase}{request.Path.TrimEnd('/')}",
            _ => request.Text(expression) ?? DefaultOf(expression) ?? "",
        };

    /// <summary>A header's value with its expressions filled in; what a request sent may come back in one, but for what would end it (RFC 9110, section 5.5).</summary>
    public string Text(TextTemplate header) =>
        header.IsPlain
            ? header.Parts[0].Text!
            : HttpField.Value(string.Concat(header.Parts.Select(p => p.Text ?? Text(p.Expression!, violation: 0))));

    private SessionSnapshot? SessionAt(int index) => index < outcome.Listed.Length ? outcome.Listed[index] : null;

    private bool IsCurrent(int index) => SessionAt(index)?.Id == outcome.Session?.Id;

    private long? Number(Expression expression) =>
        expression.Source switch
        {
            ExpressionSource.StatusCode => request.Http.Response.StatusCode,
            ExpressionSource.NowEpoch => request.Now.ToUnixTimeSeconds(),
            ExpressionSource.NowEpochMilliseconds => request.Now.ToUnixTimeMilliseconds(),
            ExpressionSource.TokenExpiresIn => LifeOf(expression)?.ExpiresAt is { } at
                ? (long)Math.Ceiling((at - request.Now).TotalSeconds)
                : null,
            ExpressionSource.TokenExpiry => LifeOf(expression)?.ExpiresAt?.ToUnixTimeSeconds(),
            ExpressionSource.TokenExpiryMilliseconds => LifeOf(expression)?.ExpiresAt?.ToUnixTimeMilliseconds(),
            _ => null,
        };

    // What the client leaves out is what the document says it then is (OpenAPI 3.1.1, section 4.8.24; JSON Schema Validation, section 9.2).
    private string? DefaultOf(Expression expression)
    {
        ParameterLocation? place = expression.Source switch
        {
            ExpressionSource.RequestQuery => ParameterLocation.Query,
            ExpressionSource.RequestHeader => ParameterLocation.Header,
            ExpressionSource.RequestPathParameter => ParameterLocation.Path,
            ExpressionSource.RequestCookie => ParameterLocation.Cookie,
            _ => null,
        };
        if (place is null)
            return null;
        var comparison = place == ParameterLocation.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        var parameter = request.Operation?.Parameters.FirstOrDefault(p => p.In == place && p.Name.Equals(expression.Name, comparison));
        return parameter?.Schema?.Default is { } value ? FormFields.Text(value.ToJsonNode()) : null;
    }

    private IssuedToken? TokenOf(Expression expression) =>
        outcome.Issued?.OfKind(request.Mount.Contract.Session!.Policy.IndexOf(expression.Name!));

    // In the answer of an operation that issues nothing, the token that opened it is meant.
    private TokenRecord? RecordOf(Expression expression) =>
        TokenOf(expression)?.Record ?? (outcome.Decision.Token is { } token && token.KindName == expression.Name ? token : null);

    // A login that is answered by preference issues nothing; its answer tells the times of a token that would have been issued now.
    private (DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt)? LifeOf(Expression expression)
    {
        if (RecordOf(expression) is { } record)
            return (record.IssuedAt, record.ExpiresAt);
        if (
            request.Operation?.Session is not { } session
            || request.Mount.Contract.Session is not { } plan
            || plan.Policy.IndexOf(expression.Name!) is var kind && !session.Issues.Contains(kind)
        )
            return null;
        var now = request.Now;
        return (now, now + plan.Policy.Kinds[kind].Lifetime);
    }
}
