using System.Collections;
using System.Reflection;

namespace Conformance.Verification.Tests;

/// <summary>Every text in a tree of objects: what a reporter could write.</summary>
public static class Texts
{
    public static IReadOnlyCollection<string> In(object root)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        var left = new Stack<object>([root]);
        while (left.TryPop(out var next))
        {
            if (next is string text)
                texts.Add(text);
            else if (next is Uri uri)
                texts.Add(uri.OriginalString);
            else if (!next.GetType().IsPrimitive && !next.GetType().IsEnum && (next.GetType().IsValueType || seen.Add(next)))
                Push(next, left);
        }

        return texts;
    }

    private static void Push(object value, Stack<object> left)
    {
        if (value is IEnumerable items)
        {
            foreach (var item in items)
            {
                if (item is not null)
                    left.Push(item);
            }

            return;
        }

        if (value.GetType().Namespace?.StartsWith("System", StringComparison.Ordinal) == true && !value.GetType().IsGenericType)
            return;
        foreach (
            var property in value
                .GetType()
                .GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(p => p.GetIndexParameters().Length == 0 && p.GetMethod is not null)
        )
        {
            if (property.GetValue(value) is { } held)
                left.Push(held);
        }
    }
}
