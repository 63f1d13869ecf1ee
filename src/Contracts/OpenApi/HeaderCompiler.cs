using Conformance.Contracts.Model;
using Conformance.Documents;

namespace Conformance.Contracts.OpenApi;

/// <summary>Compiles Header Objects (OpenAPI 3.1.1, section 4.8.21).</summary>
internal static class HeaderCompiler
{
    /// <summary>The headers that a response or an encoding documents, in the order written; a Content-Type is passed over, as sections 4.8.17.1 and 4.8.15.1.1 ask.</summary>
    public static IEnumerable<HeaderRule> Compile(CompileContext context, Node holder) => Compile(context, Nodes(context, holder));

    /// <summary>The headers of some Header Objects.</summary>
    public static IEnumerable<HeaderRule> Compile(CompileContext context, IEnumerable<(string Name, Node Header)> nodes)
    {
        foreach (var (name, header) in nodes)
        {
            var content = MediaTypeCompiler.OfContent(context, header);
            yield return new HeaderRule(
                name,
                header["required"]?.AsBoolean() == true,
                header["explode"]?.AsBoolean() == true,
                content,
                content is null ? context.Schema(header) : content.Schema,
                header.At
            );
        }
    }

    /// <summary>The Header Objects by name.</summary>
    public static IEnumerable<(string Name, Node Header)> Nodes(CompileContext context, Node holder)
    {
        foreach (var (name, _, node) in holder["headers"]?.Members ?? [])
        {
            if (!name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase) && context.Resolve(node) is { } header)
                yield return (name, header);
        }
    }
}
