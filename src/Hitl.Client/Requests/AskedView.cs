namespace Hitl.Client.Requests;

/// <summary>A person who is asked, and why.</summary>
/// <param name="Person">Who.</param>
/// <param name="Name">As the catalog shows the person.</param>
/// <param name="CoversFor">The member they cover for; null for a member asked in their own right.</param>
/// <param name="Why">One clause.</param>
public sealed record AskedView(string Person, string Name, string? CoversFor, string Why);
