using Conformance.Contracts;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;

namespace Conformance.Testing;

/// <summary>The headers in which a contract's protected operations take the tokens of a session.</summary>
internal static class TokenHeaders
{
    /// <summary>Name and value of each; of several ways to present a token the first one that is headers and cookies alone.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Of(Contract contract, MockLogin login)
    {
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var cookies = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var operation in contract.Roles.Protected)
        {
            var way = operation.Session!.Alternatives.FirstOrDefault(a => a.Slots.Length > 0 && a.Slots.All(s => TextOf(s) is not null));
            foreach (var slot in way?.Slots ?? [])
            {
                var place = slot.Places[0];
                if (place.Expression.Source == ExpressionSource.RequestCookie)
                    cookies.TryAdd(place.Expression.Name!, TextOf(slot)!);
                else
                    headers.TryAdd(place.Expression.Name!, TextOf(slot)!);
            }
        }

        if (cookies.Count > 0)
            headers["Cookie"] = string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}"));
        return headers;

        string? TextOf(TokenSlot slot) =>
            slot.Places is [{ Expression.Source: ExpressionSource.RequestHeader or ExpressionSource.RequestCookie } place]
            && login.Tokens.TryGetValue(contract.Session!.Policy.Kinds[slot.Kind].Name, out var token)
                ? place.Scheme is { } scheme
                    ? $"{scheme} {token}"
                    : place.Around.Wrap(token)
                : null;
    }
}
