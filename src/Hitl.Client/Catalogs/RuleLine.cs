namespace Hitl.Client.Catalogs;

/// <summary>One rule in words; an empty list bounds nothing.</summary>
/// <param name="Id">Unique within the action.</param>
/// <param name="Effect"><c>allow</c>, <c>ask</c> or <c>deny</c>.</param>
/// <param name="Actors">For whom.</param>
/// <param name="Amounts">Ranges as people write them, such as <c>up to 50.00 USD</c>.</param>
/// <param name="Segments">Customer segments.</param>
/// <param name="Channels">Channels.</param>
/// <param name="Except">Exclusions, each as <c>parameter: values</c>.</param>
/// <param name="Path">The path asked, for <c>ask</c>.</param>
public sealed record RuleLine(
    string Id,
    string Effect,
    IReadOnlyList<string> Actors,
    IReadOnlyList<string> Amounts,
    IReadOnlyList<string> Segments,
    IReadOnlyList<string> Channels,
    IReadOnlyList<string> Except,
    string? Path);
