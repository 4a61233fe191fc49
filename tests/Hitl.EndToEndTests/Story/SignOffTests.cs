using System.Text.Json.Nodes;
using Hitl.Cli;
using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Story;

/// <summary>The catalog is changed the way it says it is: proposed, compared, simulated, signed in Slack by every function leader, and only then in force.</summary>
[Collection(nameof(SystemCollection))]
public sealed class SignOffTests(ProcessSystem system)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_version_comes_into_force_when_every_leader_signed_it_in_Slack_and_goes_back_the_same_way()
    {
        var world = system.World();
        var first = await ActiveAsync();
        var proposal = Copy("{ to: 50.00 USD }", "{ to: 75.00 USD }");

        var (exit, said) = await HitlAsync("dana", "catalog", "propose", proposal, "--reason", "Small refunds wait too long.");
        Assert.True(exit == 0, said);
        var version = said.Split('\n')[0]["proposed ".Length..].Trim();
        var (_, diff) = await HitlAsync("dana", "catalog", "diff", version[..12]);
        Assert.Contains("+ support-bot may do more in refund: with people becomes alone", diff, StringComparison.Ordinal);
        Assert.Contains("was up to 45.00 EUR or up to 7000 JPY or up to 50.00 USD", diff, StringComparison.Ordinal);
        Assert.Contains("must be signed by: finance-lead, customer-lead", diff, StringComparison.Ordinal);
        var (_, simulated) = await HitlAsync("dana", "catalog", "simulate", version[..12], "--days", "7");
        Assert.Contains("generated boundaries", simulated, StringComparison.Ordinal);
        // Proposed is not in force: what would be allowed then still asks people now.
        Assert.Equal(first, await ActiveAsync());
        var inFlight = await RefundAsync(world, 70_00);
        Assert.Equal("ask", (await world.StateAsync(inFlight, TimeSpan.FromSeconds(30), Cancel, "deciding")).Evaluation!.Outcome);

        (exit, said) = await HitlAsync("dana", "catalog", "activate", version[..12], "--reason", "Agreed in the quarterly review.");
        Assert.True(exit == 0, said);
        var request = said.Split(' ')[0];
        await SignAsync(world, request, "U0EMIL", version, first);
        Assert.Equal(first, await ActiveAsync());
        await SignAsync(world, request, "U0CHIDI", version, first);
        await EndedAsync(world, request, "executed");

        Assert.Equal(version, await ActiveAsync());
        var alone = await RefundAsync(world, 70_00);
        var executed = await world.StateAsync(alone, TimeSpan.FromSeconds(30), Cancel, "executed");
        Assert.Equal(("allowed", version), (executed.Evaluation!.Outcome, executed.CatalogDigest));
        // What was asked before keeps the version it was decided under.
        Assert.Equal(first, (await world.Agent.GetAsync(inFlight, cancel: Cancel)).CatalogDigest);
        var (_, history) = await HitlAsync("hana", "catalog", "history");
        Assert.Contains("emil, chidi", history, StringComparison.Ordinal);
        Assert.Contains("Small refunds wait too long.", history, StringComparison.Ordinal);

        (exit, said) = await HitlAsync("dana", "catalog", "rollback", "--reason", "Too many came in.");
        Assert.True(exit == 0, said);
        var back = said.Split(' ')[0];
        await SignAsync(world, back, "U0EMIL", first, version);
        await world.UntilAsync("chidi to be asked", c => world.Slack.OpenCardAsync("U0CHIDI", back, c), TimeSpan.FromSeconds(30), Cancel);
        (exit, said) = await HitlAsync("chidi", "catalog", "sign", back, "--reason", "Same as before.");
        Assert.True(exit == 0, said);
        await EndedAsync(world, back, "executed");

        Assert.Equal(first, await ActiveAsync());
        await world.Agent.WithdrawAsync(inFlight, "The test is over.", Cancel);
        await Invariants.CheckAsync(system, Cancel);
    }

    [Fact]
    public async Task A_version_one_leader_denies_never_comes_into_force()
    {
        var world = system.World();
        var first = await ActiveAsync();
        var (_, said) = await HitlAsync("dana", "catalog", "propose", Copy("count: 2", "count: 9"), "--reason", "More points.");
        var version = said.Split('\n')[0]["proposed ".Length..].Trim();
        (_, said) = await HitlAsync("dana", "catalog", "activate", version[..12], "--reason", "More points.");
        var request = said.Split(' ')[0];
        await SignAsync(world, request, "U0EMIL", version, first);
        await world.UntilAsync("chidi to be asked", c => world.Slack.OpenCardAsync("U0CHIDI", request, c), TimeSpan.FromSeconds(30), Cancel);

        var (exit, denied) = await HitlAsync("chidi", "catalog", "sign", request, "--deny", "--reason", "Nine is too many.");

        Assert.True(exit == 0, denied);
        await EndedAsync(world, request, "denied");
        Assert.Equal(first, await ActiveAsync());
    }

    [Fact]
    public async Task A_shadowed_request_is_shown_without_buttons_and_no_door_can_make_it_run()
    {
        var world = system.World();
        var charge = world.Reference("ch_shadow");
        var submitted = await world.Agent.SubmitAsync(new()
        {
            Action = "retain-with-discount", Customer = new(world.Reference("cus"), "retail"), Channel = "chat", Amount = 50_00, Currency = "USD",
            Parameters = new JsonObject { ["charge"] = charge }, Rationale = "They want to leave.", Agent = new("3.2.0", null, null),
        }, world.Reference("shadow"), Cancel);
        var request = submitted.Request.Id;

        var view = await world.StateAsync(request, TimeSpan.FromSeconds(30), Cancel, "shadowed");
        var card = await world.UntilAsync(
            "emil's card to say that it is a shadow",
            async c => (await world.Slack.MessagesAsync("U0EMIL", c)).LastOrDefault(m => m.ToJsonString().Contains(charge, StringComparison.Ordinal)), TimeSpan.FromSeconds(30), Cancel);

        Assert.Equal(("ask", true, null), (view.Evaluation!.Outcome, view.IsFinal, view.Digest));
        Assert.Contains("Shadow", card.ToJsonString(), StringComparison.Ordinal);
        Assert.False(SlackDriver.HasButtons(card));
        // Each door in turn: the API as a person, ops, the command line, the agent again under its key.
        var refused = await Assert.ThrowsAsync<Hitl.Client.Problems.HitlApiException>(() => system.Client("chidi").DecideAsync(
            request, new() { Verdict = "approve", Reason = "Run it.", Digest = new string('a', 64), Revision = 1, Stage = 1 }, cancel: Cancel));
        Assert.Equal("decision.token_invalid", refused.Code);
        Assert.Equal("ops.not_parked", (await Assert.ThrowsAsync<Hitl.Client.Problems.HitlApiException>(() => world.Ops.ReplayAsync(request, "Run it.", cancel: Cancel))).Code);
        Assert.NotEqual(0, (await HitlAsync("chidi", "catalog", "sign", request, "--reason", "Run it.")).Exit);
        Assert.Empty(await system.Database.FindAsync($"select request from hitl.issue_grant('{request}', 1, repeat('a', 64), array['emil'], 'k', 'm', null)", Cancel));
        Assert.Equal(0, await world.Targets.AttemptsAsync("payments", charge, Cancel));
        Assert.Equal(0, await system.Database.EntriesAsync(request, "grant.issued", Cancel));
        Assert.Equal("shadowed", await system.Database.StateAsync(request, Cancel));
    }

    [Fact]
    public async Task The_later_of_two_requests_about_one_payment_waits_for_the_earlier_one()
    {
        var world = system.World();
        var charge = world.Reference("ch_twice");
        var first = await RefundAsync(world, 300_00, charge);
        await world.StateAsync(first, TimeSpan.FromSeconds(30), Cancel, "deciding");

        var second = await RefundAsync(world, 20_00, charge);
        await world.UntilAsync("the second to be held back", async c => (await system.Database.FindAsync($"select request from hitl.subject_claim where request = '{second}'", c)) is [var held] ? held : null, TimeSpan.FromSeconds(30), Cancel);
        Assert.Equal("received", await system.Database.StateAsync(second, Cancel));
        await world.Agent.WithdrawAsync(first, "A mistake.", Cancel);

        await world.StateAsync(second, TimeSpan.FromSeconds(30), Cancel, "executed");
        Assert.Single(await world.Targets.EffectsAsync("payments", charge, Cancel));
    }

    private async Task<string> ActiveAsync() => (await system.Client("hana").CatalogAsync(Cancel)).Digest;

    private static async Task<string> RefundAsync(StoryWorld world, long minor, string? charge = null)
    {
        var order = charge ?? world.Reference("ch_" + Guid.NewGuid().ToString("N")[..8]);
        var body = new SubmitBody
        {
            Action = "refund", Customer = new(world.Reference("cus"), "retail"), Channel = "chat", Amount = minor, Currency = "USD",
            Parameters = new JsonObject { ["charge"] = order, ["sku"] = "SKU-1001" }, Rationale = "Arrived damaged.", Agent = new("3.2.0", null, null),
        };
        return (await world.Agent.SubmitAsync(body, Guid.NewGuid().ToString("N"), Cancel)).Request.Id;
    }

    /// <summary>The leader reads the card, which names both versions and what changes, and approves with a reason.</summary>
    private static async Task SignAsync(StoryWorld world, string request, string user, string version, string replaces)
    {
        var card = await world.UntilAsync($"the card to reach {user}", c => world.Slack.OpenCardAsync(user, request, c), TimeSpan.FromSeconds(30), Cancel);
        var text = card.ToJsonString();
        Assert.Contains(version, text, StringComparison.Ordinal);
        Assert.Contains(replaces, text, StringComparison.Ordinal);
        Assert.Contains("now", text, StringComparison.Ordinal);
        if (await world.Slack.PressAsync(user, card, "hitl.approve", Cancel) is { } modal) await world.Slack.SubmitAsync(user, modal, "Read every line.", Cancel);
    }

    private async Task EndedAsync(StoryWorld world, string request, string state) => await world.UntilAsync(
        $"{request} to be {state}", async c => await system.Client("hana").GetAsync(request, cancel: c) is { } view && view.State == state ? view : null, TimeSpan.FromSeconds(60), Cancel);

    private string Copy(string place, string instead)
    {
        var folder = Path.Combine(system.Settings.Root, "proposal-" + Guid.NewGuid().ToString("N"));
        var found = false;
        foreach (var file in Directory.EnumerateFiles(system.Settings.CatalogPath, "*", SearchOption.AllDirectories))
        {
            var to = Path.Combine(folder, Path.GetRelativePath(system.Settings.CatalogPath, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            var text = File.ReadAllText(file);
            found |= text.Contains(place, StringComparison.Ordinal);
            File.WriteAllText(to, text.Replace(place, instead, StringComparison.Ordinal));
        }

        Assert.True(found, $"'{place}' is not in the catalog");
        return folder;
    }

    private async Task<(int Exit, string Output)> HitlAsync(string who, params string[] arguments)
    {
        using var output = new StringWriter();
        var exit = await HitlCommandLine.RunAsync(arguments, output, output, new(system.Settings.Gateway, system.Settings.ApiKey(who), null), Cancel);
        return (exit, output.ToString());
    }
}
