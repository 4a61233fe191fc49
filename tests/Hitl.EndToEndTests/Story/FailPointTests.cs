using Hitl.Client.Problems;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;
using Hitl.Local.Story.Lines;

namespace Hitl.EndToEndTests.Story;

/// <summary>The points of reliability.md §2.2: the process dies exactly there, in the middle of a line of the story, and everything still comes true once.</summary>
/// <remarks>On a system of their own, beside the other tests: they are half of the time of all.</remarks>
public sealed class FailPointTests(ProcessSystem system) : IClassFixture<ProcessSystem>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static TheoryData<string, string, string> Points { get; } = new()
    {
        { "G1", "gateway", "request validated, before insert" },
        { "G2", "gateway", "request committed, before the answer" },
        { "G3", "gateway", "click verified, before the inbox" },
        { "G4", "gateway", "decision committed, before the answer to Slack" },
        { "G5", "gateway", "click answered, before the workflow is told" },
        { "W1", "escalation-worker", "workflow task done, before its answer" },
        { "W2", "execution-worker", "step started, before the intent" },
        { "W3", "execution-worker", "bytes sent, answer not read" },
        { "W4", "execution-worker", "answer read, not recorded" },
        { "W5", "execution-worker", "recorded, completion not sent" },
        { "W6", "escalation-worker", "card accepted by Slack, not noted" },
        { "W7", "execution-worker", "compensation done, completion not sent" },
        { "W8", "execution-worker", "before the last check" },
        { "E1", "temporal", "before the commit" },
        { "E2", "temporal", "after the commit, before the answer" },
        { "E3", "temporal", "timer due, before its transaction" },
        { "E4", "temporal", "history written, task not dispatched" },
        { "E5", "temporal", "task given to a poll, answer not sent" },
        { "A1", "escalation-worker", "batch of seals before its commit" },
        { "A2", "escalation-worker", "batch of seals after its commit" },
        { "A3", "escalation-worker", "checkpoint signed and stored, not anchored" },
        { "A4", "escalation-worker", "checkpoint anchored" },
    };

    /// <summary>Points on the way up: armed while the process is down, hit by its start.</summary>
    public static TheoryData<string, string, string> Starts { get; } = new()
    {
        { "E6", "temporal", "store taken over, before anything is served" },
        { "C1", "gateway", "catalog checked, not yet active" },
    };

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Nothing_is_lost_and_nothing_happens_twice_when_a_process_dies_at(string point, string process, string where)
    {
        var cancel = TestContext.Current.CancellationToken;
        TestContext.Current.TestOutputHelper?.WriteLine(where);
        StoryLine line = point switch
        {
            "W7" => new CompensatedSaga(system.World()),
            "E3" => new SilentPath(system.World()),
            _ => new CoveredApproval(system.World()),
        };
        await ArmAsync(point, cancel);
        var revived = system.RestartWhenDeadAsync(process, cancel);

        await TellAsync(line, cancel);
        await revived.WaitAsync(Patience, cancel);

        Assert.True(File.Exists(Path.Combine(system.FailPoints, point + ".hit")), $"{point} was never reached");
        await Invariants.CheckAsync(system, cancel);
    }

    [Theory]
    [MemberData(nameof(Starts))]
    public async Task A_process_that_dies_while_it_starts_finishes_what_it_began_at(string point, string process, string where)
    {
        var cancel = TestContext.Current.CancellationToken;
        TestContext.Current.TestOutputHelper?.WriteLine(where);
        var line = new CoveredApproval(system.World());
        foreach (var step in line.Steps.Take(2)) await step.Act(cancel);
        if (point == "C1") await system.RenameCatalogAsync(cancel);
        await ArmAsync(point, cancel);

        await system.KillAndDieAgainAsync(process, cancel).WaitAsync(Patience, cancel);
        await TellAsync(line.Steps.Skip(2), cancel);

        Assert.True(File.Exists(Path.Combine(system.FailPoints, point + ".hit")), $"{point} was never reached");
        await Invariants.CheckAsync(system, cancel);
    }

    private async Task ArmAsync(string point, CancellationToken cancel)
    {
        File.Delete(Path.Combine(system.FailPoints, point + ".hit"));
        await File.WriteAllTextAsync(Path.Combine(system.FailPoints, point), "", cancel);
    }

    private Task TellAsync(StoryLine line, CancellationToken cancel) => TellAsync(line.Steps, cancel);

    private async Task TellAsync(IEnumerable<StoryStep> steps, CancellationToken cancel)
    {
        try
        {
            foreach (var step in steps) await AgainAsync(step, cancel);
        }
        catch (StoryFailedException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(system.Logs());
            throw;
        }
    }

    /// <summary>What an agent or a person does when nobody answers: the same again, under the same key.</summary>
    internal static Task AgainAsync(StoryStep step, CancellationToken cancel) => Waiting.UntilAsync("a step of the story", async () =>
    {
        try
        {
            await step.Act(cancel);
            return true;
        }
        catch (Exception away) when (away is HttpRequestException or HitlApiException { IsTransient: true })
        {
            return false;
        }
    }, Patience, cancel);
}
