using Ast = global::Gherkin.Ast;

namespace Conformance.Gherkin.Loading;

/// <summary>The argument of a step by its kind.</summary>
internal static class StepArgumentNodes
{
    extension(Ast.Step step)
    {
        /// <summary>The table below a step; null where it has none.</summary>
        public Ast.DataTable? DataTable => step.Argument as Ast.DataTable;

        /// <summary>The doc string below a step; null where it has none.</summary>
        public Ast.DocString? DocString => step.Argument as Ast.DocString;
    }
}
