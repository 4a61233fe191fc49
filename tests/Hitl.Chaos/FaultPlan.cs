namespace Hitl.Chaos;

/// <summary>The faults of a run, from its seed alone: the same options make the same plan.</summary>
internal static class FaultPlan
{
    private static readonly string[] Victims =
    [
        "escalation-worker", "escalation-worker", "execution-worker", "execution-worker", "gateway", "gateway", "gateway", "temporal", "temporal", "postgres",
    ];

    /// <summary>Points that ordinary requests come by, and the process that dies there.</summary>
    public static IReadOnlyList<(string Point, string Process)> Points { get; } =
    [
        ("G1", "gateway"), ("G2", "gateway"), ("G3", "gateway"), ("G4", "gateway"), ("G5", "gateway"), ("W1", "escalation-worker"), ("W2", "execution-worker"),
        ("W3", "execution-worker"), ("W4", "execution-worker"), ("W5", "execution-worker"), ("W6", "escalation-worker"), ("W8", "execution-worker"),
        ("E1", "temporal"), ("E2", "temporal"), ("E3", "temporal"), ("E4", "temporal"), ("E5", "temporal"), ("A1", "escalation-worker"), ("A2", "escalation-worker"),
        ("A3", "escalation-worker"), ("A4", "escalation-worker"),
    ];

    private static readonly string[] TargetFaults = ["timeout_after", "timeout_before", "stored_500", "slow", "down", "rate_limit", "effect_delayed", "non_json", "in_progress"];
    private static readonly string[] SlackOutFaults = ["http", "timeout_after", "cut_after", "rate_limit", "delay", "html", "truncate"];
    private static readonly string[] Clocked = ["gateway", "escalation-worker", "execution-worker"];
    private static readonly Toxic[] Toxics = [Toxic.Latency, Toxic.Slow, Toxic.HalfOpen, Toxic.Cut, Toxic.Reset];
    private static readonly string[] SlackInFaults = ["duplicate", "drop", "late"];

    /// <summary>Which kinds a run has: each but the kill is left out by a quarter of the runs, so that rare pairs meet without the others.</summary>
    public static IReadOnlyList<FaultKind> KindsOf(int seed)
    {
        var random = new Random(seed);
        return [.. Enum.GetValues<FaultKind>().Where(kind => kind == FaultKind.Kill || random.NextDouble() >= 0.25)];
    }

    public static IReadOnlyList<Fault> Of(ChaosOptions options)
    {
        var random = new Random(options.Seed);
        var kinds = KindsOf(options.Seed).ToList();
        // Processes end most often: half of all faults.
        kinds.AddRange(Enumerable.Repeat(FaultKind.Kill, kinds.Count - 1));
        var mean = (double)options.Requests / options.PerSecond / Math.Max(1, options.Faults);
        var at = 0.0;
        var faults = new List<Fault>();
        for (var i = 0; i < options.Faults; i++)
        {
            at += mean * Math.Clamp(-Math.Log(1 - random.NextDouble()), 0.2, 3);
            faults.Add(One(random, TimeSpan.FromSeconds(at), kinds[random.Next(kinds.Count)], options.LongestStop));
        }

        return [.. faults.Take(options.Prefix)];
    }

    private static Fault One(Random random, TimeSpan at, FaultKind kind, TimeSpan longest)
    {
        string Any(string[] of) => of[random.Next(of.Length)];
        var length = TimeSpan.FromSeconds(1 + random.NextDouble() * (longest.TotalSeconds - 1));
        switch (kind)
        {
            case FaultKind.Kill: return new(at, kind, Any(Victims), TimeSpan.Zero, "");
            case FaultKind.DoubleKill:
                var first = Any(Victims);
                return new(at, kind, first, TimeSpan.Zero, Any([.. Victims.Where(other => other != first)]));
            case FaultKind.Stop: return new(at, kind, Any([.. Victims.Where(victim => victim != "postgres")]), length, "");
            case FaultKind.FailPoint:
                var (point, process) = Points[random.Next(Points.Count)];
                return new(at, kind, point, TimeSpan.Zero, process);
            case FaultKind.Sessions: return new(at, kind, "postgres", TimeSpan.Zero, "");
            case FaultKind.Target: return new(at, kind, random.NextDouble() < 0.8 ? "payments" : "loyalty", length, Any(TargetFaults));
            case FaultKind.SlackOut: return new(at, kind, "slack", length, Any(SlackOutFaults));
            case FaultKind.Link: return new(at, kind, Any([.. ChaosSystem.Links]), length, Toxics[random.Next(Toxics.Length)].ToString());
            case FaultKind.Clock: return new(at, kind, Any(Clocked), length, random.Next(-300, 301).ToString(System.Globalization.CultureInfo.InvariantCulture));
            default: return new(at, kind, "slack", length, Any(SlackInFaults));
        }
    }
}
