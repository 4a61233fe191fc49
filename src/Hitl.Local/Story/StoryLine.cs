namespace Hitl.Local.Story;

/// <summary>One line of the story, told through the public doors and verified against the database and the targets' own records.</summary>
public abstract class StoryLine(StoryWorld world)
{
    /// <summary>Its place in the story, 1 to 8.</summary>
    public abstract int Number { get; }

    /// <summary>What it shows.</summary>
    public abstract string Title { get; }

    /// <summary>Its steps in order.</summary>
    public abstract IReadOnlyList<StoryStep> Steps { get; }

    /// <summary>The request this line is about, once it was made.</summary>
    public string? Request { get; protected set; }

    /// <summary>The system the line is told on.</summary>
    protected StoryWorld World { get; } = world;
}
