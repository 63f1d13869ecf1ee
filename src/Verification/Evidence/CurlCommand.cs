using System.Text;
using Conformance.Documents;
using Conformance.Verification.Results;

namespace Conformance.Verification.Evidence;

/// <summary>Writes a request as a <c>curl</c> command for a POSIX shell.</summary>
/// <param name="program">The program with the options that stand before all others.</param>
/// <param name="word">Writes a text as one word of the shell.</param>
internal sealed class CurlCommand(string program, Func<string, string> word)
{
    /// <summary>
    /// The command. Secrets are variables of the environment in it: <c>access#1</c> is <c>${ACCESS_1:?…}</c>, <c>ACCESS_1_ENCODED</c> where it stands escaped, and <c>ACCESS_1_PART</c>
    /// where it was cut. A shell in which one is unset or empty sends nothing, and says what to set it to (POSIX Shell, section 2.6.2): a request without its token is refused by the
    /// most broken server.
    /// </summary>
    public static string Of(string method, string url, IEnumerable<HeaderLine> headers, string? body, Redactor redactor)
    {
        return new CurlCommand("curl -i", Quote).With(method, url, headers, body);

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

    /// <summary>The command for a request.</summary>
    /// <param name="headers">All of them, Content-Type too.</param>
    public string With(string method, string url, IEnumerable<HeaderLine> headers, string? body)
    {
        var command = Start(method, url, headers, body is not null, out var hasType);

        // curl would name a type of its own.
        if (body is not null && !hasType)
            command.Append(" -H 'Content-Type:'");
        if (body is not null)
            command.Append(" --data-raw ").Append(word(body));
        return command.ToString();
    }

    /// <summary>The command for a request with a <c>multipart/form-data</c> body, whose delimiters and Content-Type curl writes.</summary>
    public string WithParts(string method, string url, IEnumerable<HeaderLine> headers, IEnumerable<KeyValuePair<string, string>> parts)
    {
        var command = Start(method, url, headers, hasBody: true, out _);
        foreach (var (name, value) in parts)
            command.Append(" --form-string ").Append(word($"{name}={value}"));
        return command.ToString();
    }

    private StringBuilder Start(string method, string url, IEnumerable<HeaderLine> headers, bool hasBody, out bool hasType)
    {
        var command = new StringBuilder(program);
        if (method == "HEAD")
            command.Append(" -I");
        else if (method != (hasBody ? "POST" : "GET"))
            command.Append(" -X ").Append(word(method));
        if (url.AsSpan().ContainsAny("[]{}"))
            command.Append(" -g");
        if (url.Contains("/.", StringComparison.Ordinal))
            command.Append(" --path-as-is");
        command.Append(' ').Append(word(url));
        hasType = false;
        foreach (var (name, value) in headers)
        {
            hasType |= name.Equals("Content-Type", StringComparison.OrdinalIgnoreCase);
            command.Append(" -H ").Append(word(value.Length == 0 ? $"{name};" : $"{name}: {value}"));
        }

        return command;
    }

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
