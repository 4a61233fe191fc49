namespace Hitl.Local.Story;

/// <summary>Where the story is told: the terminal, or nowhere in a test.</summary>
public interface IStoryVoice
{
    /// <summary>A line begins.</summary>
    void Begin(int number, string title);

    /// <summary>Something happened.</summary>
    void Tell(string who, string what);

    /// <summary>Something was verified against the database or a target's own record.</summary>
    void Verified(string what);
}
