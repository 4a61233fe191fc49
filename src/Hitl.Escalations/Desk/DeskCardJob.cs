using Hitl.Escalations.Cards;

namespace Hitl.Escalations.Desk;

/// <summary>A desk card that does not show the truth.</summary>
/// <param name="Key">Which card.</param>
/// <param name="WantedVersion">What it should show.</param>
/// <param name="Location">Where it is; null before it was posted.</param>
/// <param name="Attempts">Failed tries since it was last right.</param>
/// <param name="Reminder">How often the person should have been reminded.</param>
/// <param name="ReminderSent">How often they were.</param>
public sealed record DeskCardJob(DeskCardKey Key, long WantedVersion, CardLocation? Location, int Attempts, int Reminder, int ReminderSent);
