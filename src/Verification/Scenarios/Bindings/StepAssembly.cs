using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Runtime.Loader;
using Reqnroll;

namespace Conformance.Verification.Scenarios;

/// <summary>Loads an assembly with steps of somebody's own, by its path.</summary>
public static class StepAssembly
{
    /// <summary>
    /// Loads an assembly, and from then on finds what it stands on beside it. What this program has itself, Reqnroll above all, is taken from here.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="fault">Why it cannot be used, one sentence and how to mend it; null where it can.</param>
    public static Assembly? Load(string path, out string? fault)
    {
        ArgumentNullException.ThrowIfNull(path);
        var file = Path.GetFullPath(path);
        fault = FaultIn(file, path);
        if (fault is not null)
            return null;
        try
        {
            var beside = new AssemblyDependencyResolver(file);
            AssemblyLoadContext.Default.Resolving += (context, name) =>
                (beside.ResolveAssemblyToPath(name) ?? Beside(file, name)) is { } found ? context.LoadFromAssemblyPath(found) : null;
            var assembly = AssemblyLoadContext.Default.LoadFromAssemblyPath(file);
            if (!assembly.GetTypes().Any(t => t.IsDefined(typeof(BindingAttribute), inherit: true)))
                fault = $"\"{path}\" has no class with [Binding]. Put the attribute on the classes whose methods are steps.";
            return fault is null ? assembly : null;
        }
        catch (ReflectionTypeLoadException exception)
        {
            fault = $"\"{path}\" cannot be loaded: {exception.LoaderExceptions[0]?.Message.TrimEnd('.')}. {Mend}";
        }
        catch (Exception exception)
            when (exception is FileLoadException or FileNotFoundException or BadImageFormatException or InvalidOperationException)
        {
            fault = $"\"{path}\" cannot be loaded: {exception.Message.TrimEnd('.')}. {Mend}";
        }

        return null;
    }

    private const string Mend = "Build it for .NET 10, and leave what it stands on beside it, as \"dotnet publish\" does.";

    // Looks without loading, because what was loaded once stays.
    private static string? FaultIn(string file, string path)
    {
        if (Directory.Exists(file))
            return $"\"{path}\" is a folder. Name the assembly in it that has the steps.";
        if (!File.Exists(file))
            return $"There is no file \"{path}\". Name the .dll that your project of steps is built to.";
        if (!TryReadReferences(file, out var references))
            return $"\"{path}\" is no .NET assembly. Name the .dll that your project of steps is built to.";
        var ours = typeof(BindingAttribute).Assembly.GetName();
        var theirs = references.Find(r => r.Name == ours.Name);
        if (theirs is null)
            return $"\"{path}\" has no steps: it does not use Reqnroll. Reference the package Reqnroll {Readable(ours.Version)} and put [Binding] on a class.";
        return theirs.Version!.Major == ours.Version!.Major && theirs.Version <= ours.Version
            ? null
            : $"\"{path}\" is built against Reqnroll {Readable(theirs.Version)}, but steps run here on {Readable(ours.Version)}. Build it against that version.";
    }

    private static bool TryReadReferences(string file, [NotNullWhen(true)] out List<AssemblyName>? references)
    {
        references = null;
        try
        {
            using var image = new PEReader(File.OpenRead(file));
            if (!image.HasMetadata)
                return false;
            var metadata = image.GetMetadataReader();
            references = [.. metadata.AssemblyReferences.Select(r => metadata.GetAssemblyReference(r).GetAssemblyName())];
            return metadata.IsAssembly;
        }
        catch (BadImageFormatException)
        {
            return false;
        }
    }

    private static string? Beside(string file, AssemblyName name) =>
        Path.Combine(Path.GetDirectoryName(file)!, name.Name + ".dll") is var path && File.Exists(path) ? path : null;

    private static string Readable(Version? version) => version is null ? "of no version" : version.ToString(3);
}
