using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Conformance.Verification.Scenarios;
using Reqnroll;

namespace Conformance.Verification.Tests.Scenarios;

/// <summary>Assemblies with steps of somebody's own: what cannot be used is told in a sentence, and nothing of it is loaded.</summary>
public sealed class StepAssemblyTests : IDisposable
{
    private static readonly Version Ours = typeof(BindingAttribute).Assembly.GetName().Version!;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Loads_an_assembly_with_binding_classes()
    {
        Assert.Same(typeof(StepAssemblyTests).Assembly, StepAssembly.Load(typeof(StepAssemblyTests).Assembly.Location, out var fault));
        Assert.Null(fault);
    }

    [Fact]
    public void Tells_what_is_no_assembly()
    {
        Assert.StartsWith($"\"{_folder.Path}\" is a folder. ", Fault(_folder.Path), StringComparison.Ordinal);
        Assert.StartsWith("There is no file \"no/such.dll\". ", Fault("no/such.dll"), StringComparison.Ordinal);
        foreach (var text in (string[])["", "MZ", "no assembly"])
        {
            var path = _folder.Write("text.dll", text);
            Assert.StartsWith($"\"{path}\" is no .NET assembly. ", Fault(path), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Tells_an_assembly_without_steps()
    {
        var without = Write("Without", ("System.Runtime", new Version(10, 0, 0, 0)));
        Assert.StartsWith($"\"{without}\" has no steps: it does not use Reqnroll. ", Fault(without), StringComparison.Ordinal);
        var unmarked = Write("Unmarked", ("Reqnroll", Ours));
        Assert.StartsWith($"\"{unmarked}\" has no class with [Binding]. ", Fault(unmarked), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void Tells_an_assembly_that_is_built_against_another_Reqnroll(int majors)
    {
        var path = Write($"Other{majors + 1}", ("Reqnroll", new Version(Ours.Major + majors, 1, 2, 0)));
        Assert.Equal(
            $"\"{path}\" is built against Reqnroll {Ours.Major + majors}.1.2, but steps run here on {Ours.ToString(3)}. Build it against that version.",
            Fault(path)
        );
    }

    private static string Fault(string path)
    {
        Assert.Null(StepAssembly.Load(path, out var fault));
        Assert.NotNull(fault);
        return fault;
    }

    // An assembly without types, which references another one.
    private string Write(string name, (string Name, Version Version) reference)
    {
        var metadata = new MetadataBuilder();
        metadata.AddModule(
            0,
            metadata.GetOrAddString(name + ".dll"),
            metadata.GetOrAddGuid(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11])),
            default,
            default
        );
        metadata.AddAssembly(
            metadata.GetOrAddString(name),
            new Version(1, 0, 0, 0),
            default,
            default,
            AssemblyFlags.PublicKey,
            AssemblyHashAlgorithm.None
        );
        metadata.AddAssemblyReference(metadata.GetOrAddString(reference.Name), reference.Version, default, default, default, default);
        metadata.AddTypeDefinition(
            default,
            default,
            metadata.GetOrAddString("<Module>"),
            default,
            MetadataTokens.FieldDefinitionHandle(1),
            MetadataTokens.MethodDefinitionHandle(1)
        );
        var image = new BlobBuilder();
        new ManagedPEBuilder(
            new PEHeaderBuilder(imageCharacteristics: Characteristics.Dll | Characteristics.ExecutableImage),
            new MetadataRootBuilder(metadata),
            new BlobBuilder()
        ).Serialize(image);
        var path = Path.Combine(_folder.Path, name + ".dll");
        using var file = File.Create(path);
        image.WriteContentTo(file);
        return path;
    }
}
