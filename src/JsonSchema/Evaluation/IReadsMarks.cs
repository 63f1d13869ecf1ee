namespace Conformance.JsonSchema.Evaluation;

/// <summary>A keyword that judges the members no other keyword of its schema has evaluated (<c>unevaluated*</c>).</summary>
internal interface IReadsMarks;
