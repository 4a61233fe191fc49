namespace Hitl.Client.Requests;

/// <summary>What the caller may ask for under the catalog in force.</summary>
/// <param name="CatalogDigest">The catalog's version, 64 hex digits.</param>
/// <param name="Items">At most as many as asked for, by name.</param>
/// <param name="Next">Pass as <c>cursor</c> for the next page; null on the last.</param>
public sealed record AskableActions(string CatalogDigest, IReadOnlyList<AskableAction> Items, string? Next);
