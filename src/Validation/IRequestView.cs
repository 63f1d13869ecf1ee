using Conformance.Contracts.Expressions;

namespace Conformance.Validation;

/// <summary>The parts of an HTTP request that a contract speaks of.</summary>
public interface IRequestView
{
    /// <summary>A header's value, several lines joined by commas (RFC 9110, section 5.3); null where it is absent.</summary>
    string? Header(string name);

    /// <summary>A cookie's decoded value; null where it is absent.</summary>
    string? Cookie(string name);

    /// <summary>The Cookie field as it was sent, several lines joined by semicolons (RFC 9113, section 8.2.3); null where it is absent.</summary>
    string? Cookies { get; }

    /// <summary>The decoded query in the order sent.</summary>
    IReadOnlyList<KeyValuePair<string, string>> Query { get; }

    /// <summary>The query as it was sent, without its question mark; empty where there is none.</summary>
    string RawQuery { get; }

    /// <summary>A decoded path parameter; null where the path has none of that name.</summary>
    string? PathParameter(string name);

    /// <summary>The path as it was sent, percent-encoded.</summary>
    string Path { get; }
}

/// <summary>Reads places in a request.</summary>
public static class RequestViewExtensions
{
    /// <summary>The text at a place outside the body; null where nothing is there.</summary>
    public static string? Text(this IRequestView request, Expression place) =>
        place.Source switch
        {
            ExpressionSource.RequestHeader => request.Header(place.Name!),
            ExpressionSource.RequestCookie => request.Cookie(place.Name!),
            ExpressionSource.RequestQuery => request.QueryValue(place.Name!),
            ExpressionSource.RequestPathParameter => request.PathParameter(place.Name!),
            ExpressionSource.RequestBasicUser => BasicCredentials.Of(request.Header("Authorization"))?.User,
            ExpressionSource.RequestBasicPassword => BasicCredentials.Of(request.Header("Authorization"))?.Password,
            _ => null,
        };

    /// <summary>The first value of a query parameter; null where it is absent.</summary>
    public static string? QueryValue(this IRequestView request, string name)
    {
        // By position, so that no enumerator is allocated.
        for (var i = 0; i < request.Query.Count; i++)
        {
            if (request.Query[i].Key == name)
                return request.Query[i].Value;
        }

        return null;
    }
}
