using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Blocks;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>Finds what a person can see and use.</summary>
internal sealed class Controls(Workspace workspace, MessageBook messages, ViewBook views)
{
    /// <summary>Messages the person sees, oldest first: in their conversations, ephemeral ones only if meant for them.</summary>
    public IReadOnlyList<SlackMessage> Visible(string user, bool deleted = false) => messages.Where(VisibleTo(user), deleted);

    /// <summary>What changed for the person after a mark of the message book, deleted messages included.</summary>
    public IEnumerable<SlackMessage> ChangedSince(int mark, string user) => messages.ChangedSince(mark).Where(VisibleTo(user));

    /// <summary>The mark to ask for changes from now on.</summary>
    public int Mark() => messages.Mark();

    /// <summary>The newest control that fits the click.</summary>
    public (SlackMessage Message, JsonObject Block, JsonObject Element)? InMessages(string user, Click click) => Candidates(user, click)
        .Reverse()
        .Where(message => (click.Channel is null || message.Channel == click.Channel) && (click.Ts is null || message.Ts == click.Ts))
        .SelectMany(message => All(message.Blocks).Select(found => (message, found.Block, found.Element)))
        .Where(found => Fits(found.Block, found.Element, click))
        .Select(found => ((SlackMessage, JsonObject, JsonObject)?)found)
        .FirstOrDefault();

    public (SlackView View, JsonObject Block, JsonObject Element)? InView(string user, Click click) => View(user, click.ViewId) is { } view
        ? All(view.Definition["blocks"] as JsonArray)
            .Where(found => Fits(found.Block, found.Element, click))
            .Select(found => ((SlackView, JsonObject, JsonObject)?)(view, found.Block, found.Element))
            .FirstOrDefault()
        : null;

    /// <param name="id">A view id, "home", or null or "current" for the topmost modal.</param>
    public SlackView? View(string user, string? id) => id switch
    {
        "home" => views.Home(user),
        null or "current" => views.Stack(user).LastOrDefault(),
        _ => views.Find(view => view.Id == id && view.User == user),
    };

    public static IEnumerable<(JsonObject Block, JsonObject Element)> All(JsonArray? blocks) =>
        (blocks ?? []).OfType<JsonObject>().SelectMany(block => BlockKit.Elements(block).Select(element => (block, element)));

    /// <summary>A click that names its message needs no search through all others.</summary>
    private IReadOnlyList<SlackMessage> Candidates(string user, Click click) => click is { Channel: { } channel, Ts: { } ts }
        ? messages.Find(channel, ts) is { Deleted: false } named && VisibleTo(user)(named) ? [named] : []
        : Visible(user);

    private Func<SlackMessage, bool> VisibleTo(string user)
    {
        var channels = workspace.Channels.Where(channel => channel.Has(user)).Select(channel => channel.Id).ToHashSet();
        return message => channels.Contains(message.Channel) && (message.EphemeralTo is null || message.EphemeralTo == user);
    }

    private static bool Fits(JsonObject block, JsonObject element, Click click) =>
        element.Text("action_id") == click.ActionId
        && (click.BlockId is null || block.Text("block_id") == click.BlockId)
        && (click.Value is null || element.Text("value") == click.Value);
}
