using System.Globalization;

namespace Conformance.Contracts.Model;

/// <summary>The documented responses of an operation, to choose answers from by status and example.</summary>
public sealed class DocumentedAnswers
{
    private readonly AnswerFactory _factory;

    internal DocumentedAnswers(IReadOnlyList<Response> responses, AnswerFactory factory) => (Responses, _factory) = (responses, factory);

    /// <summary>The responses in the order written.</summary>
    public IReadOnlyList<Response> Responses { get; }

    /// <summary>What there is to choose, for people: <c>200 (logged-in)</c>.</summary>
    public IEnumerable<string> Choices =>
        Responses.Select(r =>
        {
            var names = r
                .Content.SelectMany(c => c.Examples)
                .Select(e => e.Name)
                .Where(n => n.Length > 0)
                .Distinct(StringComparer.Ordinal)
                .ToList();
            return names.Count == 0 ? r.Key : $"{r.Key} ({string.Join(", ", names)})";
        });

    /// <summary>The answer of a status and a named example, either of which may be left open; null where nothing of the kind is documented.</summary>
    public Answer? Choose(string? code, string? example)
    {
        if (code is null)
            return Responses
                .Where(r => r.Status is null or >= 200)
                .Select(r => _factory.Named(r.Status ?? 200, r, example!))
                .FirstOrDefault(a => a is not null);
        if (!int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var status) || status is < 200 or > 599)
            return null;
        if (For(status) is not { } response)
            return null;
        return example is null ? _factory.All(status, response).FirstOrDefault() : _factory.Named(status, response, example);
    }

    /// <summary>The response that documents a status: under its own key, else under its range, else <c>default</c>; null where none does.</summary>
    public Response? For(int status)
    {
        Response? best = null;
        for (var i = 0; i < Responses.Count; i++)
        {
            var response = Responses[i];
            if (response.Status == status)
                return response;
            if (response.Range == status / 100)
                best = response;
            else if (response.Key == "default")
                best ??= response;
        }

        return best;
    }

    /// <summary>The response of a status: under its own key, else under its range (<c>4XX</c>).</summary>
    internal static Response? Exact(IReadOnlyList<Response> responses, int status) =>
        responses.FirstOrDefault(r => r.Status == status) ?? responses.FirstOrDefault(r => r.Range == status / 100);
}
