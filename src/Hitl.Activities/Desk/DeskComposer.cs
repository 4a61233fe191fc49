using System.Globalization;
using Hitl.Escalations.Desk;
using Hitl.Escalations.Drills;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Drills;

namespace Hitl.Activities.Desk;

/// <summary>Composes a desk card's face from what is stored at this moment.</summary>
internal sealed class DeskComposer(IRequestStore requests, IOpsStore ops, IEffectStore effects, IDrillStore drills, ICatalogStore catalogs)
{
    /// <summary>The face, and the person's Slack user; null when there is no such subject or nobody to show it to.</summary>
    public async Task<(DeskCardFace Face, string User)?> ComposeAsync(DeskCardKey key, CancellationToken cancel)
    {
        if (await catalogs.ActiveAsync(cancel) is not { } catalog || catalog.People.GetValueOrDefault(key.Person)?.SlackUser is not { } user) return null;
        var face = key.Kind == DeskCardKey.Drill ? await DrillAsync(key, catalog, cancel) : await ParkedAsync(key, catalog, cancel);
        return face is null ? null : (face, user);
    }

    private async Task<DeskCardFace?> ParkedAsync(DeskCardKey key, Catalog catalog, CancellationToken cancel)
    {
        if (await requests.FindAsync(new(key.Subject), cancel) is not { } stored) return null;
        var parked = await ops.FindAsync(stored.Request.Id, cancel);
        var title = catalog.Actions.TryGetValue(stored.Request.Action, out var action) ? action.Title : stored.Request.Action.Value;
        var facts = new List<KeyValuePair<string, string>>
        {
            new("Request", stored.Request.Id.Value),
            new("Action", stored.Request.Amount is { } amount ? $"{title}, {amount}" : title),
            new("Customer", $"{stored.Request.Customer.Id} ({stored.Request.Customer.Segment})"),
        };
        if (parked is not null)
        {
            facts.Add(new("Waits at", parked.IsCompensation ? $"undoing {parked.Step}" : parked.Step));
            facts.Add(new("Why", parked.Reason));
            facts.Add(new("Since", Time(parked.Since)));
        }

        foreach (var effect in await effects.ListAsync(stored.Request.Id, stored.Request.Revision, cancel))
            facts.Add(new(effect.Key.IsCompensation ? $"Undoing {effect.Key.Step}" : effect.Key.Step, $"{effect.Status}, {effect.Attempts} sends{(effect.Reference is { } at ? $", {at}" : "")}{(effect.Detail is { Length: > 0 } said ? $": {said}" : "")}"));
        var due = (parked?.Since ?? stored.StateSince) + ParkedStep.Due;
        return new()
        {
            Key = key,
            Title = "An execution waits for ops",
            Standing = parked is null ? $"Nothing to do any more: {stored.Outcome ?? "it went on"}" : "It goes on only when somebody of ops replays or abandons it, with a reason, in the console or with the command line tool.",
            Facts = facts,
            IsOpen = parked is not null,
            Owner = parked?.Owner ?? "ops",
            DueAt = due,
            ConsolePath = "/console/requests/" + stored.Request.Id,
        };
    }

    private async Task<DeskCardFace?> DrillAsync(DeskCardKey key, Catalog catalog, CancellationToken cancel)
    {
        if (!Guid.TryParse(key.Subject, out var id) || await drills.FindAsync(id, cancel) is not { } drill) return null;
        var facts = new List<KeyValuePair<string, string>> { new("Undoing of", catalog.Actions.TryGetValue(drill.Action, out var action) ? $"{action.Title} ({drill.Action})" : drill.Action.Value) };
        if (action is not null)
            foreach (var step in DrillPlanner.Steps(catalog, action, drill.Id)) facts.Add(new(step.Name, $"{step.Operation} with {step.Arguments.Canonical}, then {step.Compensation}, at the sandbox of {step.Target}"));
        if (drill.By is { } person) facts.Add(new("Run by", $"{person} at {Time(drill.StartedAt ?? drill.OpenedAt)}"));
        if (drill.Detail is { } detail) facts.Add(new("What came of it", detail));
        return new()
        {
            Key = key,
            Title = "Drill: prove that it can be undone",
            Standing = drill.State switch
            {
                DrillState.Open => "Whoever presses the button runs it in their own name. Nothing real is touched.",
                DrillState.Running => "It is running.",
                DrillState.Proven => "Proven: done and undone at the sandbox, and both were found there.",
                _ => "It failed: the undoing does not work as the catalog says.",
            },
            Facts = facts,
            IsOpen = drill.State == DrillState.Open,
            Owner = drill.Role.Value,
            DueAt = drill.OpenedAt + DrillStanding.GoodFor,
            ConsolePath = "/console/drills",
        };
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
