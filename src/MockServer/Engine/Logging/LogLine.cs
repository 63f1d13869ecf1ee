using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Conformance.Contracts.Expressions;
using Conformance.Contracts.Model;
using Conformance.Contracts.Templates;
using Conformance.Documents;

namespace Conformance.MockServer.Engine.Logging;

/// <summary>Formats log entries. Long runs of token characters are cut, so that no token ever appears whole.</summary>
public static class LogLine
{
    private const int LongestText = 400;
    private const int LongestRun = 24;
    private const int Kept = 6;

    private static readonly SearchValues<char> TokenCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~+=%"
    );

    /// <summary>For people: <c>03:04:05 POST /my-api/logout 401 revoked: access#3 was logged out 12 s ago</c>.</summary>
    public static string Text(in RequestLogEntry entry) => $"{Asked(entry)} {entry.Status} {Reason(entry)}".TrimEnd();

    /// <summary>When it came and what it asked for: <c>03:04:05 GET /my-api/orders?page=2</c>.</summary>
    internal static string Asked(in RequestLogEntry entry) =>
        $"{entry.Time:HH:mm:ss} {(entry.Namespace is { } name ? $"[{name}] " : "")}{entry.Method} {Path(entry)}{Query(entry)}";

    /// <summary>Why it got its answer; empty where nothing is to be said.</summary>
    internal static string Reason(in RequestLogEntry entry)
    {
        var why = LogDetail.Of(entry);
        var reason = entry.Refusal is { } refusal ? refusal.Name() + (why.Length > 0 ? ": " : "") : "";
        var broken = entry.ContractViolation is { } promise ? $" BREAKS ITS CONTRACT: {Shortened(promise)}" : "";
        return $"{reason}{Shortened(why)}".TrimEnd() + broken;
    }

    /// <summary>For machines: one JSON object.</summary>
    public static string Json(in RequestLogEntry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartObject();
            writer.WriteString("time", Timestamps.Rfc3339(entry.Time));
            if (entry.Namespace is { } name)
                writer.WriteString("namespace", name);
            writer.WriteString("method", entry.Method);
            writer.WriteString("path", Path(entry));
            if (Query(entry) is { Length: > 0 } query)
                writer.WriteString("query", query);
            writer.WriteNumber("status", entry.Status);
            if (entry.Duration is { } duration)
                writer.WriteNumber("milliseconds", Math.Round(duration.TotalMilliseconds, 1));
            if (entry.Contract is { } contract)
                writer.WriteString("contract", contract);
            if (entry.Operation is { } operation)
            {
                writer.WriteString("operation", operation.Id);
                if (RoleOf(operation) is { } role)
                    writer.WriteString("role", role);
            }

            if (entry.Refusal is { } refusal)
                writer.WriteString("reason", refusal.Name());
            if (entry.Decision.Token is { } token)
                writer.WriteString("token", token.Label);
            if (entry.Session is { } session)
                writer.WriteString("session", session.Id);
            if (entry.Fault is { } fault)
                writer.WriteString("fault", fault);
            if (entry.Mapping is { } mapping)
                writer.WriteString("mapping", mapping);
            if (Shortened(LogDetail.Of(entry)) is { Length: > 0 } why)
                writer.WriteString("detail", why);
            if (entry.ContractViolation is { } promise)
                writer.WriteString("breaks_contract", Shortened(promise));
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>The role as contracts write it; null where the operation has none.</summary>
    internal static string? RoleOf(Operation operation) =>
        operation.Role == Role.None ? null : operation.Role.ToString().ToLowerInvariant();

    /// <summary>The path with long segments cut; the operation's template where a credential stands in its path.</summary>
    internal static string Path(in RequestLogEntry entry) =>
        entry.Operation is { } operation && HasCredentialInPath(operation)
            ? operation.Path
            : string.Join('/', entry.Path.Split('/').Select(Shortened));

    /// <summary>
    /// The query: the values of parameters that the operation documents, cut where they are long. Of others, of credentials, and of what broke its schema, the name alone.
    /// </summary>
    internal static string Query(in RequestLogEntry entry)
    {
        if (entry.Query is not ['?', _, ..] query)
            return "";
        var (operation, broken) = (entry.Operation, entry.BrokenPlaces);
        return "?" + string.Join('&', query[1..].Split('&').Select(Pair));

        string Pair(string pair)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                return Shortened(pair);
            var name = Uri.UnescapeDataString(pair[..equals]);
            var isShown =
                operation?.Parameters.Any(p => p.In == ParameterLocation.Query && p.Name == name) == true
                && !CredentialsOf(operation).Any(p => p.Expression.Source == ExpressionSource.RequestQuery && p.Expression.Name == name)
                && broken?.Contains($"query /{name}", StringComparison.Ordinal) != true;
            return $"{Shortened(pair[..equals])}={(isShown ? Shortened(pair[(equals + 1)..]) : "…")}";
        }
    }

    private static bool HasCredentialInPath(Operation operation) =>
        CredentialsOf(operation).Any(p => p.Expression.Source == ExpressionSource.RequestPathParameter);

    private static IEnumerable<CredentialPlace> CredentialsOf(Operation operation) =>
        operation
            .Client.Select(c => c.Place)
            .Concat((operation.Session?.Slots ?? []).SelectMany(s => s.Places))
            .Concat(operation.Session is { } session ? SecretsOf(session) : []);

    private static ImmutableArray<CredentialPlace> SecretsOf(OperationSession session) =>
        session.Assertion is { } assertion ? [.. session.Secret, assertion] : session.Secret;

    /// <summary>Cuts each long run of token characters and what remains too long then, shows control characters as spaces, and what turns the direction of writing or begins a line as <c>\u202e</c>.</summary>
    internal static string Shortened(string text)
    {
        var result = new StringBuilder(Math.Min(text.Length, LongestText));
        for (var at = 0; at < text.Length; )
        {
            if (result.Length >= LongestText)
                return result.Append('…').ToString();
            var rest = text.AsSpan(at);
            var run = rest.IndexOfAnyExcept(TokenCharacters) is var end and >= 0 ? end : rest.Length;
            if (run > LongestRun)
                result.Append(rest[..Kept]).Append("…(").Append(run).Append(')');
            else
                result.Append(rest[..run]);
            at += run;
            if (at == text.Length)
                break;

            // Half of a pair is no character, and is shown as none.
            _ = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out var taken);
            if (Rune.IsControl(rune))
                result.Append(' ');
            else if (LogText.IsUnsafe(rune))
                result.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                result.Append(rune.ToString());
            at += taken;
        }

        return result.ToString();
    }
}
