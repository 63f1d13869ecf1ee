using Conformance.Documents.Overlays;
using Conformance.TestKit;

namespace Conformance.Documents.Tests.Overlays;

public sealed class GoldenTests
{
    [Theory]
    [InlineData("add-a-license")]
    [InlineData("description-and-summary")]
    [InlineData("remove-example")]
    [InlineData("remove-matching-responses")]
    [InlineData("remove-property")]
    [InlineData("remove-server")]
    [InlineData("replace-servers-for-sandbox")]
    [InlineData("update-root")]
    public void Gives_the_published_output_when_the_published_overlay_is_applied(string name)
    {
        var folder = Repository.SharedData("overlay-compliant-sets", "compliant-sets");
        Assert.SkipWhen(folder is null, Repository.DataMissing);
        var problems = new Problems();
        var document = Read("openapi.yaml");
        var overlay = OverlayDocument.Read(Read("overlay.yaml"), problems);
        var result = Overlay.Apply(document, overlay!, problems);
        Assert.Empty(problems);
        Assert.True(Node.DeepEquals(Read("output.yaml"), result), result.ToString());
        Assert.True(Node.DeepEquals(Read("openapi.yaml"), document), "the input was changed");

        Node Read(string file) => DocumentReader.ReadFile(Path.Combine(folder!, name, file), problems)!;
    }

    [Fact]
    public void Knows_every_published_set()
    {
        var folder = Repository.SharedData("overlay-compliant-sets", "compliant-sets");
        Assert.SkipWhen(folder is null, Repository.DataMissing);
        Assert.Equal(8, Directory.GetDirectories(folder!).Length);
    }
}
