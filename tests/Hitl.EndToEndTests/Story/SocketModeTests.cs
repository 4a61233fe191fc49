using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story.Lines;

namespace Hitl.EndToEndTests.Story;

[Collection(nameof(SocketCollection))]
public sealed class SocketModeTests(SocketSystem system)
{
    [Fact]
    public async Task Coverage_approves_through_socket_mode_although_the_gateway_is_killed_between_every_two_steps()
    {
        var cancel = TestContext.Current.CancellationToken;

        foreach (var step in new CoveredApproval(system.World()).Steps)
        {
            await step.Act(cancel);
            await system.KillAndRestartAsync("gateway", cancel);
        }

        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task G6_the_gateway_dies_with_an_envelope_done_and_not_acknowledged()
    {
        var cancel = TestContext.Current.CancellationToken;
        await File.WriteAllTextAsync(Path.Combine(system.FailPoints, "G6"), "", cancel);
        var revived = system.RestartWhenDeadAsync("gateway", cancel);

        foreach (var step in new CoveredApproval(system.World()).Steps) await FailPointTests.AgainAsync(step, cancel);
        await revived.WaitAsync(TimeSpan.FromSeconds(60), cancel);

        Assert.True(File.Exists(Path.Combine(system.FailPoints, "G6.hit")), "G6 was never reached");
        await Invariants.CheckAsync(system, cancel);
    }

    [Fact]
    public async Task A_denial_with_its_dialog_goes_through_socket_mode()
    {
        var cancel = TestContext.Current.CancellationToken;

        foreach (var step in new DeniedChange(system.World()).Steps) await step.Act(cancel);

        await Invariants.CheckAsync(system, cancel);
    }
}
