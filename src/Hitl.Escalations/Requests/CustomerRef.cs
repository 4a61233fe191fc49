namespace Hitl.Escalations.Requests;

/// <summary>The customer an action is for, by reference; no names or addresses.</summary>
/// <param name="Id">The organisation's own customer reference, 1–128 characters.</param>
/// <param name="Segment">Customer segment as the catalog lists them, such as <c>retail</c>.</param>
public sealed record CustomerRef(string Id, string Segment);
