namespace Hitl.Tests.Governance;

/// <summary>How many cases a property is tried with. A mutation run tries every property some thousand times over and takes a twentieth of them.</summary>
internal static class Effort
{
#if MUTATION_RUN
    public static int Of(int cases) => Math.Max(1, cases / 20);
#else
    public static int Of(int cases) => cases;
#endif
}
