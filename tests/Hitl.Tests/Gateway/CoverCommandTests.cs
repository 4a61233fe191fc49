using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Gateway;

[Collection(GatewayCollection.Name)]
public sealed class CoverCommandTests(GatewayWorld world)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private IAbsenceStore Absences => world.Get<IAbsenceStore>();

    [Fact]
    public async Task Cover_for_me_notes_an_absence_says_who_is_asked_and_back_ends_it()
    {
        var away = Text(await world.Slack.CommandAsync("U0CHIDI", "cover for me until " + Tomorrow()));
        var noted = await MineAsync("chidi");
        var who = Text(await world.Slack.CommandAsync("U0ADA", "who chidi"));
        var back = Text(await world.Slack.CommandAsync("U0CHIDI", "back"));

        Assert.Contains("soloists: Gus Gonzalez covers.", away, StringComparison.Ordinal);
        Assert.Single(noted);
        Assert.Contains("Chidi Chukwu is away until", who, StringComparison.Ordinal);
        Assert.Contains("Welcome back", back, StringComparison.Ordinal);
        Assert.Empty(await MineAsync("chidi"));
    }

    [Fact]
    public async Task A_cover_the_catalog_does_not_admit_is_named_and_not_asked()
    {
        var away = Text(await world.Slack.CommandAsync("U0CHIDI", "cover ada until " + Tomorrow()));
        await world.Slack.CommandAsync("U0CHIDI", "back");

        Assert.Contains("The catalog does not admit Ada Adeyemi for this role.", away, StringComparison.Ordinal);
        Assert.Contains("Gus Gonzalez covers", away, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cover for me", "Say until when")]
    [InlineData("cover for me until someday", "is no date")]
    [InlineData("cover for me until 2020-01-01", "must lie in the future")]
    [InlineData("cover for me until 2099-01-01", "within a year")]
    [InlineData("cover <!channel> until 2099-01-01", "I do not know")]
    [InlineData("who nobody-of-that-name", "I do not know")]
    [InlineData("dance", "/hitl cover for me until")]
    public async Task What_cannot_be_understood_is_answered_with_what_to_write(string text, string told)
    {
        Assert.Contains(told, Text(await world.Slack.CommandAsync("U0GUS", text)), StringComparison.Ordinal);
        Assert.Empty(await MineAsync("gus"));
    }

    [Fact]
    public async Task A_request_is_found_by_customer_and_only_by_who_was_asked()
    {
        var request = await world.Requests.OpenAsync(Asks.Body() with { Customer = new("cus-findable", "retail") });

        var mine = Text(await world.Slack.CommandAsync("U0ADA", "find findable"));
        var other = Text(await world.Slack.CommandAsync("U0HANA", "find findable"));

        Assert.Contains(request.Id.Value, mine, StringComparison.Ordinal);
        Assert.DoesNotContain(request.Id.Value, other, StringComparison.Ordinal);
    }

    private static string Tomorrow() => TimeProvider.System.GetUtcNow().AddDays(1).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static string Text(JsonObject answer) => (answer["messages"]?.AsArray().LastOrDefault() ?? answer["ephemerals"]?.AsArray().LastOrDefault() ?? answer).ToJsonString();

    private async Task<IReadOnlyList<NotedAbsence>> MineAsync(string person) => [.. (await Absences.ListAsync(Cancel)).Where(note => note.Absence.Person == new PersonId(person))];
}
