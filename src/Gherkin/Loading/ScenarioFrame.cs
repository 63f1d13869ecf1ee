using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>What a scenario gets from the feature and the rule around it.</summary>
internal sealed record ScenarioFrame(Feature Feature, string? Rule, IReadOnlyList<string> Tags, IReadOnlyList<Ast.Step> Background);
