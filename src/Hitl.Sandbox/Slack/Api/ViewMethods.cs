using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Blocks;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.Api;

/// <summary>The views.* methods.</summary>
internal sealed class ViewMethods : ISlackMethods
{
    private readonly Workspace _workspace;
    private readonly ViewBook _views;
    private readonly TriggerBook _triggers;

    public ViewMethods(Workspace workspace, ViewBook views, TriggerBook triggers)
    {
        (_workspace, _views, _triggers) = (workspace, views, triggers);
        Methods = new Dictionary<string, SlackMethod>
        {
            ["views.open"] = call => Show(call, _views.Open),
            ["views.push"] = call => Show(call, _views.Push),
            ["views.update"] = Update,
            ["views.publish"] = Publish,
        };
    }

    public IReadOnlyDictionary<string, SlackMethod> Methods { get; }

    /// <summary>Reads and judges a view; also used for views in answers to a submission.</summary>
    public (JsonObject? View, SlackAnswer? Refusal) Read(JsonNode? node, string type)
    {
        if (WireJson.Copy(node) is not JsonObject view) return (null, SlackAnswer.Fail("invalid_arguments", "[ERROR] missing required field: view"));
        if (Encoding.UTF8.GetByteCount(WireJson.Write(view)) > BlockKit.MostViewBytes) return (null, SlackAnswer.Fail("view_too_large"));
        var problems = BlockKit.CheckView(view, type);
        if (problems.Any) return (null, SlackAnswer.Fail("invalid_arguments", problems.Messages));
        view["blocks"] = BlockKit.WithIds((JsonArray)view["blocks"]!);
        return (view, null);
    }

    private SlackAnswer Show(SlackCall call, Func<string, JsonObject, SlackView?> show)
    {
        var (definition, refusal) = Read(call.Arguments.Json("view"), "modal");
        if (definition is null) return refusal!;
        if (IsTaken(definition, null)) return SlackAnswer.Fail("duplicate_external_id");
        var (user, error) = _triggers.Exchange(call.Arguments.Text("trigger_id"));
        if (user is null) return SlackAnswer.Fail(error!);
        return show(user, definition) is { } view ? Shown(view) : SlackAnswer.Fail("push_limit_reached");
    }

    private SlackAnswer Update(SlackCall call)
    {
        var (id, externalId) = (call.Arguments.Text("view_id"), call.Arguments.Text("external_id"));
        var view = _views.Find(view => id is not null ? view.Id == id : externalId is not null && view.ExternalId == externalId);
        if (view is null) return SlackAnswer.Fail("not_found");
        if (call.Arguments.Text("hash") is { } hash && hash != view.Hash) return SlackAnswer.Fail("hash_conflict");
        var (definition, refusal) = Read(call.Arguments.Json("view"), view.Definition.Text("type")!);
        if (definition is null) return refusal!;
        return IsTaken(definition, view.Id) ? SlackAnswer.Fail("duplicate_external_id") : Shown(_views.Update(view, definition));
    }

    private SlackAnswer Publish(SlackCall call)
    {
        if (_workspace.User(call.Arguments.Text("user_id")) is not { } user) return SlackAnswer.Fail("user_not_found");
        if (call.Arguments.Text("hash") is { } hash && _views.Home(user.Id)?.Hash != hash) return SlackAnswer.Fail("hash_conflict");
        var (definition, refusal) = Read(call.Arguments.Json("view"), "home");
        return definition is null ? refusal! : Shown(_views.Publish(user.Id, definition));
    }

    private bool IsTaken(JsonObject definition, string? by) => definition.Text("external_id") is { Length: > 0 } externalId
        && _views.Find(view => view.ExternalId == externalId && view.Id != by) is not null;

    private SlackAnswer Shown(SlackView view) => SlackAnswer.Ok(new() { ["view"] = SlackJson.View(view, _workspace.App) });
}
