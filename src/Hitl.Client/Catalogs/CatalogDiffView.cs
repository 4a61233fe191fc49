namespace Hitl.Client.Catalogs;

/// <summary>What a version changes.</summary>
/// <param name="Before">The version in force, 64 hex digits.</param>
/// <param name="After">The version compared, 64 hex digits.</param>
/// <param name="Gains">Who may do more.</param>
/// <param name="Loses">Who may do less.</param>
/// <param name="Lines">Every change, one line each.</param>
/// <param name="Signers">Roles that must sign.</param>
public sealed record CatalogDiffView(
    string Before, string After, IReadOnlyList<string> Gains, IReadOnlyList<string> Loses, IReadOnlyList<string> Lines, IReadOnlyList<string> Signers);
