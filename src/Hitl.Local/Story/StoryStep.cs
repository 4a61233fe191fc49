namespace Hitl.Local.Story;

/// <summary>One step of a line; steps of a line share what earlier ones found.</summary>
/// <param name="Title">What happens, as told on the terminal.</param>
/// <param name="Act">Does it, waits for its effect and verifies it; throws <see cref="StoryFailedException"/> otherwise.</param>
public sealed record StoryStep(string Title, Func<CancellationToken, Task> Act);
