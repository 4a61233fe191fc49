namespace Hitl.Escalations.Stages;

/// <summary>The chat's directory of people. It can only take people out of being asked; it gives nobody authority.</summary>
public interface IPeopleDirectory
{
    /// <summary>Looks a user up. Not being able to is an answer of its own.</summary>
    /// <param name="surfaceUser">The user's id in the chat.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<DirectoryFinding> FindAsync(string surfaceUser, CancellationToken cancel);
}
