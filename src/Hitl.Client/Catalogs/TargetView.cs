namespace Hitl.Client.Catalogs;

/// <summary>A target of actions.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Connector">Which connector speaks to it.</param>
/// <param name="Host">Host and port that are approved.</param>
/// <param name="Owner">Who owns it when work waits for ops.</param>
public sealed record TargetView(string Name, string Connector, string Host, string Owner);
