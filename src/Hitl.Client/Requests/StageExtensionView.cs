namespace Hitl.Client.Requests;

/// <summary>How much longer the people asked may make a stage wait.</summary>
/// <param name="By">How much each extension adds; working time where the stage counts it.</param>
/// <param name="Times">How many there are in all.</param>
/// <param name="Used">How many were used.</param>
public sealed record StageExtensionView(TimeSpan By, int Times, int Used);
