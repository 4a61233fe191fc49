namespace Hitl.Proof;

/// <summary>A place of the chain whose row is gone; its seal is all that is left.</summary>
internal sealed record MissingRow(long Sequence, string Leaf, Guid Id);
