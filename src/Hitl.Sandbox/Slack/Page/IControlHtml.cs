using System.Text.Json.Nodes;

namespace Hitl.Sandbox.Slack.Page;

/// <summary>Draws interactive elements: each its own form in a message, all in one form in a view.</summary>
internal interface IControlHtml
{
    /// <summary>An element of an actions block or an accessory.</summary>
    Html Control(JsonObject block, JsonObject element);

    /// <summary>An input block with its label, hint and error.</summary>
    Html Input(JsonObject block, JsonObject element);
}
