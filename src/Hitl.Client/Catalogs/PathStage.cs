namespace Hitl.Client.Catalogs;

/// <summary>One stage of a path.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Role">Whose members are asked.</param>
/// <param name="Quorum">How many must approve.</param>
/// <param name="Wait">How long it waits in all.</param>
/// <param name="Asked">Who would be asked at this moment, with the reason each; only in an explanation.</param>
public sealed record PathStage(string Name, string Role, int Quorum, TimeSpan Wait, IReadOnlyList<Requests.AskedView> Asked);
