namespace Hitl.Client.Catalogs;

/// <summary>A person of the catalog.</summary>
/// <param name="Id">The person.</param>
/// <param name="Name">As shown.</param>
/// <param name="SlackUser">Slack user id; null for the console only.</param>
/// <param name="Duties">Duties beside approving.</param>
public sealed record PersonView(string Id, string Name, string? SlackUser, IReadOnlyList<string> Duties);
