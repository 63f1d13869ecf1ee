namespace Conformance.Reporting.Views;

/// <summary>The name and the version of the program, apart.</summary>
internal readonly record struct ToolName(string Name, string? Version)
{
    /// <summary>Splits <c>conform 1.0.0</c> at its last blank; without one it is all name.</summary>
    public static ToolName Of(string tool)
    {
        var blank = tool.LastIndexOf(' ');
        return blank < 0 ? new ToolName(tool, null) : new ToolName(tool[..blank], tool[(blank + 1)..]);
    }
}
