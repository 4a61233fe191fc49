using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;
using Hitl.Local.Story.Lines;

namespace Hitl.EndToEndTests.Story;

[Collection(nameof(SystemCollection))]
public sealed class StoryTests(ProcessSystem system)
{
    [Fact]
    public Task A_refund_within_the_agents_authority_is_executed_alone() => TellAsync(new AllowedRefund(system.World()));

    [Fact]
    public Task Coverage_decides_when_the_first_approver_is_away() => TellAsync(new CoveredApproval(system.World()));

    [Fact]
    public Task A_denial_reaches_the_agent_with_its_reason_and_nothing_runs() => TellAsync(new DeniedChange(system.World()));

    [Fact]
    public Task A_step_that_fails_for_good_undoes_the_one_before_it() => TellAsync(new CompensatedSaga(system.World()));

    [Fact]
    public Task Silence_ends_in_refusal_after_the_whole_path() => TellAsync(new SilentPath(system.World()));

    [Fact]
    public Task An_unknown_outcome_is_looked_up_and_not_sent_again() => TellAsync(new UnknownOutcome(system.World()));

    [Fact]
    public Task A_target_that_is_down_waits_for_ops_and_is_replayed_once() => TellAsync(new ParkedAndReplayed(system.World()));

    [Fact]
    public async Task The_ledger_tells_who_approved_and_its_chain_verifies()
    {
        var world = system.World();
        var covered = new CoveredApproval(world);
        await TellAsync(covered);

        await TellAsync(new ProofOfAll(world, covered));
    }

    private async Task TellAsync(StoryLine line)
    {
        var cancel = TestContext.Current.CancellationToken;
        try
        {
            foreach (var step in line.Steps) await step.Act(cancel);
        }
        catch (StoryFailedException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(system.Logs());
            throw;
        }

        await Invariants.CheckAsync(system, cancel);
    }
}
