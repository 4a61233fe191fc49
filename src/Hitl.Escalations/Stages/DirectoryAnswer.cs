namespace Hitl.Escalations.Stages;

/// <summary>What the chat's own directory says of a person.</summary>
public enum DirectoryAnswer
{
    /// <summary>Could not be found out; nothing follows from it.</summary>
    Undetermined,

    /// <summary>Has an account that works.</summary>
    Present,

    /// <summary>Deactivated, deleted or never there: nothing can reach them.</summary>
    Gone,
}
