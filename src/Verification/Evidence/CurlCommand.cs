using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Verification.Evidence;

/// <summary>Writes a request as a <c>curl</c> command for a POSIX shell.</summary>
internal static class CurlCommand
{
    /// <summary>
    /// The command. Secrets are variables of the environment in it: <c>access#1</c> is <c>${ACCESS_1:?…}</c>, <c>ACCESS_1_ENCODED</c> where it stands escaped, and <c>ACCESS_1_PART</c>
    /// where it was cut. A shell in which one is unset or empty sends nothing, and says what to set it to (POSIX Shell, section 2.6.2): a request without its token is refused by the
    /// most broken server.
    /// </summary>
    public static string Of(string method, string url, IEnumerable<HeaderLine> headers, string? body, Redactor redactor)
    {
        var command = new StringBuilder("curl -i");
        if (method == "HEAD")
            command.Append(" -I");
        else if (method != (body is null ? "GET" : "POST"))
            command.Append(" -X ").Append(Quote(method));
        if (url.AsSpan().ContainsAny("[]{}"))
            command.Append(" -g");
        command.Append(' ').Append(Quote(url));
        var hasType = false;
        foreach (var (name, value) in headers)
        {
            hasType |= name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
            command.Append(" -H ").Append(Quote(value.Length == 0 ? $"{name};" : $"{name}: {value}"));
        }

        // curl would name a type of its own.
        if (body is not null && !hasType)
            command.Append(" -H 'Content-Type:'");
        if (body is not null)
            command.Append(" --data-raw ").Append(Quote(body));
        return command.ToString();

        string Quote(string text)
        {
            var pieces = redactor.Split(text);
            return pieces.All(p => p.Secret is null)
                ? InSingleQuotes(text)
                : $"\"{string.Concat(pieces.Select(p => p.Secret is null ? InDoubleQuotes(p.Text) : Variable(p)))}\"";
        }
    }

    /// <summary>A word of the shell: the text as it is where a shell reads nothing into it, else in single quotes.</summary>
    public static string InSingleQuotes(string text) =>
        LogText.Apart(text.All(IsPlain) && text.Length > 0 ? text : $"'{text.Replace("'", """'\''""", StringComparison.Ordinal)}'", "''");

    /// <summary>What stands between double quotes, to be read as the text.</summary>
    public static string InDoubleQuotes(string text) => LogText.Apart(Escape(text), "\"\"");

    // A password in JSON or in a URL may be escaped there; the variable then has to hold it so.
    private static string Variable(TextPiece piece)
    {
        var (ending, how) =
            piece.IsPart ? ("_PART", ", cut as in this request,")
            : piece.Text != piece.Secret ? ("_ENCODED", ", escaped as in this request,")
            : ("", "");
        var name = string.Concat(piece.Name!.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_')) + ending;
        return $"${{{(char.IsAsciiDigit(name[0]) ? "_" : "")}{name}:?put the {Kind(piece.Name!)}{how} into this variable first}}";
    }

    /// <summary>What a secret is, for people. Signs could end the word that a shell reads there.</summary>
    public static string Kind(string name)
    {
        var kind = string.Concat(name.Split('#')[0].Select(c => char.IsAsciiLetterOrDigit(c) ? c : ' ')).Trim();
        return
            kind.Split(' ')[^1] is "password" or "assertion" or "cookie" or "credentials" or "token" or Secrets.ConfiguredValue
            || kind.StartsWith("header ", StringComparison.Ordinal)
            ? kind
            : $"{kind} token";
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or ':' or '%' or ',' or '+' or '@';

    // Within double quotes these four alone have a meaning (POSIX Shell, section 2.2.3); a shell that keeps a history also looks for "!" there, and no backslash hides it.
    private static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\\' or '"' or '$' or '`')
                escaped.Append('\\');
            escaped.Append(c == '!' ? "\"'!'\"" : c.ToString());
        }

        return escaped.ToString();
    }
}
