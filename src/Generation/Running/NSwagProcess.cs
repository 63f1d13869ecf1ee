using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;

namespace Conformance.Generation.Running;

/// <summary>
/// A process of the program that is NSwag's: where the program brings .NET along, there need not be any other to start NSwag with. Its versions of libraries are apart from the program's.
/// </summary>
public static class NSwagProcess
{
    /// <summary>Whether the program brings .NET along.</summary>
    internal static bool IsNeeded { get; } =
        Path.TrimEndingDirectorySeparator(RuntimeEnvironment.GetRuntimeDirectory())
        == Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory);

    /// <summary>What asks NSwag to run each of the settings in the working directory.</summary>
    internal const string Argument = "run";

    /// <summary>The word that makes a process NSwag's; the path of NSwag follows. No user writes it.</summary>
    public const string Command = "--run-nswag";

    /// <summary>Is NSwag, and ends with its exit code.</summary>
    public static async Task<int> RunAsync(string path)
    {
        var entry = new NSwagAssemblies(path).LoadFromAssemblyPath(path).EntryPoint!;
        try
        {
            return entry.Invoke(null, entry.GetParameters().Length == 0 ? null : [new[] { Argument }]) switch
            {
                int code => code,
                Task<int> code => await code,
                Task done => await EndedAsync(done),
                _ => 0,
            };
        }
        catch (TargetInvocationException fault) when (fault.InnerException is { } inner)
        {
            await Console.Error.WriteLineAsync(inner.ToString());
            return 1;
        }

        static async Task<int> EndedAsync(Task done)
        {
            await done;
            return 0;
        }
    }

    private sealed class NSwagAssemblies(string path) : AssemblyLoadContext("NSwag")
    {
        protected override Assembly? Load(AssemblyName assemblyName) =>
            Path.Combine(Path.GetDirectoryName(path)!, assemblyName.Name + ".dll") is var file && File.Exists(file)
                ? LoadFromAssemblyPath(file)
                : null;
    }
}
