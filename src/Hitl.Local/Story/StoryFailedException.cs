namespace Hitl.Local.Story;

/// <summary>A step of the story did not come out as told; the message says what was expected and what was found.</summary>
public sealed class StoryFailedException(string message, Exception? inner = null) : Exception(message, inner);
