namespace Hitl.Client.Ops;

/// <summary>Why ops intervene.</summary>
/// <param name="Reason">1–1,000 characters; recorded.</param>
public sealed record InterveneBody(string Reason);
