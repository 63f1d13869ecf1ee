using System.Text;

namespace Conformance.Inference.Tests;

/// <summary>Documents of a few lines.</summary>
internal static class Written
{
    /// <summary>A document with operations such as <c>POST /login user,password > token</c>: what they take in their bodies, and what they answer.</summary>
    public static string Document(params IEnumerable<string> operations)
    {
        var text = new StringBuilder("openapi: 3.1.0\ninfo: {title: Written, version: '1'}\npaths:\n");
        foreach (var path in operations.Select(o => o.Split(' ')).GroupBy(o => o[1]))
        {
            text.Append($"  {path.Key}:\n");
            foreach (var operation in path)
                Append(text, operation);
        }

        return text.ToString();
    }

    private static void Append(StringBuilder text, string[] operation)
    {
        var arrow = Array.IndexOf(operation, ">");
        var takes = operation.Length > 2 && arrow != 2 ? operation[2].Split(',') : [];
        var answers = arrow > 0 ? operation[arrow + 1].Split(',') : [];
        text.Append($"    {operation[0].ToLowerInvariant()}:\n");
        var parameters = operation[1].Split('/').Where(s => s.StartsWith('{')).Select(s => s.Trim('{', '}')).ToList();
        if (parameters.Count > 0)
            text.Append(
                $"      parameters: [{string.Join(", ", parameters.Select(p => $"{{name: {p}, in: path, required: true, schema: {{type: string}}}}"))}]\n"
            );
        if (takes.Length > 0)
            text.Append($"      requestBody: {{content: {{application/json: {{schema: {Schema(takes)}}}}}}}\n");
        text.Append(
            $"      responses: {{'200': {{description: Done.{(answers.Length > 0 ? $", content: {{application/json: {{schema: {Schema(answers)}}}}}" : "")}}}}}\n"
        );
    }

    private static string Schema(string[] names) =>
        $"{{type: object, properties: {{{string.Join(", ", names.Select(n => $"{n}: {{type: string}}"))}}}}}";
}
