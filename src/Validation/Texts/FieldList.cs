namespace Conformance.Validation.Texts;

/// <summary>A name and a value of a query, a form or a Cookie field; the name decoded, the value as it was sent.</summary>
internal readonly record struct NameValuePair(string Name, string Raw);

/// <summary>The fields of a query, a form or a Cookie field in the order sent.</summary>
internal sealed class FieldList
{
    private FieldList(IReadOnlyList<NameValuePair> fields, Escaping escaping) => (Fields, Escaping) = (fields, escaping);

    /// <summary>The fields.</summary>
    public IReadOnlyList<NameValuePair> Fields { get; }

    /// <summary>How their values are escaped.</summary>
    public Escaping Escaping { get; }

    /// <summary>Cuts a query or urlencoded form apart.</summary>
    public static FieldList OfQuery(string query) => Split(query, "&", Escaping.Form);

    /// <summary>Cuts a Cookie field apart (RFC 6265, section 4.2.1).</summary>
    /// <param name="separators">What ends a field; the form style joins the parts of one value with ampersands.</param>
    public static FieldList OfCookies(string? cookies, string separators, Escaping escaping) => Split(cookies ?? "", separators, escaping);

    /// <summary>Fields that are decoded already.</summary>
    public static FieldList Of(IReadOnlyList<NameValuePair> fields) => new(fields, Escaping.None);

    /// <summary>The values of a name, in order.</summary>
    public List<string> Values(string name)
    {
        var values = new List<string>();
        foreach (var field in Fields)
        {
            if (field.Name == name)
                values.Add(field.Raw);
        }

        return values;
    }

    /// <summary>The same fields with a plus sign that stands for itself.</summary>
    public FieldList WithLiteralPlus() => Escaping == Escaping.Form ? new FieldList(Fields, Escaping.Percent) : this;

    private static FieldList Split(string text, string separators, Escaping escaping)
    {
        var fields = new List<NameValuePair>();
        foreach (var range in text.AsSpan().SplitAny(separators))
        {
            var field = text.AsSpan(range);
            if (separators.Contains(';', StringComparison.Ordinal))
                field = field.Trim();
            if (field.IsEmpty)
                continue;
            var equals = field.IndexOf('=');
            var name = (equals < 0 ? field : field[..equals]).ToString();
            fields.Add(new NameValuePair(escaping.Decode(name), equals < 0 ? "" : field[(equals + 1)..].ToString()));
        }

        return new FieldList(fields, escaping);
    }
}
