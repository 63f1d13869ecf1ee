namespace Conformance.Gherkin.Conversion;

/// <summary>Turns the text that an expression captured into what a method takes.</summary>
internal abstract class TextConversion
{
    /// <summary>Whether one text always gives one value that nobody can change, so that it may be made once for all runs.</summary>
    public abstract bool IsFixed { get; }

    /// <summary>Whether it can do without a scenario.</summary>
    public abstract bool IsStatic { get; }

    /// <summary>Converts a text.</summary>
    /// <param name="context">The scenario that runs; may be null if <see cref="IsStatic"/>.</param>
    /// <exception cref="FormatException">The text has not the form that the type demands; a transformation may throw whatever it likes.</exception>
    public abstract object? Convert(string text, ScenarioContext? context);
}
