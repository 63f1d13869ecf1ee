using Conformance.Contracts.Routing;
using Conformance.Contracts.Structure;
using Conformance.Documents;

namespace Conformance.Linting.Rules;

/// <summary>Server URLs and their variables fit each other (OpenAPI 3.1.1, sections 4.8.5 and 4.8.6).</summary>
internal static class ServerRules
{
    public static void Check(LintContext context)
    {
        foreach (var server in context.Inventory.Of(DescriptiveObjects.Server))
        {
            if (server["url"]?.AsString() is not { } url)
                continue;
            var variables = server["variables"]?.Members ?? [];
            foreach (var name in SegmentPattern.NamesIn(url).Where(n => variables.All(v => v.Name != n)))
            {
                var near = Nearest.To(name, variables.Select(v => v.Name));
                context.Problems.Error(
                    "server-variable",
                    server["url"]!.At,
                    $"The URL \"{url}\" names the variable \"{name}\", which \"variables\" does not have.",
                    near is null ? "Add it there with a \"default\"." : $"Did you mean \"{near}\"?"
                );
            }

            foreach (var (name, at, variable) in variables)
            {
                if (!url.Contains("{" + name + "}", StringComparison.Ordinal))
                {
                    context.Problems.Warning(
                        "server-variable",
                        at,
                        $"The variable \"{name}\" does not stand in the URL \"{url}\".",
                        "Leave it out."
                    );
                }

                if (
                    variable["enum"] is { Items.Count: > 0 } values
                    && variable["default"] is { } chosen
                    && !values.Items.Any(v => Node.DeepEquals(v, chosen))
                )
                {
                    context.Problems.Error(
                        "server-variable",
                        chosen.At,
                        $"The default \"{(chosen as ScalarNode)?.Text}\" of the variable \"{name}\" is none of its \"enum\".",
                        "Name one of those, or add it."
                    );
                }
            }
        }
    }
}
