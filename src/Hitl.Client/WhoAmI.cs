namespace Hitl.Client;

/// <summary>Who the credential says the caller is.</summary>
/// <param name="Kind"><c>actor</c> or <c>person</c>.</param>
/// <param name="Id">The actor or the person.</param>
/// <param name="Name">As people read it.</param>
/// <param name="Duties">For a person: <c>ops</c>, <c>audit</c>, <c>governance</c>; everyone may be asked to approve.</param>
public sealed record WhoAmI(string Kind, string Id, string Name, IReadOnlyList<string> Duties);
