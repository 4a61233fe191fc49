using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;
using Hitl.Sandbox.Slack.Api;
using Hitl.Sandbox.Slack.Delivery;
using Hitl.Sandbox.Slack.Model;

namespace Hitl.Sandbox.Slack.People;

/// <summary>People submitting and closing modals.</summary>
internal sealed class Modals(
    Workspace workspace, ViewBook views, Controls controls, ViewMethods viewMethods, InteractionPayloads payloads, AppDelivery delivery, Notices notices)
{
    /// <param name="viewId">A view id, or null or "current" for the topmost modal.</param>
    /// <param name="values">By block and action, by action alone, or by block alone; inputs left out keep their initial value.</param>
    /// <param name="patch">JSON merge patch on the payload, to play a forger.</param>
    public async Task<PersonOutcome> SubmitAsync(string userId, string? viewId, JsonObject values, JsonObject? patch)
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        if (controls.View(userId, viewId) is not { } view || view.Definition.Text("type") != "modal") return PersonOutcome.Refused("no_such_view");
        var (state, problems) = ViewState.Fill(view, values);
        view = views.SetValues(view, state, problems.Count > 0 ? problems : null);
        if (problems.Count > 0) return PersonOutcome.Refused("input_invalid") with { Errors = WireJson.Copy(problems) };

        var payload = payloads.ViewSubmission(user, view);
        MergePatch.Apply(payload, patch);
        var attempts = await delivery.SendAsync(Outgoing.Interaction(payload, userId, workspace.App));
        var outcome = PersonOutcome.Of(attempts, "We had some trouble connecting. Try again?");
        if (outcome.Delivered) outcome = Answer(view, attempts[0].Json as JsonObject, outcome);
        notices.Show(userId, outcome.Shown);
        return outcome;
    }

    /// <param name="all">The x, which closes the whole stack, instead of the view's close button.</param>
    public async Task<PersonOutcome> CloseAsync(string userId, string? viewId, bool all)
    {
        if (workspace.User(userId) is not { } user) return PersonOutcome.Refused("no_such_user");
        if (controls.View(userId, viewId) is not { } view) return PersonOutcome.Refused("no_such_view");
        var closed = all ? views.Stack(userId) : [view];
        views.Close(view, all);
        var attempts = new List<Attempt>();
        foreach (var one in closed.Where(one => one.Definition["notify_on_close"]?.GetValue<bool>() == true))
            attempts.AddRange(await delivery.SendAsync(Outgoing.Interaction(payloads.ViewClosed(user, one, all), userId, workspace.App)));
        return new(null, attempts, null);
    }

    /// <summary>Does what the app's answer to a submission says; without a word the view closes.</summary>
    private PersonOutcome Answer(SlackView view, JsonObject? answer, PersonOutcome outcome)
    {
        switch (answer?.Text("response_action"))
        {
            case null:
                views.Close(view, all: false);
                return outcome;
            case "clear":
                views.Close(view, all: true);
                return outcome;
            case "errors" when answer["errors"] is JsonObject { Count: > 0 } errors && KnowsAll(view, errors):
                views.SetValues(view, view.Values, WireJson.Copy(errors));
                return outcome with { Errors = WireJson.Copy(errors) };
            case "update" when viewMethods.Read(answer["view"], "modal").View is { } replacement:
                views.Update(view, replacement);
                return outcome;
            case "push" when viewMethods.Read(answer["view"], "modal").View is { } next && views.Push(view.User, next) is not null:
                return outcome;
            default:
                return outcome with { Shown = "We had some trouble connecting. Try again?", Refusal = "answer_not_understood" };
        }
    }

    private static bool KnowsAll(SlackView view, JsonObject errors)
    {
        var inputs = Controls.All(view.Definition["blocks"] as JsonArray).Select(found => found.Block.Text("block_id")).ToHashSet();
        return errors.All(error => inputs.Contains(error.Key));
    }
}
