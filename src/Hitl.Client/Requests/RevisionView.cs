using System.Text.Json.Nodes;

namespace Hitl.Client.Requests;

/// <summary>A request as it was before an approver narrowed it.</summary>
/// <param name="Revision">Its revision, from 1.</param>
/// <param name="AmountText">Its amount, such as <c>420.00 USD</c>; null for none.</param>
/// <param name="Parameters">Its parameters.</param>
/// <param name="Digest">Digest of what people would have agreed to; null when it was never shown.</param>
/// <param name="NarrowedBy">Who narrowed it.</param>
public sealed record RevisionView(int Revision, string? AmountText, JsonObject Parameters, string? Digest, string? NarrowedBy);
