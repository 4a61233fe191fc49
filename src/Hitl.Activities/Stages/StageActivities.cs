using System.Text.Json.Nodes;
using Hitl.Activities.Cards;
using Hitl.Activities.Ledger;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;
using Hitl.Governance.Coverage.Schedules;
using Hitl.Workflows.Stages;
using Temporalio.Activities;

namespace Hitl.Activities.Stages;

/// <summary>Opens, extends and closes stages under the catalog that is live at that moment.</summary>
public sealed class StageActivities(
    IRequestStore requests, IStageStore stages, LiveCoverage coverage, IRequestIntake intake, CardBell bell, TimeProvider time) : IStageActivities
{
    /// <inheritdoc/>
    [Activity("open-stage")]
    public async Task<StageStatus> OpenAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        if (IsOver(stored, stage)) return StageStatus.Withdrawn;
        if (await stages.FindAsync(stage, cancel) is { } opened) return opened.Status;

        var definition = stored.Evaluation!.Path!.Stages[stage.Ordinal - 1];
        var people = await PeopleAsync(stored, definition, [], includeCoverage: false, cancel);
        var clock = StageClocks.Of(definition, (await LiveAsync(cancel)).Roles, time.GetUtcNow());
        return (await stages.OpenAsync(stage, definition, people, [Opened(stored, stage, definition, people, clock)], cancel, clock)).Status;
    }

    /// <inheritdoc/>
    [Activity("read-stage-clock")]
    public async Task<StageClock> ClockAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        if (await stages.ClockAsync(stage, cancel) is { } clock) return clock;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        var opened = await stages.FindAsync(stage, cancel);
        return StageClocks.Of(stored.Evaluation!.Path!.Stages[stage.Ordinal - 1], (await LiveAsync(cancel)).Roles, opened?.OpenedAt ?? time.GetUtcNow());
    }

    /// <inheritdoc/>
    [Activity("remind-stage")]
    public async Task RemindAsync(StageKey stage, int reminder)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        var entry = LedgerLines.About(
            stored, LedgerKinds.StageReminded, LedgerLines.EscalationWorker, $"Reminder {reminder} to everyone in stage {stage.Ordinal} who has not decided.",
            new() { ["stage"] = stage.Ordinal, ["reminder"] = reminder });
        await stages.RemindAsync(stage, reminder, [entry], cancel);
        await stages.CalledAsync(stage, reminder, cancel);
        bell.Ring();
    }

    /// <inheritdoc/>
    [Activity("cover-stage")]
    public async Task CoverAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        if (await stages.FindAsync(stage, cancel) is not { Status: StageStatus.Open } open) return;

        await AskCoverageAsync(stored, open, null, cancel);
        await stages.CalledAsync(stage, 0, cancel);
    }

    /// <summary>Asks coverage before its time, because nobody asked is likely to look; true when somebody was asked. It grants nobody anything that the stage would not grant later.</summary>
    internal async Task<bool> HastenAsync(StageKey stage, string why, CancellationToken cancel)
    {
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        return !IsOver(stored, stage) && await stages.FindAsync(stage, cancel) is { Status: StageStatus.Open, Definition.CoverageAfter: not null } open
            && await AskCoverageAsync(stored, open, why, cancel);
    }

    /// <inheritdoc/>
    [Activity("close-stage")]
    public async Task<StageStatus> CloseAsync(StageKey stage, StageStatus? otherwise)
    {
        var cancel = RunningActivity.Cancel;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        var catalog = await LiveAsync(cancel);
        var closing = await stages.CloseAsync(stage, IsOver(stored, stage) ? StageStatus.Withdrawn : otherwise, catalog.Identities(), cancel);
        bell.Ring();
        return closing.Status;
    }

    /// <inheritdoc/>
    [Activity("pass-undelivered-stage")]
    public async Task<StageStatus> PassUndeliveredAsync(StageKey stage)
    {
        var cancel = RunningActivity.Cancel;
        var status = await CloseAsync(stage, StageStatus.Skipped);
        if (status != StageStatus.Skipped) return status;
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        await intake.RecordAsync(
            LedgerLines.About(
                stored, LedgerKinds.CardUndelivered, LedgerLines.EscalationWorker, $"No card of stage {stage.Ordinal} reached anybody; the next people are asked.",
                new() { ["stage"] = stage.Ordinal }),
            cancel);
        return status;
    }

    /// <summary>Asks whoever an open stage would ask now and has not asked; passes it when nobody it asked is left. For absences that begin while it waits.</summary>
    internal async Task RefreshAsync(StageKey stage, CancellationToken cancel)
    {
        var stored = await requests.RequiredAsync(stage.Request, cancel);
        if (IsOver(stored, stage) || await stages.FindAsync(stage, cancel) is not { Status: StageStatus.Open } open) return;
        var people = await PeopleAsync(stored, open.Definition, open.Asked, includeCoverage: false, cancel);
        var more = people.Asked.Where(person => open.Asked.All(asked => asked.Person != person.Person)).ToList();
        if (more.Count > 0)
        {
            var covered = LedgerLines.About(
                stored, LedgerKinds.StageCovered, LedgerLines.EscalationWorker, $"Stage {stage.Ordinal} also asks {Names(more)}: who is there has changed.",
                new() { ["stage"] = stage.Ordinal, ["asked"] = Asked(more) });
            await stages.AskMoreAsync(stage, more, [covered], cancel);
        }
        else if (people.Asked.Count == 0 && await IsEverybodyAwayAsync(open, cancel))
        {
            var passed = LedgerLines.About(
                stored, LedgerKinds.StageCovered, LedgerLines.EscalationWorker, $"Everybody stage {stage.Ordinal} asked is away and nobody covers; the next people are asked.",
                new() { ["stage"] = stage.Ordinal });
            await stages.PassAsync(stage, [passed], cancel);
        }

        bell.Ring();
    }

    private async Task<bool> IsEverybodyAwayAsync(StageRecord open, CancellationToken cancel)
    {
        var live = await LiveAsync(cancel);
        var now = time.GetUtcNow();
        return open.Asked.All(asked => live.Absences.Any(absence => absence.Person == asked.Person && absence.Covers(now)));
    }

    private async Task<bool> AskCoverageAsync(StoredRequest stored, StageRecord open, string? why, CancellationToken cancel)
    {
        var people = await PeopleAsync(stored, open.Definition, open.Asked, includeCoverage: true, cancel);
        var more = people.Asked.Where(person => open.Asked.All(asked => asked.Person != person.Person)).ToList();
        if (more.Count == 0) return false;
        var entry = LedgerLines.About(
            stored, LedgerKinds.StageCovered, LedgerLines.EscalationWorker, $"Stage {open.Key.Ordinal} also asks {Names(more)}{(why is null ? "" : ": " + why)}.",
            new() { ["stage"] = open.Key.Ordinal, ["asked"] = Asked(more), ["early"] = why });
        await stages.AskMoreAsync(open.Key, more, [entry], cancel);
        bell.Ring();
        return true;
    }

    // A role that exists no more has nobody in it; the stage is skipped and recorded.
    private async Task<StagePeople> PeopleAsync(
        StoredRequest stored, StageDefinition definition, IReadOnlyList<AskedPerson> already, bool includeCoverage, CancellationToken cancel)
    {
        var catalog = await LiveAsync(cancel);
        var identities = catalog.Identities();
        var now = time.GetUtcNow();
        IReadOnlyCollection<PersonId> conflicted = [.. stored.Evaluation!.Consent!.Conflicted.SelectMany(identities.Everyone)];
        var people = catalog.Availability() with { Occupied = await DailyLoad.OccupiedAsync(stages, catalog, definition, already, now, cancel) };
        return StageQuestion.Ask(definition, catalog.Roles, people, conflicted, now, includeCoverage);
    }

    private async Task<Catalog> LiveAsync(CancellationToken cancel) =>
        await coverage.NowAsync(cancel) ?? throw new CatalogUnavailableException("The active catalog");

    private static bool IsOver(StoredRequest stored, StageKey stage) =>
        stored.WithdrawnAt is not null || stored.HasEnded() || stored.Request.Revision != stage.Revision;

    private static LedgerEntry Opened(StoredRequest stored, StageKey stage, StageDefinition definition, StagePeople people, StageClock clock)
    {
        var body = new JsonObject
        {
            ["stage"] = stage.Ordinal,
            ["name"] = definition.Name,
            ["role"] = definition.Role.Value,
            ["quorum"] = definition.Quorum,
            ["dueAt"] = clock.DueAt.UtcDateTime.ToString("O"),
            ["asked"] = Asked(people.Asked),
            ["passedOver"] = new JsonArray([.. people.PassedOver.Select(passed => (JsonNode)new JsonObject { ["person"] = passed.Person.Value, ["why"] = passed.Why })]),
        };
        return people.Asked.Count == 0
            ? LedgerLines.About(stored, LedgerKinds.StageSkipped, LedgerLines.EscalationWorker, $"Stage {stage.Ordinal} ({definition.Name}) has nobody to ask.", body)
            : LedgerLines.About(stored, LedgerKinds.StageOpened, LedgerLines.EscalationWorker, $"Stage {stage.Ordinal} ({definition.Name}) asks {Names(people.Asked)}.", body);
    }

    private static string Names(IEnumerable<AskedPerson> people) => string.Join(", ", people.Select(asked => asked.Person));

    private static JsonArray Asked(IEnumerable<AskedPerson> people) =>
        new([.. people.Select(asked => (JsonNode)new JsonObject { ["person"] = asked.Person.Value, ["coversFor"] = asked.CoversFor?.Value, ["why"] = asked.Why })]);
}
