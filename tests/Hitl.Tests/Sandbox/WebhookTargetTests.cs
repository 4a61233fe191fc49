using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox;
using Hitl.Sandbox.Targets.Webhooks;
using Hitl.Tests.Sandbox.Running;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Sandbox;

public sealed class WebhookTargetTests
{
    [Theory]
    [InlineData("crm", 1, 200)]
    [InlineData("blind-crm", 2, 404)]
    public async Task A_webhook_repeated_counts_once_where_there_are_keys(string name, int effects, int lookUp)
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        var first = await SendAsync(sandbox, name, tampered: false);
        await SendAsync(sandbox, name, tampered: false);
        using var found = await sandbox.Http.GetAsync($"/targets/webhook/{name}/deliveries/msg_1", TestContext.Current.CancellationToken);

        Assert.Equal((200, lookUp), (first, (int)found.StatusCode));
        Assert.Equal(effects, ((JsonArray)(await sandbox.LedgerAsync("webhook"))["effects"]!).Count);
    }

    [Fact]
    public async Task A_webhook_changed_on_the_way_is_refused()
    {
        await using var sandbox = await RunningSandbox.StartAsync();

        Assert.Equal(401, await SendAsync(sandbox, "crm", tampered: true));
        Assert.Empty((JsonArray)(await sandbox.LedgerAsync("webhook"))["effects"]!);
    }

    private static async Task<int> SendAsync(RunningSandbox sandbox, string name, bool tampered)
    {
        const string body = """{"order":"O-1"}""";
        var timestamp = sandbox.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);
        var secret = sandbox.Services.GetRequiredService<SandboxOptions>().WebhookSecret;
        using var request = new HttpRequestMessage(HttpMethod.Post, "/targets/webhook/" + name);
        request.Content = new StringContent(tampered ? body.Replace("O-1", "O-2") : body, Encoding.UTF8, "application/json");
        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("webhook-signature", WebhookSignature.Sign(secret, "msg_1", timestamp, Encoding.UTF8.GetBytes(body)));
        using var answer = await sandbox.Http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
