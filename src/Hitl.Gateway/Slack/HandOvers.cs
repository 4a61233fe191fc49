using System.Text.Json.Nodes;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Decisions;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Coverage;

namespace Hitl.Gateway.Slack;

/// <summary>Hands a person's part of a stage to somebody eligible; they get a card of their own, and the ledger names both.</summary>
internal sealed class HandOvers(IStageStore stages, LiveCoverage coverage, TimeProvider clock)
{
    /// <summary>Who may take it, with their names.</summary>
    public async Task<IReadOnlyList<(PersonId Person, string Name)>> EligibleAsync(DeskCase known, CancellationToken cancel)
    {
        if (await coverage.NowAsync(cancel) is not { } live || Stage(known) is not { } stage || known.Attempt.Role is not { } role) return [];
        var people = Delegation.Eligible(known.Attempt.Person, stage, role, live.Absences, Conflicted(known), known.Attempt.Identities, clock.GetUtcNow());
        return [.. people.Select(person => (person, Name(live, person)))];
    }

    /// <summary>Hands it over; false when that person cannot take it.</summary>
    public async Task<bool> HandAsync(DeskCall call, DeskCase known, PersonId to, string why, CancellationToken cancel)
    {
        if (await coverage.NowAsync(cancel) is not { } live || Stage(known) is not { } stage || known.Attempt.Role is not { } role) return false;
        var asked = Delegation.Hand(call.Person, to, stage, role, live.Absences, Conflicted(known), known.Attempt.Identities, clock.GetUtcNow());
        if (asked is null) return false;
        var body = new JsonObject { ["from"] = call.Person.Value, ["to"] = to.Value, ["coversFor"] = asked.CoversFor?.Value, ["reason"] = why };
        var entry = CardLines.About(known.Request, LedgerKinds.StageDelegated, call, $"{call.Person} handed it to {to}.", body, asked.CoversFor);
        var after = await stages.AskMoreAsync(stage.Key, [asked], [entry], cancel);
        return after.Asked.Any(person => person.Person == to);
    }

    private static StageRecord? Stage(DeskCase known) => known.Attempt.Stages.FirstOrDefault(stage => stage.Key == known.Attempt.Token?.Stage);

    private static IReadOnlyList<PersonId> Conflicted(DeskCase known) => known.Request.Evaluation?.Consent?.Conflicted ?? [];

    private static string Name(Catalog catalog, PersonId person) => catalog.People.TryGetValue(person, out var known) ? known.Name : person.Value;
}
