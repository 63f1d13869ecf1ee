using System.Globalization;
using System.Text;
using Conformance.Verification.Results;

namespace Conformance.Verification.Evidence;

/// <summary>
/// Writes what a scenario did up to the request that showed a fault as a script for bash and curl, to be pasted: each request, with the tokens that the answers before it give, each status
/// held against that of the run, and the last one against what was expected. It ends with 0 where the fault is there, with 1 where it is not, and with 2 where a step before it did not
/// go as in the run.
/// </summary>
internal static class RepeatScript
{
    private const string AtOnce =
        "In the run the next request was sent while the one before it was under way; here it waits for its answer.";

    private const string PassedOver = "In the run requests that were refused as they should be were sent here too";

    private const string Beginning = """
        (
        set -u
        dir=$(mktemp -d) || exit 2
        trap 'rm -rf "$dir"' EXIT
        fail() { echo "STOPPED: $1" >&2; exit 2; }
        send() { : > "$dir/head"; : > "$dir/body"; status=$(curl -sS ${CURL_OPTIONS-} -o "$dir/body" -D "$dir/head" -w '%{http_code}' "$@") || status=000; }
        step() { what=$1; want=$2; shift 2; send "$@"; echo "$what: $status"; [ "$status" = "$want" ] || fail "$what answered $status, and in the run $want"; }
        need() { [ -n "$2" ] || fail "no $1 in the answer"; }
        """;

    // Each is written only where it is called.
    private static readonly string[] Functions =
    [
        """
            field() { tr -d '\r\n' < "$dir/body" | grep -o "\"$1\"[[:space:]]*:[[:space:]]*\"[^\"]*\"" | sed -n "$2p" | sed 's/^"[^"]*"[[:space:]]*:[[:space:]]*"//; s/"$//; s,\\/,/,g'; }
            """,
        """
            header() { tr -d '\r' < "$dir/head" | grep -i "^$1:" | sed -n "$2p" | sed 's/^[^:]*:[[:space:]]*//'; }
            """,
        """
            cookie() { tr -d '\r' < "$dir/head" | grep -i '^set-cookie:' | sed -n "s/^[^:]*:[[:space:]]*$1=\([^;]*\).*/\1/p" | tail -n 1; }
            """,
        """
            url() { local LC_ALL=C i c; for ((i = 0; i < ${#1}; i++)); do c=${1:i:1}; case $c in [A-Za-z0-9._~-]) printf %s "$c" ;; *) printf '%s' "$c" | od -An -tx1 | tr -d ' \n' | sed 's/../%&/g' | tr a-f A-F ;; esac; done; }
            """,
        """
            json() { printf %s "$1" | sed 's/[\\"]/\\&/g'; }
            """,
        """
            part() { printf %s "$2" | cut -d. -f"$1"; }
            """,
        """
            basic() { printf %s "$1" | base64 | tr -d '\n'; }
            """,
    ];

    /// <param name="sent">The requests of the scenario, in order.</param>
    /// <param name="miss">What was missed, at one of them.</param>
    /// <param name="passedOver">How many requests were sent besides, which were refused as they should be.</param>
    /// <returns>Null where no request shows it, where it takes a token that no answer of the scenario gave, and where it would hold a part of a secret.</returns>
    public static string? Of(IReadOnlyList<SentRequest> sent, Miss miss, Redactor redactor, int passedOver)
    {
        if (miss.Exchange is not { } number || number > sent.Count)
            return null;
        var script = new ScriptText(redactor);
        for (var i = 0; i < number; i++)
        {
            if (i > 0 && sent[i].SentAt < sent[i - 1].SentAt + sent[i - 1].Duration)
                script.Tell(AtOnce);
            if (i < number - 1)
                script.Step(sent[i], sent.Skip(i + 1).Take(number - i - 1));
        }

        if (passedOver > 0)
            script.Tell(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{PassedOver} ({passedOver} of them); a fault that hangs on their number does not show."
                )
            );
        script.Last(sent[number - 1], miss);
        if (script.NeedsTokens)
            return null;
        var steps = script.ToString();
        if (redactor.Redact(steps) != steps)
            return null;
        var used = Functions.Where(f => steps.Contains($"({f[..f.IndexOf('(', StringComparison.Ordinal)]} ", StringComparison.Ordinal));
        return $"{string.Join('\n', used.Prepend(Beginning))}\n{steps}\n)";
    }

    private sealed class ScriptText(Redactor redactor)
    {
        // Characters of a secret that tell nothing of it.
        private const int LongestChange = 4;
        private const int LeastCommon = 8;

        private readonly StringBuilder _lines = new();
        private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);
        private readonly List<string> _needed = [];

        public void Tell(string sentence) => _lines.Append("echo ").Append(Quote(sentence)).Append('\n');

        public void Step(SentRequest request, IEnumerable<SentRequest> later)
        {
            var status = request.Answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "000";
            _lines.Append(
                CultureInfo.InvariantCulture,
                $"step {Quote($"{request.Method} {request.Url.AbsolutePath}")} {status} {Arguments(request)}\n"
            );
            if (request.Answer is not { } answer)
                return;
            var wanted = later.SelectMany(Texts).SelectMany(t => SecretsIn(t)).DistinctBy(s => s.Secret).ToList();
            foreach (var (name, secret) in wanted)
            {
                if (IsKnown(name) || AnswerPlace.Of(answer, secret) is not { } place)
                    continue;

                // A later answer may give another secret the place of an earlier one, so that each is taken where it is met first.
                if (_variables.TryAdd(secret, Variable(name)))
                    _lines.Append(
                        CultureInfo.InvariantCulture,
                        $"{_variables[secret]}={place}; need {Quote(name.Split('#')[0])} \"${_variables[secret]}\"\n"
                    );
            }
        }

        public void Last(SentRequest request, Miss miss)
        {
            var observed = request.Answer?.Status.ToString(CultureInfo.InvariantCulture) ?? "000";
            _lines.Append(CultureInfo.InvariantCulture, $"send {Arguments(request)}\n");
            _lines.Append(
                CultureInfo.InvariantCulture,
                $"echo {Quote($"{request.Method} {redactor.Redact(request.Url.AbsolutePath)}: ")}\"$status\"\n"
            );
            _lines.Append(CultureInfo.InvariantCulture, $"echo {Quote($"expected: {miss.Expected}")}\n");
            _lines.Append(CultureInfo.InvariantCulture, $"echo {Quote($"found in the run: {miss.Found}")}\n");

            // What was missed is the status where both phrases begin with one; else whoever reads the answer sees it.
            if (StatusOf(miss.Expected) is { } expected && StatusOf(miss.Found) == observed && expected != observed)
            {
                _lines.Append(
                    CultureInfo.InvariantCulture,
                    $"if [ \"$status\" = {observed} ]; then echo \"observed: $status, not {expected}. The fault is there.\"; exit 0; fi\n"
                );
                _lines.Append(
                    CultureInfo.InvariantCulture,
                    $"echo \"observed: $status, not {observed} as in the run. The fault is not there; in the run it may have hung on what went on beside it.\" >&2; exit 1"
                );
                return;
            }

            _lines.Append("cat \"$dir/head\" \"$dir/body\"; echo\n");
            _lines.Append(
                CultureInfo.InvariantCulture,
                $"[ \"$status\" = {observed} ] || {{ echo \"observed: $status, not {observed} as in the run.\" >&2; exit 1; }}\n"
            );
            _lines.Append("echo \"observed: $status, as in the run. Compare the answer with what was expected.\"");
        }

        /// <summary>Whether a token has to be brought along: one of another scenario, that nobody has once the run is over.</summary>
        public bool NeedsTokens { get; private set; }

        public override string ToString() => string.Concat(_needed.Select(n => $": \"${{{n}}}\"\n")) + _lines;

        private static bool IsKnown(string name) =>
            name.Split('#')[0] is "password" or "assertion" or Secrets.ConfiguredValue or "credentials"
            || name.StartsWith("header-", StringComparison.Ordinal);

        private static string? StatusOf(string phrase) =>
            phrase.Length >= 3
            && phrase.AsSpan(0, 3).ContainsAnyExceptInRange('0', '9') is false
            && (phrase.Length == 3 || !char.IsAsciiLetterOrDigit(phrase[3]))
                ? phrase[..3]
                : null;

        private static IEnumerable<string> Texts(SentRequest request) =>
            request.Headers.Select(h => h.Value).Prepend(request.Url.AbsoluteUri).Append(request.Body ?? "");

        private IEnumerable<(string Name, string Secret)> SecretsIn(string text) =>
            redactor.Split(Decoded(text) ?? text).Where(p => p.Secret is not null).Select(p => (p.Name!, p.Secret!));

        // RFC 7617: the octets of a name and a password.
        private static string? Decoded(string header)
        {
            if (!header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase))
                return null;
            var octets = new byte[header.Length];
            return Convert.TryFromBase64String(header[6..].Trim(), octets, out var count)
                ? Encoding.UTF8.GetString(octets, 0, count)
                : null;
        }

        private string Arguments(SentRequest request)
        {
            var arguments = new StringBuilder("-g --path-as-is");
            arguments.Append(request.Method == "HEAD" ? " -I" : $" -X {Word(request.Method)}");
            arguments.Append(' ').Append(Word(request.Url.AbsoluteUri));
            foreach (var (name, value) in request.Headers)
                arguments.Append(" -H ").Append(value.Length == 0 ? Word($"{name};") : Header(name, value));
            if (request.ContentType is { } type)
                arguments.Append(" -H ").Append(Word($"Content-Type: {type}"));
            else if (request.Body is not null)
                arguments.Append(" -H 'Content-Type:'");
            if (request.Body is { } body)
                arguments.Append(" --data-raw ").Append(Word(body));
            return arguments.ToString();
        }

        private string Header(string name, string value) =>
            Decoded(value) is { } credentials && SecretsIn(value).Any()
                ? $"\"{name}: {value[..6]}$(basic {Word(credentials)})\""
                : Word($"{name}: {value}");

        // One word of the shell, secrets as variables in it.
        private string Word(string text)
        {
            var pieces = redactor.Split(text);
            return pieces.All(p => p.Secret is null)
                ? Quote(text)
                : $"\"{string.Concat(pieces.Select(p => p.Secret is null ? CurlCommand.InDoubleQuotes(p.Text) : Value(p)))}\"";
        }

        private static string Quote(string text) => CurlCommand.InSingleQuotes(text);

        private string Value(TextPiece piece)
        {
            var secret = piece.Secret!;
            if (!_variables.ContainsKey(secret) && piece.Text == secret && Derived(secret) is { } derived)
                return derived;
            if (!_variables.TryGetValue(secret, out var variable))
            {
                variable = Variable(piece.Name!);
                NeedsTokens |= !IsKnown(piece.Name!);
                _variables.Add(secret, variable);
                _needed.Add($"{variable}:?put the {CurlCommand.Kind(piece.Name!)} into this variable first");
            }

            if (piece.Text == secret)
                return $"${{{variable}}}";
            var at = piece.IsPart ? secret.IndexOf(piece.Text, StringComparison.Ordinal) : -1;
            if (at >= 0)
                return $"${{{variable}:{at}:{piece.Text.Length}}}";
            if (piece.Text == Uri.EscapeDataString(secret))
                return $"$(url \"${{{variable}}}\")";
            if (piece.Text == secret.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal))
                return $"$(json \"${{{variable}}}\")";

            // In a form of its own, which whoever pastes the script has to bring.
            var encoded = $"{variable}_ENCODED";
            var need = $"{encoded}:?put the {CurlCommand.Kind(piece.Name!)}, escaped as in this request, into this variable first";
            if (!_needed.Contains(need))
                _needed.Add(need);
            return $"${{{encoded}}}";
        }

        // A forged token is made of one that an answer gave.
        private string? Derived(string forged) =>
            _variables
                .Select(v => Derived(forged, v.Key, $"${{{v.Value}", "}") ?? OfParts(forged, v.Key, v.Value))
                .FirstOrDefault(d => d is not null);

        private static string? OfParts(string forged, string token, string variable)
        {
            var (parts, own) = (forged.Split('.'), token.Split('.'));
            if (parts.Length != own.Length || parts.Length < 2)
                return null;
            var derived = new List<string>();
            for (var i = 0; i < parts.Length; i++)
            {
                // A header says how a token was made, and nothing of whom it lets in.
                if (parts[i] == own[i])
                    derived.Add($"$(part {i + 1} \"${{{variable}}}\")");
                else if (i == 0 || parts[i].Length <= LongestChange)
                    derived.Add(parts[i]);
                else
                    return null;
            }

            return string.Join('.', derived);
        }

        private static string? Derived(string forged, string token, string before, string after)
        {
            var most = Math.Min(forged.Length, token.Length);
            var start = forged.AsSpan().CommonPrefixLength(token);
            var end = 0;
            while (end < most - start && forged[^(end + 1)] == token[^(end + 1)])
                end++;
            var change = forged[start..^end];
            return change.Length > LongestChange || start + end < LeastCommon
                ? null
                : $"{before}:0:{start}{after}{CurlCommand.InDoubleQuotes(change)}{(end > 0 ? $"{before}:{token.Length - end}{after}" : "")}";
        }

        private static string Variable(string name)
        {
            var variable = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) ? char.ToUpperInvariant(c) : '_'));
            return char.IsAsciiDigit(variable[0]) ? $"_{variable}" : variable;
        }
    }
}
