using System.Text;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Postgres;
using Hitl.Tests.Postgres;

namespace Hitl.Tests.Gateway;

/// <summary>The database's disk fills up and is emptied again: everything is refused in words, nothing that was told is lost, and nobody restarts anything.</summary>
public sealed class FullDiskTests : IAsyncLifetime
{
    // A server of its own: any session of a server may have to write another's pages, and would be told that the disk is full.
    private readonly PostgresCluster _cluster = new();
    private const int Most = 400;

    private SmallDisk _disk = null!;
    private GatewayWorld _world = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _ = await _cluster.CreateDatabaseAsync();
        _disk = await SmallDisk.MakeAsync(_cluster.Admin);
        _world = new(_cluster) { Disk = _disk };
        await _world.InitializeAsync();
        TestContext.Current.TestOutputHelper?.WriteLine(_disk.IsReal ? "a real file system" : "mounting is not allowed here: the server's answer is injected");
    }

    public async ValueTask DisposeAsync()
    {
        await _world.DisposeAsync();
        await _world.DropAsync();
        await _disk.DisposeAsync();
        await _cluster.DisposeAsync();
    }

    [Fact]
    public async Task Nothing_told_is_lost_when_the_disk_is_full_and_all_goes_on_when_there_is_space()
    {
        var waiting = await OpenAsync(40);
        var granted = await GrantAsync(40);
        var client = _world.Client("support-bot");
        await _disk.FillAsync(_world.Admin);

        var (accepted, request) = await UntilRefusedAsync(Most, async n => (await SubmitAsync($"full-{n}")).IsSuccessStatusCode, "storage.full");
        var (recorded, decision) = await UntilRefusedAsync(waiting.Count, async n => await DecideAsync(waiting[n]), "storage.full");
        var (intended, _) = await UntilRefusedAsync(granted.Count, async n => await IntendAsync(granted[n]), "storage.full");
        await _disk.FreeAsync(_world.Admin);

        using var again = await SubmitAsync($"full-{request}");
        Assert.Equal(201, (int)again.StatusCode);
        Assert.True(await DecideAsync(waiting[decision]));
        for (var n = 0; n < request; n++) Assert.True((await SubmitAsync($"full-{n}")).Headers.Contains("Idempotent-Replayed"), $"request {n} was told and is lost");
        Assert.Equal(accepted + 1, await CountAsync("select count(*) from hitl.idempotency_key where key like 'full-%'"));
        Assert.Equal(recorded + 1, await CountAsync("select count(*) from hitl.decision"));
        Assert.Equal(recorded + 1, await CountAsync("select count(*) from audit.event where kind = 'decision.recorded'"));
        Assert.Equal(intended, await CountAsync("select count(*) from hitl.effect"));
        Assert.Equal(intended, await CountAsync("select count(*) from audit.event where kind = 'effect.intended'"));
        Assert.Equal("support-bot", (await client.WhoAmIAsync(Cancel)).Id);
    }

    /// <summary>Goes on until the first refusal: pages that are half full still take a few. Tells how many were taken, and which was refused.</summary>
    private static async Task<(int Taken, int Refused)> UntilRefusedAsync(int most, Func<int, Task<bool>> take, string code)
    {
        for (var n = 0; n < most; n++)
        {
            try
            {
                if (!await take(n)) return (n, n);
            }
            catch (StoreUnavailableException full)
            {
                Assert.Equal(code, full.Code);
                return (n, n);
            }
        }

        throw new InvalidOperationException($"{most} writes found room on a full disk.");
    }

    private async Task<HttpResponseMessage> SubmitAsync(string key)
    {
        using var http = _world.Http("support-bot");
        var message = new HttpRequestMessage(HttpMethod.Post, "/v1/requests") { Content = new StringContent(Asks.Json(), Encoding.UTF8, "application/json") };
        message.Headers.Add("Idempotency-Key", key);
        var answer = await http.SendAsync(message, Cancel);
        if (answer.IsSuccessStatusCode) return answer;
        await Problems.AssertAsync(answer, 503, "storage.full");
        Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        return answer;
    }

    private async Task<bool> DecideAsync(OpenRequest request)
    {
        using var http = _world.Http("ada");
        using var answer = await http.PostAsync(
            $"/v1/requests/{request.Id}/decisions",
            new StringContent(System.Text.Json.JsonSerializer.Serialize(request.Decide("approve"), Client.HitlJson.Options), Encoding.UTF8, "application/json"),
            Cancel);
        if (answer.IsSuccessStatusCode) return true;
        await Problems.AssertAsync(answer, 503, "storage.full");
        return false;
    }

    private async Task<bool> IntendAsync(OpenRequest request)
    {
        var entry = new LedgerEntry { Kind = LedgerKinds.EffectIntended, By = "system:test", Summary = "about to be sent", Request = request.Id };
        var key = new EffectKey(request.Id, 1, "step", false);
        return (await _world.Get<IEffectStore>().IntendAsync(key, $"key-{request.Id}", request.Stored.Digest!, entry, Cancel)).Status == EffectStatus.Intended;
    }

    private async Task<List<OpenRequest>> OpenAsync(int count)
    {
        var open = new List<OpenRequest>();
        for (var n = 0; n < count; n++) open.Add(await _world.Requests.OpenAsync());
        return open;
    }

    private async Task<List<OpenRequest>> GrantAsync(int count)
    {
        var granted = await OpenAsync(count);
        foreach (var request in granted)
        {
            await _world.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Approved, "approved", [], Cancel);
            var entry = new LedgerEntry { Kind = LedgerKinds.GrantIssued, By = "system:test", Summary = "granted", Request = request.Id };
            Assert.NotNull(await _world.Get<IGrantStore>().IssueAsync(new(request.Id, 1, request.Stored.Digest!, [new PersonId("ada")]), entry, Cancel));
        }

        return granted;
    }

    private async Task<int> CountAsync(string sql) => (int)await PostgresCluster.AskAsync<long>(_world.Admin, sql);
}
