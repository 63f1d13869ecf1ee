namespace Conformance.Contracts.Expressions;

/// <summary>
/// What an expression reads. The first group is OpenAPI's (OpenAPI 3.1.1, section 4.8.20.4, Runtime Expressions); the rest are the
/// additions of this project's contract format (specs/README.md).
/// </summary>
public enum ExpressionSource
{
    /// <summary><c>$url</c>: the absolute URL of the request.</summary>
    Url,

    /// <summary><c>$method</c>: the request's method.</summary>
    Method,

    /// <summary><c>$statusCode</c>: the response's status.</summary>
    StatusCode,

    /// <summary><c>$request.header.NAME</c>; names are case-insensitive.</summary>
    RequestHeader,

    /// <summary><c>$request.query.NAME</c>.</summary>
    RequestQuery,

    /// <summary><c>$request.path.NAME</c>: a path parameter.</summary>
    RequestPathParameter,

    /// <summary><c>$request.body</c> or <c>$request.body#/pointer</c>.</summary>
    RequestBody,

    /// <summary><c>$response.header.NAME</c>.</summary>
    ResponseHeader,

    /// <summary><c>$response.body</c> or <c>$response.body#/pointer</c>.</summary>
    ResponseBody,

    /// <summary><c>$request.path</c>: the request's path below the mount, with the server's base path.</summary>
    RequestPath,

    /// <summary><c>$request.cookie.NAME</c>.</summary>
    RequestCookie,

    /// <summary><c>$request.basic.user</c>: the user-id of the Basic credentials in the Authorization header (RFC 7617).</summary>
    RequestBasicUser,

    /// <summary><c>$request.basic.password</c>: their password.</summary>
    RequestBasicPassword,

    /// <summary><c>$response.cookie.NAME</c>.</summary>
    ResponseCookie,

    /// <summary><c>$now</c>: RFC 3339 in UTC with milliseconds.</summary>
    Now,

    /// <summary><c>$now.epoch</c>: seconds since 1970 (integer).</summary>
    NowEpoch,

    /// <summary><c>$now.epoch_ms</c>: milliseconds since 1970 (integer).</summary>
    NowEpochMilliseconds,

    /// <summary><c>$uuid</c>: a new UUID each time.</summary>
    Uuid,

    /// <summary><c>$user.id</c>.</summary>
    UserId,

    /// <summary><c>$user.name</c>: the name that the user logs in with.</summary>
    UserName,

    /// <summary><c>$session.id</c>.</summary>
    SessionId,

    /// <summary><c>$token.KIND</c>: the text of an issued token; a contract's <c>issues</c> places it without being told.</summary>
    Token,

    /// <summary><c>$token.KIND.issued_at</c>: RFC 3339.</summary>
    TokenIssuedAt,

    /// <summary><c>$token.KIND.expires_at</c>: RFC 3339.</summary>
    TokenExpiresAt,

    /// <summary><c>$token.KIND.expires_in</c>: whole seconds from now (integer).</summary>
    TokenExpiresIn,

    /// <summary><c>$token.KIND.exp</c>: seconds since 1970 (integer), as RFC 7519's NumericDate.</summary>
    TokenExpiry,

    /// <summary><c>$token.KIND.exp_ms</c>: milliseconds since 1970 (integer).</summary>
    TokenExpiryMilliseconds,

    /// <summary><c>$listed.id</c>: the id of a live session of the user; an array item that mentions it is repeated for each.</summary>
    ListedId,

    /// <summary><c>$listed.created_at</c>: when it began, RFC 3339.</summary>
    ListedCreatedAt,

    /// <summary><c>$listed.current</c>: whether it is the one that asks (boolean).</summary>
    ListedCurrent,

    /// <summary><c>$reason</c>: why the request is refused.</summary>
    Reason,

    /// <summary><c>$reason.detail</c>: the same in a sentence.</summary>
    ReasonDetail,

    /// <summary>The absolute URL of the request without its query: what a mock points from in a <c>Location</c> of its own.</summary>
    UrlWithoutQuery,

    /// <summary>The path of the request as it was sent, with all that comes before it.</summary>
    PathWithoutQuery,

    /// <summary><c>$violation.field</c>: the name of the offending field or parameter.</summary>
    ViolationField,

    /// <summary><c>$violation.pointer</c>: its place as a JSON pointer.</summary>
    ViolationPointer,

    /// <summary><c>$violation.message</c>: a sentence.</summary>
    ViolationMessage,

    /// <summary><c>$violation.value</c>: what was found, as a string; empty where nothing was.</summary>
    ViolationValue,
}
