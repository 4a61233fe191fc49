namespace Hitl.Escalations.Requests;

/// <summary>How strict <see cref="TextRules"/> is.</summary>
public enum TextProfile
{
    /// <summary>Ids, names and parameters: one line, nothing invisible.</summary>
    Strict,

    /// <summary>What people and agents write: line breaks, tabs and the joiners that emoji and some scripts need are admitted as well.</summary>
    Prose,
}
