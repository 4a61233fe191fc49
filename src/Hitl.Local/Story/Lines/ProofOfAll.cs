namespace Hitl.Local.Story.Lines;

/// <summary>Line 8: the ledger tells who did what, and the chain verifies.</summary>
public sealed class ProofOfAll(StoryWorld world, StoryLine about) : StoryLine(world)
{
    /// <inheritdoc/>
    public override int Number => 8;

    /// <inheritdoc/>
    public override string Title => "Who did what, for whom, when, why, with whose approval";

    /// <inheritdoc/>
    public override IReadOnlyList<StoryStep> Steps => [new("hitl audit show", ShowAsync), new("hitl audit verify", VerifyAsync)];

    private async Task ShowAsync(CancellationToken cancel)
    {
        Request = about.Request;
        var (exit, output) = await World.CommandLine(["audit", "show", Request!], cancel);
        World.Voice.Tell("hana", "hitl audit show " + Request);
        foreach (var line in output.Split('\n', StringSplitOptions.RemoveEmptyEntries)) World.Voice.Tell("", line.TrimEnd());
        World.Verify(exit == 0 && output.Contains("decision.recorded", StringComparison.Ordinal) && output.Contains("person:ben", StringComparison.Ordinal), "the ledger names who approved");
    }

    private async Task VerifyAsync(CancellationToken cancel)
    {
        var verified = await World.UntilAsync("hitl audit verify to find the chain intact", async c =>
        {
            var (exit, output) = await World.CommandLine(["audit", "verify"], c);
            return exit == 0 ? output : null;
        }, TimeSpan.FromSeconds(30), cancel);
        World.Verify(true, verified.Trim());
    }
}
