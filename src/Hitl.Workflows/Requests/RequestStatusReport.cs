namespace Hitl.Workflows.Requests;

/// <summary>Where a workflow is, for people who look at a stuck one.</summary>
/// <param name="Where">Step of the procedure, such as <c>stage 2 (finance)</c> or <c>step refund-payment</c>.</param>
/// <param name="Why">What it waits for, in one sentence.</param>
/// <param name="Since">Since when, workflow time, UTC.</param>
public sealed record RequestStatusReport(string Where, string Why, DateTime Since);
