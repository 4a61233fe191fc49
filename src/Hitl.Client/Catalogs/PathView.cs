namespace Hitl.Client.Catalogs;

/// <summary>A path of people.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Stages">In order.</param>
public sealed record PathView(string Name, IReadOnlyList<PathStage> Stages);
