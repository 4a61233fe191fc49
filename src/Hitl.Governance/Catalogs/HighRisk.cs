namespace Hitl.Governance.Catalogs;

/// <summary>What high risk means wherever it is decided: two people, each with the amount typed and a fresh console sign-in. No catalog can ask for less.</summary>
public static class HighRisk
{
    /// <summary>Tells whether a risk class is one that no plain click and no single person decides.</summary>
    /// <param name="risk"><c>low</c>, <c>medium</c>, <c>high</c> or <c>red-line</c>.</param>
    public static bool Is(string risk) => risk is "high" or "red-line";

    /// <summary>Fewest people who must approve a stage of an action of this risk: 2 when it is high, else 1. A lower quorum in the catalog is raised to it.</summary>
    /// <param name="risk"><c>low</c>, <c>medium</c>, <c>high</c> or <c>red-line</c>.</param>
    public static int LeastPeople(string? risk) => risk is not null && Is(risk) ? 2 : 1;
}
