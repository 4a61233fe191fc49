using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Hitl.Activities.Cards;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Cards;
using Hitl.Governance.Catalogs;
using Hitl.Slack;
using Hitl.Slack.Cards;
using Hitl.Slack.WebApi;
using Hitl.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Hitl.Tests.Gateway;

/// <summary>A gateway, the worker's card dispatcher beside it, and a local Slack that misbehaves as told. The test turns the rounds.</summary>
public sealed class SlackWeather(PostgresCluster cluster) : IAsyncLifetime
{
    private readonly HttpClient _slack = new();
    private readonly HttpClient _api = new();
    private CardDispatcher? _dispatcher;

    internal GatewayWorld World { get; } = new(cluster) { MostOpenCards = 10 };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await World.InitializeAsync();
        _slack.BaseAddress = World.SandboxAddress;
        var options = Options.Create(new SlackOptions { ApiUrl = new(World.SandboxAddress, "api/"), BotToken = "xoxb-local-sandbox", Timeout = TimeSpan.FromSeconds(1), ConsoleUrl = new("http://127.0.0.1:1/console") });
        var surface = new SlackCards(new SlackWebApi(_api, options, World.Clock), options);
        var outbox = World.Get<ICardOutbox>();
        var courier = new CardCourier(outbox, surface, World.Get<CardComposer>(), World.Clock, NullLogger<CardCourier>.Instance);
        var digests = new DigestCourier(
            World.Get<IDigestOutbox>(), surface, World.Get<IRequestStore>(), World.Get<IStageStore>(), World.Get<ICatalogStore>(), World.Clock, NullLogger<DigestCourier>.Instance);
        _dispatcher = new(outbox, courier, digests, new CardBell(TimeProvider.System), World.Clock, NullLogger<CardDispatcher>.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        _dispatcher?.Dispose();
        await World.DisposeAsync();
        _slack.Dispose();
        _api.Dispose();
    }

    /// <summary>Fair weather, and nobody has a card: what an earlier test left behind is given up.</summary>
    internal async Task ResetAsync()
    {
        await ClearAsync();
        await ExecuteAsync("update hitl.card set gave_up = true, slot = false where is_due or slot; delete from hitl.card_pace; delete from hitl.digest");
    }

    internal Task<int> RoundAsync() => _dispatcher!.RoundAsync(Cancel);

    internal Task DigestAsync() => _dispatcher!.DigestAsync(Cancel);

    /// <summary>Turns rounds until nothing is owed, letting back-offs pass.</summary>
    internal async Task SettleAsync()
    {
        using var later = World.Clock.Forward(TimeSpan.FromSeconds(61));
        for (var round = 0; round < 60; round++)
        {
            await ExecuteAsync("update hitl.card set due_at = clock_timestamp() where is_due; update hitl.card_pace set next_at = clock_timestamp(); update hitl.digest set due_at = clock_timestamp()");
            if (await RoundAsync() == 0) return;
        }

        Assert.Fail("Cards are still owed: " + await AskAsync<string>("select string_agg(error, '; ') from hitl.card where is_due"));
    }

    internal async Task FaultAsync(params string[] rules)
    {
        using var answer = await _slack.PostAsJsonAsync("_sandbox/faults/slack", new JsonArray([.. rules.Select(rule => JsonNode.Parse(rule))]), Cancel);
        answer.EnsureSuccessStatusCode();
    }

    internal async Task ClearAsync() => (await _slack.DeleteAsync("_sandbox/faults/slack", Cancel)).EnsureSuccessStatusCode();

    internal async Task PutAsync(string path, JsonObject changes) => (await _slack.PutAsJsonAsync("_sandbox/slack/" + path, changes, Cancel)).EnsureSuccessStatusCode();

    /// <summary>Calls a Slack method as the app.</summary>
    internal async Task CallAsync(string method, JsonObject arguments)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/" + method) { Content = JsonContent.Create(arguments) };
        request.Headers.Authorization = new("Bearer", "xoxb-local-sandbox");
        using var answer = await _slack.SendAsync(request, Cancel);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Messages of the app that stand in a person's conversation with it and name the request.</summary>
    internal async Task<IReadOnlyList<JsonObject>> CardsAsync(string user, string request) =>
        [.. JsonNode.Parse(await World.Slack.ReadAsync($"users/{user}/messages"))!.AsArray().OfType<JsonObject>().Where(message => message.ToJsonString().Contains($"Request {request}, revision", StringComparison.Ordinal))];

    internal static bool IsLive(JsonObject message) => message["blocks"]?.ToJsonString().Contains("hitl.approve", StringComparison.Ordinal) == true;

    internal async Task ExecuteAsync(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(World.Admin) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancel);
    }

    internal async Task<T> AskAsync<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(World.Admin) { Pooling = false }.ConnectionString);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancel) is T value ? value : default!;
    }
}
