namespace Hitl.Client.Catalogs;

/// <summary>A role and who covers in it.</summary>
/// <param name="Id">The role.</param>
/// <param name="Members">In the order asked.</param>
/// <param name="Coverage">Each as <c>ada: bob, eve</c>; first choice first.</param>
/// <param name="Fallback">Who covers for anyone else.</param>
public sealed record RoleView(string Id, IReadOnlyList<string> Members, IReadOnlyList<string> Coverage, IReadOnlyList<string> Fallback)
{
    /// <summary>Rotation, working hours and daily cap, each in words; empty for none.</summary>
    public IReadOnlyList<string> Terms { get; init; } = [];
}
