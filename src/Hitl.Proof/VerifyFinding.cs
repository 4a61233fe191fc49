namespace Hitl.Proof;

/// <summary>One thing that is wrong with the ledger.</summary>
/// <param name="Code">Stable code, such as <c>leaf.mismatch</c>, <c>seal.gap</c>, <c>audit.rolled_back</c>.</param>
/// <param name="Chain">Which chain.</param>
/// <param name="Sequence">Where in the chain; 0 when it is about no place.</param>
/// <param name="Expected">What should be there.</param>
/// <param name="Found">What is there.</param>
public sealed record VerifyFinding(string Code, string Chain, long Sequence, string Expected, string Found);
