using Conformance.Verification.Results;

namespace Conformance.Verification.Suite;

/// <summary>What <see cref="ConformanceSuite.VerifyAsync"/> runs, and how.</summary>
/// <example><code>await suite.VerifyAsync(target, o => o.Tags("not @advice").Depth(RunDepth.Quick));</code></example>
public sealed class VerificationOptions
{
    internal SuiteOptions Filter { get; private set; } = new();

    internal RunSettings Settings { get; private set; } = new();

    /// <summary>Runs the scenarios that meet a tag expression (Cucumber's): <c>@ACM-07 or (@needs-refresh and not @advice)</c>.</summary>
    public VerificationOptions Tags(string expression)
    {
        Filter = Filter with { IncludeTags = expression };
        return this;
    }

    /// <summary>Runs the scenarios that check these requirements, by their ids.</summary>
    public VerificationOptions Requirements(params string[] ids)
    {
        Filter = Filter with { Requirements = [.. ids] };
        return this;
    }

    /// <summary>How deep the run goes, and so how many requests it sends; <see cref="RunDepth.Standard"/> unless told.</summary>
    public VerificationOptions Depth(RunDepth depth)
    {
        Settings = Settings with { Depth = depth };
        return this;
    }

    /// <summary>Lets warnings fail the run.</summary>
    public VerificationOptions Strict()
    {
        Settings = Settings with { IsStrict = true };
        return this;
    }

    /// <summary>How many scenarios run at once.</summary>
    public VerificationOptions Workers(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Settings = Settings with { Workers = count };
        return this;
    }

    /// <summary>Ends the run after so long.</summary>
    public VerificationOptions TimeLimit(TimeSpan limit)
    {
        Settings = Settings with { TimeLimit = limit };
        return this;
    }

    /// <summary>Failures that are known and let pass, until they pass or expire.</summary>
    public VerificationOptions ExpectedFailures(ExpectedFailures failures)
    {
        Settings = Settings with { Baseline = failures };
        return this;
    }
}
