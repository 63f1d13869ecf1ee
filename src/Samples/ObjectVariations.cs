using System.Text.Json;

namespace Conformance.Samples;

/// <summary>Objects that differ in one property from the full one of a draft.</summary>
internal sealed class ObjectVariations(ObjectDraft draft, IReadOnlyDictionary<string, JsonElement> full)
{
    private IEnumerable<string> Optional =>
        draft.Plan.Where(property => !property.IsRequired && full.ContainsKey(property.Name)).Select(property => property.Name);

    /// <summary>The full one, each time without another optional property.</summary>
    public IEnumerable<Dictionary<string, JsonElement>> WithoutOne() =>
        Optional.Select(name =>
        {
            var other = new Dictionary<string, JsonElement>(full, StringComparer.Ordinal);
            other.Remove(name);
            return other;
        });

    /// <summary>What is required, each time with another optional property.</summary>
    public IEnumerable<Dictionary<string, JsonElement>> WithOne() =>
        Optional.Select(name =>
            draft.With(property =>
                (property.IsRequired && !property.IsLeftOut) || string.Equals(property.Name, name, StringComparison.Ordinal)
            )
        );

    /// <summary>The full one with another value of one property; all in turn, so that none with endless values keeps the others back.</summary>
    public IEnumerable<Dictionary<string, JsonElement>> WithOther()
    {
        var streams = draft
            .Plan.Where(property => full.ContainsKey(property.Name))
            .Select(property => (property.Name, Others: draft.Others(property).GetEnumerator()))
            .ToList();
        while (streams.Count > 0)
        {
            foreach (var stream in streams.ToArray())
            {
                if (stream.Others.MoveNext())
                    yield return new(full, StringComparer.Ordinal) { [stream.Name] = stream.Others.Current };
                else
                    streams.Remove(stream);
            }
        }
    }
}
