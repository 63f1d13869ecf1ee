namespace Conformance.Reporting.Html;

/// <summary>Writes elements; all text and all values of attributes are escaped.</summary>
internal sealed class HtmlWriter(TextWriter output)
{
    /// <summary>Writes an element around what <paramref name="content"/> writes.</summary>
    public void Element(string tag, string? cssClass, Action content, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(tag, cssClass, attributes);
        content();
        output.Write($"</{tag}>");
    }

    /// <summary>Writes an element that holds text.</summary>
    public void Element(string tag, string? cssClass, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(tag, cssClass, attributes);
        Text(text);
        output.Write($"</{tag}>");
    }

    /// <summary>Writes the beginning of an element, or one that has no content. An attribute with an empty value stands by its name.</summary>
    public void Open(string tag, string? cssClass, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        output.Write('<');
        output.Write(tag);
        if (cssClass is not null)
            Attribute("class", cssClass);
        foreach (var (name, value) in attributes)
            Attribute(name, value);
        output.Write('>');
    }

    public void Text(string text) => output.Write(HtmlText.Escape(text));

    /// <summary>Writes a line of markup as it stands; never anything from a report.</summary>
    public void Markup(string markup)
    {
        output.Write(markup);
        output.Write('\n');
    }

    private void Attribute(string name, string value)
    {
        output.Write(' ');
        output.Write(name);
        if (value.Length > 0)
            output.Write($"=\"{HtmlText.Escape(value)}\"");
    }
}
