namespace Hitl.Escalations.Stages;

/// <summary>Whether people are likely to look just now. It only brings forward what would be done later anyway.</summary>
public interface IPresence
{
    /// <summary>Why a user will hardly look now, as a clause such as <c>is away in Slack</c>; empty when they may, null when it cannot be found out.</summary>
    /// <param name="surfaceUser">The user's id in the chat.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<string?> IdleAsync(string surfaceUser, CancellationToken cancel);
}
