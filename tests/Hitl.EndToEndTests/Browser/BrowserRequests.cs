using System.Text.Json.Nodes;
using Hitl.Client.Requests;
using Hitl.Local.Story;

namespace Hitl.EndToEndTests.Browser;

/// <summary>What the agent asks for in these tests, with words that would like to be more than words.</summary>
internal static class BrowserRequests
{
    public const string Markup = "<script>document.title='taken'</script><a href=\"https://evil.example\">Approved by finance</a> <https://evil.example|open> *urgent*";

    public static async Task<string> RefundAsync(StoryWorld world, string charge, CancellationToken cancel) =>
        await AskAsync(world, charge, new()
        {
            Action = "refund",
            Customer = new(world.Reference("cus"), "retail"),
            Channel = "chat",
            Amount = 42000,
            Currency = "USD",
            Parameters = new JsonObject { ["charge"] = charge },
            Rationale = "The parcel arrived damaged. " + Markup,
            Evidence = ["https://evil.example/photo-1.jpg"],
        }, cancel);

    public static async Task<string> ChangeEmailAsync(StoryWorld world, string customer, CancellationToken cancel) =>
        await AskAsync(world, customer, new()
        {
            Action = "change-email",
            Customer = new(customer, "retail"),
            Channel = "chat",
            Parameters = new JsonObject { ["email"] = "new.address@example.com" },
            Rationale = "The old mailbox is closed.",
        }, cancel);

    public static async Task<string> ChangeAddressAsync(StoryWorld world, string customer, CancellationToken cancel) =>
        await AskAsync(world, customer, new()
        {
            Action = "change-address",
            Customer = new(customer, "retail"),
            Channel = "chat",
            Parameters = new JsonObject { ["address"] = "1 New Street, Springfield" },
            Rationale = "They have moved.",
        }, cancel);

    private static async Task<string> AskAsync(StoryWorld world, string key, SubmitBody body, CancellationToken cancel)
    {
        var request = (await world.Agent.SubmitAsync(body, "browser-" + key, cancel)).Request.Id;
        await world.UntilAsync(
            $"somebody to be asked about {request}",
            async c => await world.Agent.GetAsync(request, TimeSpan.FromSeconds(1), c) is { Stages: [{ Asked.Count: > 0 }] } asked ? asked : null,
            TimeSpan.FromSeconds(60), cancel);
        return request;
    }
}
