using Conformance.Contracts.Model;
using Conformance.Validation;
using Conformance.Verification.Oracle;
using Reqnroll;

namespace Conformance.Verification.Steps;

/// <summary>Holds the cookies of a login against the attributes that the contract documents for them (RFC 6265, section 4.1.2).</summary>
[Binding]
internal sealed class CookieSteps(ScenarioState state)
{
    private const string Field = "Set-Cookie";

    /// <summary>The documented <c>Set-Cookie</c> lines of an operation that have attributes.</summary>
    public static IEnumerable<string> Documented(Operation? operation) =>
        (operation?.Success ?? [])
            .Take(1)
            .SelectMany(a => a.Headers)
            .Where(h => h.Name.Equals(Field, StringComparison.OrdinalIgnoreCase))
            .Select(h => string.Concat(h.Value.Parts.Select(p => p.Text)))
            .Where(line => SetCookies.Pair(line) is not null && SetCookies.Attributes(line).Any());

    [Then(
        "its cookies have the documented attributes",
        Description = "Each Set-Cookie of the answer has the flags, the path and the SameSite that the documented one has, and a lifetime where that has one."
    )]
    public void HaveAttributes()
    {
        var reply = state.Reply;
        var told = 0;
        foreach (var documented in Documented(reply.Request.Operation))
        {
            var name = SetCookies.Pair(documented)!.Value.Name;
            if (reply.Header(Field).LastOrDefault(l => SetCookies.Pair(l)?.Name == name) is not { } line)
                throw state.Oracle.Miss($"a cookie \"{name}\", as documented", "none of that name", reply);
            told++;
            var attributes = SetCookies.Attributes(line).ToList();
            foreach (var wanted in SetCookies.Attributes(documented))
            {
                if (!attributes.Exists(a => Fits(wanted, a)))
                    throw state.Oracle.Miss(
                        $"the cookie \"{name}\" with {wanted.Name}{(wanted.Value.Length > 0 && HasValue(wanted.Name) ? $"={wanted.Value}" : "")}, as documented",
                        attributes.Count == 0
                            ? "no attribute"
                            : string.Join("; ", attributes.Select(a => a.Value.Length > 0 ? $"{a.Name}={a.Value}" : a.Name)),
                        reply
                    );
            }
        }

        if (told == 0)
            throw new NotApplicableException("The contract documents no attributes of the cookies of this answer.");
    }

    // Whose value does not depend on the day, and is the contract's to say. Where a server stands decides on its domain.
    private static bool HasValue(string name) => Is(name, "SameSite") || Is(name, "Path");

    private static bool Fits((string Name, string Value) wanted, (string Name, string Value) found) =>
        Is(wanted.Name, "Domain") ? true
        : IsLifetime(wanted.Name) ? IsLifetime(found.Name)
        : Is(found.Name, wanted.Name)
            && (
                !HasValue(wanted.Name)
                || found.Value.Equals(wanted.Value, StringComparison.OrdinalIgnoreCase)
                || (Is(wanted.Name, "Path") && wanted.Value.Length > 1 && found.Value.EndsWith(wanted.Value, StringComparison.Ordinal))
            );

    private static bool IsLifetime(string name) => Is(name, "Max-Age") || Is(name, "Expires");

    private static bool Is(string name, string other) => name.Equals(other, StringComparison.OrdinalIgnoreCase);
}
