namespace Hitl.Client.Catalogs;

/// <summary>One stage of a path.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Quorum">How many must approve.</param>
/// <param name="Wait">How long it waits in all.</param>
/// <param name="Asked">Who would be asked at this moment, with the reason each; only in an explanation.</param>
public sealed record PathStage(string Name, string Role, int Quorum, TimeSpan Wait, IReadOnlyList<Requests.AskedView> Asked)
{
    /// <summary>What else holds for it, each in words: how many of each role, majority, working time, extensions.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
}
