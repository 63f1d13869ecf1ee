using System.Reflection;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Conformance.Verification.Results;
using Fluid;
using Fluid.Values;
using Microsoft.Extensions.FileProviders;

namespace Conformance.Reporting.Html;

/// <summary>
/// One page that needs nothing else: no request leaves it. It tells everything without its script, which filters, copies commands and opens what is
/// printed. The templates beside this file say what it looks like; every value that they show is encoded.
/// </summary>
internal static class HtmlReport
{
    // Letters of all scripts stand as people read them.
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private static readonly EmbeddedFileProvider Files = new(Assembly.GetExecutingAssembly(), typeof(HtmlReport).Namespace);

    private static readonly TemplateOptions Options = Configured();

    private static readonly IFluidTemplate Template = new FluidParser().Parse(Text("page.liquid"));

    public static void Write(VerificationReport report, Stream output)
    {
        using var text = new StreamWriter(output, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);
        var view = PageView.Of(report, Text("page.css"), Text("page.js"));
        text.Write(Template.Render(new TemplateContext(view, Options), Encoder));
    }

    private static TemplateOptions Configured()
    {
        var options = new TemplateOptions
        {
            FileProvider = Files,
            StrictFilters = true,

            // Templates are shown views alone, all of whose members are there to be seen.
            MemberAccessStrategy = new UnsafeMemberAccessStrategy { MemberNameStrategy = MemberNameStrategies.SnakeCase },
        };
        options.ValueConverters.Add(value => value is string text ? new StringValue(PageText.Shown(text)) : null);
        return options;
    }

    private static string Text(string name)
    {
        using var reader = new StreamReader(Files.GetFileInfo(name).CreateReadStream());
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
