namespace Hitl.Governance.Intake;

/// <summary>One thing wrong with an incoming request.</summary>
/// <param name="Code">Stable code, from <see cref="FieldProblems"/>.</param>
/// <param name="Field">The field, as a path such as <c>parameters.order</c>.</param>
/// <param name="Message">What is wrong, the limit and what to do; offending text is cut and made visible.</param>
public sealed record FieldProblem(string Code, string Field, string Message);
