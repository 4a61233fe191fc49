namespace Temporal.DevServer.Stores;

/// <summary>What an engine's clock showed at a moment of a boot that no setting of the wall clock moves.</summary>
/// <param name="Boot">Which boot of which machine.</param>
/// <param name="UpTicks">Time since that boot, suspended time included, in 100 ns.</param>
/// <param name="NowTicks">The engine's clock, in ticks UTC.</param>
internal sealed record ClockAnchor(string Boot, long UpTicks, long NowTicks);
