namespace Hitl.Client.Ops;

/// <summary>A request's history run again through today's code, with nothing that could reach a target.</summary>
/// <param name="Request">The request.</param>
/// <param name="Events">How many events its history has.</param>
/// <param name="IsSame">Whether today's code does exactly what was done.</param>
/// <param name="Difference">What it would do otherwise; null when it is the same.</param>
/// <param name="OutboundCalls">How many calls left this process: always 0, because nothing that could make one is there.</param>
public sealed record RehearsalView(string Request, int Events, bool IsSame, string? Difference, int OutboundCalls);
