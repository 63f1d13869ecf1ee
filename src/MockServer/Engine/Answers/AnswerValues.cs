using System.Globalization;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Templates;
using Conformance.Contracts.Validation;
using Conformance.Documents;
using Conformance.MockServer.Engine.Logging;
using Conformance.MockServer.Engine.Requests;
using Conformance.MockServer.Engine.Routing;
using Conformance.MockServer.Engine.Stages;
using Conformance.MockServer.Engine.State;
using Conformance.Sessions;
using Microsoft.AspNetCore.Http;

namespace Conformance.MockServer.Engine.Answers;

/// <summary>One request on its way through the pipeline: what was found out so far, and what expressions stand for.</summary>
internal sealed class HttpExchange(HttpContext http, RequestView view, RouteResult route, World world) : ITemplateValues
{
    public HttpContext Http => http;

    public DateTimeOffset Now => world.Clock.GetUtcNow();

    /// <summary>The world in which it began; a reset does not take it out of it.</summary>
    public World World => world;

    public RequestView View => view;

    public RouteResult Route => route;

    public MountedContract Mount => route.Mount!;

    /// <summary>The sessions of the contract; null where it says nothing about tokens.</summary>
    public SessionWorld? Sessions => world.SessionsOf(Mount);

    public Operation? Operation { get; set; }

    /// <summary>The body, where it is valid, for expressions and token places to read.</summary>
    public BodyValue? Body { get; set; }

    public IReadOnlyList<RequestViolation> Broken { get; set; } = [];

    public Refusal? Refused { get; set; }

    public Decision Decision { get; set; }

    public Issued? Issued { get; set; }

    public User? User { get; set; }

    /// <summary>Whether the answer is checked against the contract before it is sent.</summary>
    public bool ChecksSelf { get; init; }

    /// <summary>How the answer breaks the contract; null where it does not, or was not checked.</summary>
    public string? BrokenPromise { get; set; }

    /// <summary>How the request ended where neither its acceptance nor a refusal says it.</summary>
    public OutcomeKind? Outcome { get; set; }

    /// <summary>The id of the last fault that struck.</summary>
    public string? Fault { get; set; }

    /// <summary>Whether a fault broke the connection, so that no status was sent.</summary>
    public bool IsBroken { get; set; }

    /// <summary>What the log says beside the reason.</summary>
    public string? Note { get; set; }

    public int Violations => Broken.Count;

    private Session? Session => Issued?.Session ?? Decision.Session;

    public void WriteJson(Expression expression, int violation, Utf8JsonWriter writer)
    {
        if (expression.Source == ExpressionSource.RequestBody)
        {
            // As it was sent: an escape that stands for no character cannot be written anew.
            if (Body?.At(expression.Pointer!) is { } value)
                writer.WriteRawValue(value.GetRawText(), skipInputValidation: true);
            else
                writer.WriteNullValue();
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
            ExpressionSource.Url =>
                $"{http.Request.Scheme}://{http.Request.Host}{http.Request.PathBase}{http.Request.Path}{http.Request.QueryString}",
            ExpressionSource.Method => http.Request.Method,
            ExpressionSource.RequestPath => view.Path[Math.Min(route.PrefixLength, view.Path.Length)..],
            ExpressionSource.RequestBody => BodyText(expression.Pointer!) ?? "",
            ExpressionSource.Now => Timestamps.Rfc3339(Now),
            ExpressionSource.Uuid => world.Entropy.NewUuid().ToString(),
            ExpressionSource.UserId => (User ?? Session?.User)?.Id ?? "",
            ExpressionSource.UserName => (User ?? Session?.User)?.Name ?? "",
            ExpressionSource.SessionId => Session?.Id ?? "",
            ExpressionSource.Token => TokenOf(expression)?.Text ?? "",
            ExpressionSource.TokenIssuedAt => LifeOf(expression) is { } life ? Timestamps.Rfc3339(life.IssuedAt) : "",
            ExpressionSource.TokenExpiresAt => LifeOf(expression)?.ExpiresAt is { } at ? Timestamps.Rfc3339(at) : "",
            ExpressionSource.Reason => Refused?.Name() ?? "",
            ExpressionSource.ViolationField => Broken.ElementAtOrDefault(violation)?.Field ?? "",
            ExpressionSource.ViolationPointer => Broken.ElementAtOrDefault(violation)?.Pointer ?? "",
            ExpressionSource.ViolationMessage => Broken.ElementAtOrDefault(violation)?.Message ?? "",
            ExpressionSource.ViolationValue => Broken.ElementAtOrDefault(violation)?.Value ?? "",
            _ => view.Text(expression) ?? "",
        };

    /// <summary>A violation in the mock's own words, which do not say what was found where the operation takes a password or an assertion.</summary>
    public string Tell(RequestViolation violation)
    {
        return Operation?.Session is { } session && (IsAt(session.Secret) || IsAt(session.Assertion))
            ? violation.Expectation
            : violation.Message;

        bool IsAt(Expression? place) =>
            place is { Source: ExpressionSource.RequestBody }
                ? violation.In == "body" && violation.Pointer.StartsWith(place.Name!, StringComparison.Ordinal)
                : place is not null && violation.In != "body" && violation.Field.Equals(place.Name, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>A header's value with its expressions filled in; what a request sent may come back in one, but for what would end it (RFC 9110, section 5.5).</summary>
    public string Text(TextTemplate header) =>
        header.IsPlain
            ? header.Parts[0].Text!
            : HttpField.Value(string.Concat(header.Parts.Select(p => p.Text ?? Text(p.Expression!, violation: 0))));

    /// <summary>The text at a place of the request, in the body too; null where nothing is there.</summary>
    public string? Read(Expression? place) =>
        place switch
        {
            null => null,
            { Source: ExpressionSource.RequestBody } => BodyText(place.Pointer!),
            _ => view.Text(place),
        };

    private long? Number(Expression expression) =>
        expression.Source switch
        {
            ExpressionSource.StatusCode => http.Response.StatusCode,
            ExpressionSource.NowEpoch => Now.ToUnixTimeSeconds(),
            ExpressionSource.NowEpochMilliseconds => Now.ToUnixTimeMilliseconds(),
            ExpressionSource.TokenExpiresIn => LifeOf(expression)?.ExpiresAt is { } at ? (long)Math.Ceiling((at - Now).TotalSeconds) : null,
            ExpressionSource.TokenExpiry => LifeOf(expression)?.ExpiresAt?.ToUnixTimeSeconds(),
            ExpressionSource.TokenExpiryMilliseconds => LifeOf(expression)?.ExpiresAt?.ToUnixTimeMilliseconds(),
            _ => null,
        };

    private string? BodyText(JsonPointer pointer)
    {
        if (Body?.At(pointer) is not { } value)
            return null;
        return value.ValueKind switch
        {
            JsonValueKind.String => JsonText.Of(value),
            JsonValueKind.Null => null,
            _ => value.GetRawText(),
        };
    }

    private IssuedToken? TokenOf(Expression expression) => Issued?.OfKind(Mount.Contract.Session!.Policy.IndexOf(expression.Name!));

    // In the answer of an operation that issues nothing, the token that opened it is meant.
    private TokenRecord? RecordOf(Expression expression) =>
        TokenOf(expression)?.Record ?? (Decision.Token is { } token && token.KindName == expression.Name ? token : null);

    // A login that is answered by preference issues nothing; its answer tells the times of a token that would have been issued now.
    private (DateTimeOffset IssuedAt, DateTimeOffset? ExpiresAt)? LifeOf(Expression expression)
    {
        if (RecordOf(expression) is { } record)
            return (record.IssuedAt, record.ExpiresAt);
        if (
            Operation?.Session is not { } session
            || Mount.Contract.Session is not { } plan
            || plan.Policy.IndexOf(expression.Name!) is var kind && !session.Issues.Contains(kind)
        )
            return null;
        var now = Now;
        return (now, now + plan.Policy.Kinds[kind].Lifetime);
    }
}
