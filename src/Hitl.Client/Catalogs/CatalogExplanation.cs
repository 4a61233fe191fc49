namespace Hitl.Client.Catalogs;

/// <summary>How the active catalog would decide, and whom it would ask at this moment.</summary>
/// <param name="CatalogDigest">The version, 64 hex digits.</param>
/// <param name="Evaluation">The answer and why.</param>
/// <param name="Path">Who would be asked, stage by stage; null unless the outcome is <c>ask</c>.</param>
public sealed record CatalogExplanation(string CatalogDigest, Requests.EvaluationView Evaluation, PathView? Path);
