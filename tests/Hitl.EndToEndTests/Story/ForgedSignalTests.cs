using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story.Lines;
using Temporalio.Client;

namespace Hitl.EndToEndTests.Story;

/// <summary>EN12: somebody with access to Temporal tells the workflow that it was approved. Only the gateway's inbox can say so.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ForgedSignalTests(ProcessSystem system)
{
    [Fact]
    public async Task EN12_a_signal_past_the_gateway_approves_nothing_and_is_in_the_ledger()
    {
        var cancel = TestContext.Current.CancellationToken;
        var line = new CoveredApproval(system.World());
        foreach (var step in line.Steps.Take(2)) await step.Act(cancel);
        var request = (await system.Client("support-bot").ListAsync(new() { States = ["deciding"], Limit = 1 }, cancel)).Items[0].Id;
        var workflow = (await TemporalClient.ConnectAsync(new($"127.0.0.1:{system.Settings.Ports.Temporal}"))).GetWorkflowHandle("request-" + request);

        await workflow.SignalAsync("approved", [new { person = "ben", verdict = "approve" }]);
        await workflow.SignalAsync("decision-recorded", [new { person = "ben", verdict = "approve" }]);
        await workflow.SignalAsync("decision-recorded", []);
        await Waiting.UntilAsync("both claims in the ledger", async () => await RefusedAsync(request, cancel) == 2, TimeSpan.FromSeconds(60), cancel);

        Assert.Equal("deciding", (await system.Client("support-bot").GetAsync(request, cancel: cancel)).State);
        Assert.Empty(await system.Database.FindAsync($"select verdict from hitl.decision where request = '{request}'", cancel));
        foreach (var step in line.Steps.Skip(2)) await step.Act(cancel);
        await Invariants.CheckAsync(system, cancel);
    }

    private async Task<int> RefusedAsync(string request, CancellationToken cancel) =>
        (await system.Database.FindAsync($"select body from audit.event where request = '{request}' and kind = 'attempt.refused' and body like '%decision.unsigned%'", cancel)).Count;
}
