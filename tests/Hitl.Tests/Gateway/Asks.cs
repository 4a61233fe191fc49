using System.Text.Json.Nodes;
using Hitl.Client.Requests;

namespace Hitl.Tests.Gateway;

/// <summary>Bodies that are good, to be spoiled one field at a time.</summary>
internal static class Asks
{
    public static SubmitBody Body(string action = "note", long amount = 42000) => new()
    {
        Action = action,
        Customer = new("c-1001", "retail"),
        Channel = "chat",
        Amount = amount,
        Currency = "EUR",
        Parameters = new JsonObject { ["charge"] = "ch_1" },
        Rationale = "The parcel arrived broken.",
        Evidence = ["ticket 4711"],
        Agent = new("2.1", "model-x", "p7"),
    };

    public static string Json(Action<JsonObject>? spoil = null)
    {
        var body = new JsonObject
        {
            ["action"] = "note",
            ["customer"] = new JsonObject { ["id"] = "c-1001", ["segment"] = "retail" },
            ["channel"] = "chat",
            ["amount"] = 42000,
            ["currency"] = "EUR",
            ["parameters"] = new JsonObject { ["charge"] = "ch_1" },
            ["rationale"] = "The parcel arrived broken.",
        };
        spoil?.Invoke(body);
        return body.ToJsonString();
    }

    public static string Key() => Guid.NewGuid().ToString("N");
}
