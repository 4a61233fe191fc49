namespace Hitl.Client.Requests;

/// <summary>The customer an action is for, by reference only.</summary>
/// <param name="Id">The organisation's own customer reference, 1–128 characters.</param>
/// <param name="Segment">Segment as the catalog lists them, such as <c>retail</c>.</param>
public sealed record CustomerBody(string Id, string Segment);
