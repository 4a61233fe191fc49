namespace Hitl.Client.Drills;

/// <summary>Every undoing of the catalog in force and how well it is proven, and the latest drills.</summary>
/// <param name="Procedures">One line per action that can be undone.</param>
/// <param name="Drills">The latest drills, newest first.</param>
public sealed record DrillsView(IReadOnlyList<ProcedureView> Procedures, IReadOnlyList<DrillView> Drills);
