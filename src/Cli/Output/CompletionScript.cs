using System.Collections.Immutable;
using System.CommandLine;
using System.CommandLine.Completions;
using System.Text;

namespace Conformance.Cli.Output;

/// <summary>Writes scripts that complete what a command line may hold, from the commands and options that there are. Where a file or another value may stand, files are offered.</summary>
internal static class CompletionScript
{
    /// <summary>The shells for which there is one.</summary>
    public static ImmutableArray<string> Shells { get; } = ["bash", "zsh", "fish", "pwsh"];

    /// <summary>The script of a shell.</summary>
    public static string Of(Command root, string shell)
    {
        var places = Places(root, "").ToList();
        return shell switch
        {
            "bash" => Bash(places),
            "zsh" => $"#compdef conform\nautoload -Uz bashcompinit && bashcompinit\n{Bash(places)}",
            "fish" => Fish(places),
            _ => Pwsh(places),
        };
    }

    // A command, by the words that lead to it, and what may follow.
    private sealed record Place(
        string Path,
        ImmutableArray<Command> Commands,
        ImmutableArray<Option> Options,
        ImmutableArray<string> Values
    )
    {
        public IEnumerable<string> Words => Commands.Select(c => c.Name).Concat(Values).Concat(Options.SelectMany(FlagsOf));
    }

    private static IEnumerable<Place> Places(Command command, string path)
    {
        yield return new Place(
            path,
            [.. command.Subcommands.Where(c => !c.Hidden)],
            [.. command.Options.Where(o => !o.Hidden)],
            [.. command.Arguments.SelectMany(a => a.GetCompletions(CompletionContext.Empty)).Select(c => c.Label)]
        );
        foreach (var place in command.Subcommands.Where(c => !c.Hidden).SelectMany(c => Places(c, $"{path} {c.Name}".TrimStart())))
            yield return place;
    }

    // Words before the cursor that lead to a command are followed; others are values and options.
    private static string Bash(List<Place> places)
    {
        var script = new StringBuilder(
            """
            _conform() {
              local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} place= words= word
              for word in "${COMP_WORDS[@]:1:$((COMP_CWORD - 1))}"; do
                case "$place $word" in

            """
        );
        foreach (var place in places.Where(p => p.Path.Length > 0))
            script.Append("      ").Append(Quoted(Before(place.Path))).Append(") place=").Append(Quoted(place.Path)).Append(" ;;\n");
        script.Append("    esac\n  done\n  case $place in\n");
        foreach (var place in places)
            script
                .Append("    ")
                .Append(Quoted(place.Path))
                .Append(") words=")
                .Append(Quoted(string.Join(' ', place.Words)))
                .Append(" ;;\n");
        script.Append("  esac\n  case \"$place $before\" in\n");
        foreach (var (flag, values) in Valued(places))
            script.Append("    ").Append(Quoted(flag)).Append(") words=").Append(Quoted(string.Join(' ', values))).Append(" ;;\n");
        script.Append(
            """
              esac
              COMPREPLY=($(compgen -W "$words" -- "$current"))
              [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "$current"))
            }
            complete -o filenames -F _conform conform ./conform

            """
        );
        return script.Replace("\r\n", "\n").ToString();

        // What stands there when the last word of the path is met: the place before it, and the word.
        static string Before(string path) => path.Contains(' ', StringComparison.Ordinal) ? path : " " + path;
    }

    private static string Fish(List<Place> places)
    {
        var script = new StringBuilder();
        foreach (var place in places)
        {
            var names = place.Path.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var condition =
                names.Length == 0 ? "__fish_use_subcommand" : string.Join("; and ", names.Select(n => $"__fish_seen_subcommand_from {n}"));
            foreach (var command in place.Commands)
                script.Append($"complete -c conform -n {Quoted(condition)} -a {command.Name} -d {Quoted(Brief(command.Description))}\n");
            foreach (var value in place.Values)
                script.Append($"complete -c conform -n {Quoted(condition)} -a {value}\n");
            foreach (var option in place.Options)
            {
                var flags = FlagsOf(option).Select(f => f.StartsWith("--", StringComparison.Ordinal) ? $"-l {f[2..]}" : $"-s {f[1..]}");
                script.Append(
                    $"complete -c conform -n {Quoted(condition)} {string.Join(' ', flags)}{(ValuesOf(option).Any() ? $" -xa {Quoted(string.Join(' ', ValuesOf(option)))}" : TakesValue(option) ? " -r" : "")} -d {Quoted(Brief(option.Description))}\n"
                );
            }
        }

        return script.ToString();
    }

    private static string Pwsh(List<Place> places)
    {
        var script = new StringBuilder(
            """
            Register-ArgumentCompleter -Native -CommandName conform -ScriptBlock {
              param($wordToComplete, $commandAst, $cursorPosition)
              $words = @{

            """
        );
        foreach (var place in places)
            script
                .Append("    '")
                .Append(place.Path)
                .Append("' = ")
                .AppendJoin(", ", place.Words.Select(w => $"'{w}'").DefaultIfEmpty("@()"))
                .Append('\n');
        script.Append("  }\n  $values = @{\n");
        foreach (var (flag, values) in Valued(places))
            script.Append("    '").Append(flag).Append("' = ").AppendJoin(", ", values.Select(v => $"'{v}'")).Append('\n');
        script.Append(
            """
              }
              $place = ''
              $before = ''
              foreach ($element in $commandAst.CommandElements | Select-Object -Skip 1) {
                if ($element.Extent.EndOffset -ge $cursorPosition) { break }
                $next = "$place $element".Trim()
                if ($words.ContainsKey($next)) { $place = $next }
                $before = "$element"
              }
              $offered = $values["$place $before"]
              if (-not $offered) { $offered = $words[$place] }
              $offered | Where-Object { $_ -like "$wordToComplete*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }
            }

            """
        );
        return script.Replace("\r\n", "\n").ToString();
    }

    // Those of other systems, such as /?, are nothing to complete in these shells.
    private static IEnumerable<string> FlagsOf(Option option) =>
        option.Aliases.Prepend(option.Name).Where(a => a.StartsWith('-') && a != "-?");

    // The flags behind which one of few values stands, each after its place.
    private static IEnumerable<(string Flag, IEnumerable<string> Values)> Valued(List<Place> places) =>
        from place in places
        from option in place.Options
        where ValuesOf(option).Any()
        from flag in FlagsOf(option)
        select ($"{place.Path} {flag}", ValuesOf(option));

    // The values that an option may have, where there are few.
    private static IEnumerable<string> ValuesOf(Option option) =>
        TakesValue(option) ? option.GetCompletions(CompletionContext.Empty).Select(c => c.Label) : [];

    private static bool TakesValue(Option option) => option.ValueType != typeof(bool) && option.ValueType != typeof(void);

    // The first sentence is enough for a list.
    private static string Brief(string? description) => (description ?? "").Split(". ")[0].Split('\n')[0].TrimEnd('.');

    // For a POSIX shell and fish alike: neither reads anything between single quotes but the quote itself, and fish the backslash.
    private static string Quoted(string text) =>
        $"'{text.Replace("\\", "", StringComparison.Ordinal).Replace("'", "’", StringComparison.Ordinal)}'";
}
