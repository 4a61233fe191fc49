using System.Reflection;
using System.Text.RegularExpressions;
using Hitl.Cli;
using Hitl.Client.Problems;
using Hitl.Escalations.Requests;
using Hitl.Slack.Interactions;
using Microsoft.AspNetCore.Routing;
using Npgsql;

namespace Hitl.Tests.Gateway;

/// <summary>A shadow request cannot be made to run by any door. The doors are counted: a new one without a row fails here.</summary>
[Collection(GatewayCollection.Name)]
public sealed partial class ShadowDoorTests(GatewayWorld world)
{
    private static readonly string[] Reading = ["GET", "HEAD", "OPTIONS"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Buttons => typeof(SlackActionIds).GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(name => name.IsLiteral && !name.Name.EndsWith("Block", StringComparison.Ordinal) && !name.Name.EndsWith("Input", StringComparison.Ordinal)).Select(name => (string)name.GetRawConstantValue()!);

    [Fact]
    public void Every_route_that_changes_something_has_a_row_or_a_reason()
    {
        var changing = world.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"]).Select(method => (Method: method, Pattern: "/" + endpoint.RoutePattern.RawText!.Trim('/'))))
            .Where(route => !Reading.Contains(route.Method) && !route.Pattern.StartsWith("/_framework", StringComparison.Ordinal)).Select(route => $"{route.Method} {route.Pattern}").Distinct();

        Assert.Equal(new ShadowDoors(world).Routes.Keys.Concat(ShadowDoors.Elsewhere.Keys).Order(StringComparer.Ordinal), changing.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_verb_of_the_command_line_that_takes_a_request_has_a_row()
    {
        var verbs = new List<string>();
        foreach (var group in Names(await HelpAsync())) verbs.AddRange(Lines(await HelpAsync(group)).Where(line => Takes().IsMatch(line)).Select(line => $"{group} {line.TrimStart().Split(' ')[0]}"));

        // Those of the ledger read it or hold its rows.
        Assert.Equal(ShadowDoors.Commands.Keys.Order(StringComparer.Ordinal), verbs.Where(verb => !verb.StartsWith("audit ", StringComparison.Ordinal) && !verb.StartsWith("retention ", StringComparison.Ordinal)).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("version")]
    [InlineData("action")]
    public async Task No_route_makes_it_run(string kind)
    {
        var doors = new ShadowDoors(world);
        var shadow = await doors.AskAsync(kind);
        foreach (var (route, attempt) in doors.Routes)
        {
            await attempt(shadow);

            await AssertStillOnPaperAsync(shadow, route);
        }
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("version")]
    [InlineData("action")]
    public async Task No_button_or_dialog_in_Slack_makes_it_run(string kind)
    {
        var doors = new ShadowDoors(world);
        var shadow = await doors.AskAsync(kind);
        foreach (var button in Buttons)
        {
            await doors.PressAsync(button, shadow);

            await AssertStillOnPaperAsync(shadow, button);
        }

        Assert.Superset(new HashSet<string> { SlackActionIds.Approve, SlackActionIds.Bulk, SlackActionIds.Edit }, Buttons.ToHashSet());
    }

    [Theory]
    [InlineData("actor")]
    [InlineData("version")]
    [InlineData("action")]
    public async Task No_verb_of_the_command_line_makes_it_run(string kind)
    {
        var doors = new ShadowDoors(world);
        var shadow = await doors.AskAsync(kind);
        foreach (var verb in ShadowDoors.Commands.Keys)
        {
            await doors.RunAsync(verb, shadow);

            await AssertStillOnPaperAsync(shadow, verb);
        }
    }

    [Fact]
    public async Task It_is_refused_in_words_and_not_in_silence()
    {
        var shadow = await new ShadowDoors(world).AskAsync("version");

        var refused = await Assert.ThrowsAsync<HitlApiException>(() => world.Client("ada").DecideAsync(shadow.Id.Value, new() { Verdict = "approve", Reason = "Run it.", Digest = shadow.Digest, Revision = 1, Stage = 1 }, null, Cancel));
        var seen = await world.Client("support-bot").GetAsync(shadow.Id.Value, cancel: Cancel);

        Assert.Equal(409, refused.Status);
        Assert.Equal(("shadowed", true, "version 2.1 of support-bot is in shadow"), (seen.State, seen.IsFinal, seen.Evaluation!.Shadow));
    }

    private async Task AssertStillOnPaperAsync(ShadowRequest shadow, string door)
    {
        var stored = (await world.Get<IRequestStore>().FindAsync(shadow.Id, Cancel))!;
        Assert.True(stored is { State: RequestState.Shadowed, Digest: null, Evaluation.Consent: null, Request.Revision: 1 }, $"{door} moved it: {stored.State}");
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(world.Admin) { Pooling = false }.ConnectionString);
        foreach (var table in new[] { "decision", "grant_issued", "effect", "parked_step", "intervention" })
        {
            await using var command = source.CreateCommand($"select count(*) from hitl.{table} where request = '{shadow.Id}'");
            Assert.True((long)(await command.ExecuteScalarAsync(Cancel))! == 0, $"{door} left a row in {table}");
        }

        await using var orders = source.CreateCommand($"select coalesce(string_agg(kind, ', '), '') from hitl.workflow_message where request = '{shadow.Id}' and kind <> 'start'");
        Assert.True((string)(await orders.ExecuteScalarAsync(Cancel))! == "", $"{door} sent its workflow a message");
    }

    private async Task<string> HelpAsync(params string[] group)
    {
        using var output = new StringWriter();
        await HitlCommandLine.RunAsync([.. group, "--help"], output, output, new(world.Address, world.Key("gus"), null), Cancel);
        return output.ToString();
    }

    private static IEnumerable<string> Lines(string help) => help.Split('\n').SkipWhile(line => !line.StartsWith("Commands:", StringComparison.Ordinal)).Skip(1).TakeWhile(line => line.StartsWith("  ", StringComparison.Ordinal));

    private static IEnumerable<string> Names(string help) => Lines(help).Where(line => line.Length > 2 && line[2] != ' ').Select(line => line.TrimStart().Split(' ')[0]);

    [GeneratedRegex(@"^  [a-z-]+ <(id|request)>")]
    private static partial Regex Takes();
}
