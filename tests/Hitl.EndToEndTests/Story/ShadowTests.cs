using System.Net.Http.Headers;
using System.Net.Http.Json;
using Hitl.Client;
using Hitl.Client.Requests;
using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Story;

/// <summary>O5 in the whole running system: an actor, a version and an action in shadow are decided, recorded and shown, and nothing of them ever runs.</summary>
[Collection(nameof(SystemCollection))]
public sealed class ShadowTests(ProcessSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("retention-bot", "3.2.0", "retain-with-discount", "action retain-with-discount is in shadow")]
    [InlineData("retention-bot", "3.2.0", "refund", "actor retention-bot is in shadow")]
    [InlineData("support-bot", "next", "refund", "version next of support-bot is in shadow")]
    public async Task What_is_in_shadow_is_decided_on_paper_and_neither_replayed_nor_started_over(string actor, string version, string action, string why)
    {
        var world = system.World();
        var agent = new HitlClient(new HttpClient { BaseAddress = system.Settings.Gateway }, system.Settings.ApiKey(actor));
        var charge = world.Reference("ch-shadow");
        var id = (await agent.SubmitAsync(Refund(world, action, charge, version), world.Reference("shadow"), Cancel)).Request.Id;

        var shadowed = await world.UntilAsync("it to be shadowed", async c => await agent.GetAsync(id, TimeSpan.FromSeconds(1), c) is { IsFinal: true } view ? view : null, Patience, Cancel);
        var reset = await ResetAsync(id);
        var (replayed, said) = await world.CommandLine(["ops", "replay", id, "--reason", "Run it."], Cancel);
        // Another request goes the whole way meanwhile, so the workers have had their turn.
        var other = (await world.Agent.SubmitAsync(Refund(world, "refund", world.Reference("ch-live"), "3.2.0"), world.Reference("live"), Cancel)).Request.Id;
        await world.StateAsync(other, Patience, Cancel, "executed");

        Assert.Equal(("shadowed", why), (shadowed.State, shadowed.Evaluation!.Shadow));
        Assert.Equal("shadowed", await world.Database.StateAsync(id, Cancel));
        Assert.Equal(409, reset);
        Assert.NotEqual(0, replayed);
        Assert.Contains("ops.not_parked", said, StringComparison.Ordinal);
        Assert.Empty(await world.Targets.EffectsAsync("payments", charge, Cancel));
        foreach (var table in new[] { "grant_issued", "effect", "decision" }) Assert.Equal("0", (await world.Database.FindAsync($"select count(*)::text from hitl.{table} where request = '{id}'", Cancel)).Single());
        Assert.Null(await world.Slack.OpenCardAsync("U0EMIL", id, Cancel));
    }

    private static SubmitBody Refund(StoryWorld world, string action, string charge, string version) => new()
    {
        Action = action, Customer = new(world.Reference("cus-shadow"), "retail"), Channel = "chat", Amount = 42_00, Currency = "USD", Agent = new(version, null, null),
        Parameters = action == "refund" ? new() { ["charge"] = charge, ["sku"] = "SKU-1001" } : new() { ["charge"] = charge },
    };

    private async Task<int> ResetAsync(string id)
    {
        using var http = new HttpClient { BaseAddress = system.Settings.Gateway };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", system.Settings.ApiKey("gus"));
        using var answer = await http.PostAsJsonAsync($"v1/ops/requests/{id}/reset", new { reason = "Run it." }, Cancel);
        return (int)answer.StatusCode;
    }
}
