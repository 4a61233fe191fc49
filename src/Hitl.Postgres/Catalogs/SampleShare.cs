namespace Hitl.Postgres.Catalogs;

/// <summary>How the share of one action came out.</summary>
/// <param name="Action">The action.</param>
/// <param name="ShareInHundredths">The catalog's share in hundredths of a percent, 0 to 10,000.</param>
/// <param name="Drawn">Automatic approvals that a draw was made for.</param>
/// <param name="Chosen">How many of them were chosen.</param>
public sealed record SampleShare(string Action, int ShareInHundredths, long Drawn, long Chosen);
