using Conformance.Contracts.Model;

namespace Conformance.Contracts.Routing;

/// <summary>The operations behind one path.</summary>
public sealed class PathEntry
{
    private readonly Dictionary<string, List<Operation>> _byMethod = new(StringComparer.Ordinal);
    private Dictionary<Operation, IReadOnlyList<Operation>>? _variants;

    /// <summary>The documented methods as an <c>Allow</c> header lists them (RFC 9110, section 10.2.1); HEAD goes with GET.</summary>
    public string Allow { get; private set; } = "";

    /// <summary>A sentence about what of this path could not be read, so that its operations are unknown; null where all of it was.</summary>
    public string? Unread { get; internal set; }

    /// <summary>The documented operations.</summary>
    public IReadOnlyCollection<Operation> Operations => [.. _byMethod.Values.SelectMany(o => o)];

    /// <summary>The operation of a method; HEAD finds GET's where it has none of its own.</summary>
    public Operation? For(string method) => For(method, []);

    /// <summary>
    /// The operation of a method. Several have one where a document writes a path several times with other names of parameters, which the specification
    /// forbids; then the one whose parameters have the caught values for their default counts, else the first. Of several that a condition tells apart it is the first, and
    /// <see cref="VariantsOf"/> has all.
    /// </summary>
    /// <param name="values">What the path's parameters caught.</param>
    public Operation? For(string method, IReadOnlyList<string> values)
    {
        if (_byMethod.TryGetValue(method, out var operations) || (method == "HEAD" && _byMethod.TryGetValue("GET", out operations)))
        {
            return operations is [var only] ? only : operations.MaxBy(o => Defaults(o, values));
        }

        return null;
    }

    /// <summary>
    /// The operations that share a method and a path with one, itself among them, in the order in which they are asked whether they are meant: those with a condition first. None where
    /// nothing but method and path decides.
    /// </summary>
    public IReadOnlyList<Operation> VariantsOf(Operation operation) =>
        _variants is not null && _variants.TryGetValue(operation, out var variants) ? variants : [];

    internal void Add(Operation operation)
    {
        if (_byMethod.TryGetValue(operation.Method, out var known))
        {
            known.Add(operation);
            FindVariants(known);
            return;
        }

        _byMethod.Add(operation.Method, known = [operation]);
        FindVariants(known);
        var methods = _byMethod.Keys.Where(m => HttpField.IsName(m)).ToList();
        if (methods.Contains("GET") && !methods.Contains("HEAD"))
            methods.Insert(methods.IndexOf("GET") + 1, "HEAD");
        Allow = string.Join(", ", methods);
    }

    // A path that is written several times with the same parameters is one of several only by a condition or by a name.
    private void FindVariants(IReadOnlyList<Operation> operations)
    {
        foreach (var group in operations.GroupBy(o => o.Path, StringComparer.Ordinal))
        {
            if (group.All(o => o is { Where: null, Variant: null }))
                continue;
            IReadOnlyList<Operation> variants = [.. group.OrderBy(o => o.Where is null)];
            foreach (var operation in variants)
                (_variants ??= [])[operation] = variants;
        }
    }

    private static int Defaults(Operation operation, IReadOnlyList<string> values)
    {
        var count = 0;
        for (var i = 0; i < values.Count && i < operation.PathParameters.Length; i++)
        {
            var parameter = operation.Parameters.FirstOrDefault(p =>
                p.In == ParameterLocation.Path && p.Name == operation.PathParameters[i]
            );
            if (parameter?.Schema?.Node["default"]?.AsString() == values[i])
                count++;
        }

        return count;
    }
}
