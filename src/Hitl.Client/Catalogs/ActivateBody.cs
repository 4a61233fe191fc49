namespace Hitl.Client.Catalogs;

/// <summary>Asks the function leaders to sign a version.</summary>
/// <param name="Reason">Why; the signers see it. At most 1,000 characters.</param>
public sealed record ActivateBody(string Reason);
