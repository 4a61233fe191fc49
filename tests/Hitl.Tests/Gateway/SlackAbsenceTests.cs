using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Escalations.Stages;
using Hitl.Slack;
using Hitl.Slack.People;
using Hitl.Slack.WebApi;
using Hitl.Tests.Workflows.Live;
using Microsoft.Extensions.Options;

namespace Hitl.Tests.Gateway;

/// <summary>What a person's Slack account says of where they are: heard by event, and looked up before anything follows.</summary>
[Collection(GatewayCollection.Name)]
public sealed class SlackAbsenceTests(GatewayWorld world)
{
    private const string Vacationing = ":palm_tree:";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Vacationing, 0, true)]
    [InlineData(Vacationing, 3600, true)]
    [InlineData(Vacationing, -1, false)]
    [InlineData(":face_with_thermometer:", 0, true)]
    [InlineData(":spiral_calendar_pad:", 3600, false)]
    [InlineData("palm_tree", 0, false)]
    [InlineData("", 0, false)]
    public async Task Only_a_status_that_the_options_name_says_away_and_only_until_it_ends(string emoji, int seconds, bool isAway)
    {
        var end = seconds == 0 ? 0 : TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;
        await SetAsync("U0HANA", new() { ["status_emoji"] = emoji, ["status_text"] = "Vacationing", ["status_expiration"] = end });

        var found = await Directory(new()).FindAsync("U0HANA", Cancel);
        var deaf = await Directory(new() { AwayStatuses = "" }).FindAsync("U0HANA", Cancel);
        await SetAsync("U0HANA", Cleared());

        Assert.Equal(new(DirectoryAnswer.Present, isAway, isAway && seconds > 0 ? DateTimeOffset.FromUnixTimeSeconds(end) : null), found);
        Assert.Equal(new(DirectoryAnswer.Present), deaf);
    }

    [Theory]
    [InlineData("{\"status_emoji\":\":palm_tree:\",\"status_text\":\"Vacationing\"}", "by Slack status")]
    [InlineData("{\"deleted\":true}", "Slack account deactivated")]
    public async Task What_changes_in_slack_takes_effect_at_once_and_ends_when_it_is_taken_back(string change, string reason)
    {
        await SetAsync("U0CHIDI", JsonNode.Parse(change)!.AsObject());
        var noted = Assert.Single(await NotedAsync(1));
        var who = (await world.Slack.CommandAsync("U0ADA", "who chidi")).ToJsonString();

        await SetAsync("U0CHIDI", Cleared());
        await NotedAsync(0);

        Assert.Equal(reason, noted.Absence.Reason);
        Assert.Contains("Gus Gonzalez covers", who, StringComparison.Ordinal);
        Assert.Contains(reason, who, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_is_no_evidence_only_a_reason_to_look()
    {
        var claim = new JsonObject { ["type"] = "user_change", ["user"] = new JsonObject { ["id"] = "U0ADA", ["deleted"] = true, ["profile"] = new JsonObject { ["status_emoji"] = Vacationing } } };
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        using var sent = await http.PostAsJsonAsync("_sandbox/slack/events", claim, Cancel);

        // Events are gone through in the order they come: once this one was, so was the one before.
        await SetAsync("U0CHIDI", new() { ["status_emoji"] = Vacationing });
        await NotedAsync(1);
        var claimed = await OfAsync("ada");
        await SetAsync("U0CHIDI", Cleared());
        await NotedAsync(0);

        Assert.Contains("200", await sent.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Empty(claimed);
    }

    private static JsonObject Cleared() => new() { ["status_emoji"] = "", ["status_text"] = "", ["status_expiration"] = 0, ["deleted"] = false };

    private SlackDirectory Directory(SlackOptions options) => new(world.Get<SlackWebApi>(), Options.Create(options), TimeProvider.System);

    private Task<IReadOnlyList<NotedAbsence>> NotedAsync(int count) => LiveSystem.UntilAsync(() => OfAsync("chidi"), noted => noted.Count == count);

    private async Task<IReadOnlyList<NotedAbsence>> OfAsync(string person) =>
        [.. (await world.Get<IAbsenceStore>().ListAsync(Cancel)).Where(note => note.Absence.Person.Value == person && note.Source == "slack")];

    private async Task SetAsync(string user, JsonObject changes)
    {
        using var http = new HttpClient { BaseAddress = world.SandboxAddress };
        (await http.PutAsJsonAsync($"_sandbox/slack/users/{user}", changes, Cancel)).EnsureSuccessStatusCode();
    }
}
