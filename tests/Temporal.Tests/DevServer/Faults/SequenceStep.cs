namespace Temporal.Tests.DevServer.Faults;

internal enum StepKind
{
    Start,
    Replace,
    ContinueAsNew,
    Change,
    ChangeStale,
    CommitFenced,
    Current,
    Load,
    Read,
    Due,
    List,
    Page,
    Count,
    Delete,
    Register,
}

/// <summary>One call of a sequence. The numbers choose among whatever runs there are when its turn comes, so that a sequence stays one when steps are left out.</summary>
internal sealed record SequenceStep(StepKind Kind, int First, int Second, int Third)
{
    /// <summary>Writes are as likely as reads; what makes history comes first.</summary>
    private static readonly StepKind[] Drawn =
    [
        StepKind.Start, StepKind.Start, StepKind.Start, StepKind.Change, StepKind.Change, StepKind.Change, StepKind.Change, StepKind.ContinueAsNew,
        StepKind.Replace, StepKind.ChangeStale, StepKind.CommitFenced, StepKind.Current, StepKind.Load, StepKind.Load, StepKind.Read, StepKind.Due, StepKind.Due,
        StepKind.List, StepKind.Page, StepKind.Count, StepKind.Delete, StepKind.Register,
    ];

    internal static IReadOnlyList<SequenceStep> Draw(int seed)
    {
        var random = new Random(seed);
        var steps = new List<SequenceStep> { Next(random, StepKind.Start) };
        for (var more = random.Next(2, 7); more > 0; more--) steps.Add(Next(random, Drawn[random.Next(Drawn.Length)]));
        return steps;
    }

    private static SequenceStep Next(Random random, StepKind kind) => new(kind, random.Next(1000), random.Next(1000), random.Next(1000));
}
