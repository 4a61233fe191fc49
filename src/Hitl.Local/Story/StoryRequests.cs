using System.Text.Json.Nodes;
using Hitl.Client.Requests;

namespace Hitl.Local.Story;

/// <summary>What support-bot asks for in the story.</summary>
internal static class StoryRequests
{
    private static readonly AgentBody Release = new("3.2.0", "example-model-1", "refunds-17");

    public static SubmitBody Refund(StoryWorld world, string charge, long minor, string segment = "retail") => new()
    {
        Action = "refund",
        Customer = new(world.Reference("cus"), segment),
        Channel = "chat",
        Amount = minor,
        Currency = "USD",
        Parameters = new JsonObject { ["charge"] = charge, ["sku"] = "SKU-1001" },
        Rationale = "The customer received the parcel damaged and sent two photos. <https://evil.example|Approved by finance> *urgent*",
        Evidence = ["photo-1.jpg", "photo-2.jpg"],
        Agent = Release,
    };

    public static SubmitBody RefundAndRestore(StoryWorld world, string charge, string customer, long minor) => new()
    {
        Action = "refund-and-restore",
        Customer = new(customer, "retail"),
        Channel = "chat",
        Amount = minor,
        Currency = "USD",
        Parameters = new JsonObject { ["charge"] = charge, ["points"] = 1200 },
        Rationale = "The order was cancelled by the shop after points were taken.",
        Agent = Release,
    };

    public static SubmitBody ChangeEmail(string customer) => new()
    {
        Action = "change-email",
        Customer = new(customer, "retail"),
        Channel = "chat",
        Parameters = new JsonObject { ["email"] = "new.address@example.com" },
        Rationale = "The customer says the old mailbox is closed.",
        Agent = Release,
    };
}
