using System.Text.Json.Nodes;
using Hitl.Slack.Interactions;
using Hitl.Slack.Modals;

namespace Hitl.Gateway.Slack;

/// <summary>The modal that an approval of medium risk goes through: one look more, and words of one's own.</summary>
internal static class ReasonModal
{
    public static JsonObject Build(string token)
    {
        var view = DenyModal.Build(token);
        view["callback_id"] = SlackActionIds.Approve;
        view["title"] = Text("Approve this request");
        view["submit"] = Text("Approve");
        var input = view["blocks"]![0]!;
        input["label"] = Text("What did you check?");
        input["hint"] = Text("Kept with the approval in the audit trail.");
        return view;
    }

    private static JsonObject Text(string text) => new() { ["type"] = "plain_text", ["text"] = text, ["emoji"] = false };
}
