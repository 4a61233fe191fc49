using System.Text.Json.Nodes;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Keys;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.FailPoints;
using Hitl.Gateway.Problems;
using Hitl.Gateway.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Decisions;

/// <summary>Takes decisions for every door: gathers what is true now, asks the rules, signs, and commits. The commit is the moment of truth.</summary>
internal sealed class DecisionDesk(
    IRequestStore requests,
    IStageStore stages,
    ICatalogStore catalogs,
    IDecisionInbox inbox,
    SigningKeys keys,
    ICardNotes notes,
    RefusalRecorder refusals,
    RequestWatch watch,
    ConsoleLinks links,
    IOptions<GatewayOptions> options,
    TimeProvider clock)
{
    /// <summary>Decides, or says why not; a refusal is recorded and changes nothing.</summary>
    /// <exception cref="StoreUnavailableException">Nothing is known to have been recorded; the person should try again.</exception>
    public async Task<DeskAnswer> DecideAsync(DeskCall call, CancellationToken cancel)
    {
        var known = await JudgeAsync(call, cancel);
        if (await RepeatedAsync(call, known, cancel) is { } first) return new(first, null);
        var refusal = known.Refusal ?? RiskRules.Check(call, known, options.Value.StepUpWithin, links.To(call.Token?.Stage.Request));
        var answer = refusal is null ? await CommitAsync(call, known, cancel) : refusal;
        if (answer.Refusal is { } why) await RecordAsync(call, why, cancel);
        else watch.Wake();
        return answer;
    }

    /// <summary>What the rules say of an attempt before it is made, such as before a dialog is opened for it; records nothing.</summary>
    public async Task<DeskCase> JudgeAsync(DeskCall call, CancellationToken cancel)
    {
        var stored = call.Token is { } token ? await requests.FindAsync(token.Stage.Request, cancel) : null;
        var asked = stored is null ? [] : await stages.ListAsync(stored.Request.Id, stored.Request.Revision, cancel);
        var decided = stored is null ? [] : await stages.DecisionsAsync(stored.Request.Id, stored.Request.Revision, cancel);
        var catalog = await LiveCatalogAsync(cancel);
        var definition = asked.FirstOrDefault(stage => stage.Key == call.Token?.Stage)?.Definition;
        var attempt = new DecisionAttempt
        {
            Person = call.Person,
            Verdict = call.Verdict,
            Reason = call.Reason,
            ReasonCode = call.ReasonCode,
            DenyReasons = await ReasonsAsync(stored, cancel),
            Token = call.FullDigest is { } digest && stored?.Digest != digest ? null : call.Token,
            IsFromOurCard = call.IsFromOurCard,
            Request = stored,
            Stages = asked,
            Decisions = decided,
            Role = definition is not null && catalog is not null ? StageRoles.Of(definition, catalog.Roles) : null,
            Roles = catalog?.Roles ?? new Dictionary<RoleId, RoleDefinition>(),
            Identities = catalog?.Identities() ?? IdentityGraph.None,
            Now = Now(),
        };
        return new(attempt, DecisionRules.Check(attempt));
    }

    /// <summary>Records a refusal given at a door.</summary>
    public Task RecordAsync(DeskCall call, DecisionRefusal why, CancellationToken cancel) =>
        refusals.RecordAsync(why.Code, "person:" + call.Person, call.Token?.Stage.Request.Value, $"decision through {WireNames.Of(call.Door)}", cancel);

    // A delivery that comes twice is answered as the first time: the inbox knows it, and nothing can be added to what the person decided.
    private async Task<Decision?> RepeatedAsync(DeskCall call, DeskCase known, CancellationToken cancel)
    {
        if (known.Refusal?.Code != DecisionRefusals.AlreadyDecided) return null;
        var mine = known.Attempt.Decisions.FirstOrDefault(d => d.Stage == call.Token?.Stage && d.Person == call.Person);
        return mine is null ? null : (await inbox.RecordAsync(mine, call.DeliveryId, Entry(mine, known), known.Attempt.Identities, cancel)).Recorded;
    }

    private async Task<DeskAnswer> CommitAsync(DeskCall call, DeskCase known, CancellationToken cancel)
    {
        var stage = call.Token!.Stage;
        var decision = DecisionMac.Sign(
            new()
            {
                Stage = stage,
                Person = call.Person,
                CoversFor = DecisionRules.Standing(known.Attempt)?.CoversFor,
                Seats = DecisionRules.Seats(known.Attempt),
                Verdict = call.Verdict,
                Reason = Words(call, known.Attempt),
                ReasonCode = call.ReasonCode,
                Door = call.Door,
                Digest = known.Request.Digest!,
                At = known.Attempt.Now,
            },
            keys);
        var visible = await notes.VisibleSinceAsync(new(stage, call.Person), cancel);
        FailPoint.Hit("G3");
        var receipt = await inbox.RecordAsync(decision, call.DeliveryId, Entry(decision, known, visible), known.Attempt.Identities, cancel);
        FailPoint.Hit("G4");
        if (receipt.Recorded is { } recorded) return new(recorded, null);
        if (receipt.Earlier is { } earlier) return DecisionRules.AlreadyDecided(earlier, call.Person);
        var now = await requests.FindAsync(stage.Request, cancel);
        return DecisionRules.StageClosed(receipt.Closed ?? StageStatus.Escalated, receipt.ClosedBy, now?.State ?? known.Request.State);
    }

    // The reasons are those of the version the request is decided under, as everything on its card is.
    private async Task<IReadOnlyDictionary<string, string>> ReasonsAsync(StoredRequest? stored, CancellationToken cancel) =>
        stored is not null && await catalogs.FindAsync(stored.Request.CatalogDigest, cancel) is { } pinned && pinned.Actions.TryGetValue(stored.Request.Action, out var action)
            ? action.DenyReasons
            : new Dictionary<string, string>();

    // What was chosen stands in words beside its id: the agent, the card and the ledger need no catalog to read it.
    private static string Words(DeskCall call, DecisionAttempt attempt)
    {
        if (call.ReasonCode is not { } code) return call.Reason;
        var words = string.IsNullOrWhiteSpace(call.Reason) ? attempt.DenyReasons[code] : $"{attempt.DenyReasons[code]}: {call.Reason}";
        return words.Length <= DecisionRules.MaxReasonLength ? words : words[..DecisionRules.MaxReasonLength];
    }

    // Not being able to find out who may decide is an answer of its own: never 'not allowed', never 'allowed'.
    private async Task<Catalog?> LiveCatalogAsync(CancellationToken cancel)
    {
        try
        {
            return await catalogs.ActiveAsync(cancel);
        }
        catch (StoreUnavailableException)
        {
            return null;
        }
    }

    // The database keeps microseconds; signing more would not verify after it was read back.
    private DateTimeOffset Now()
    {
        var now = clock.GetUtcNow();
        return new(now.UtcTicks - (now.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);
    }

    private static LedgerEntry Entry(Decision decision, DeskCase known, DateTimeOffset? visibleSince = null) => Entry(decision, known.Request.Request, Standing(decision, known), visibleSince);

    // Who held which role is what the catalog said at the click, and is kept: a later catalog must not change what this decision rested on.
    private static JsonObject Standing(Decision decision, DeskCase known)
    {
        var stage = known.Attempt.Stages.FirstOrDefault(stage => stage.Key == decision.Stage);
        var asked = stage?.Asked.FirstOrDefault(person => known.Attempt.Identities.AreSame(person.Person, decision.Person));
        var role = known.Attempt.Role;
        return new()
        {
            ["role"] = stage?.Definition.Role.Value,
            ["asked"] = asked?.Person.Value,
            ["why"] = asked?.Why,
            ["isMember"] = role?.Members.Contains(decision.Person),
            ["members"] = role is null ? null : new JsonArray([.. role.Members.Select(person => (JsonNode)person.Value)]),
            ["at"] = known.Attempt.Now.UtcDateTime.ToString("O"),
        };
    }

    private static LedgerEntry Entry(Decision decision, ActionRequest request, JsonObject membership, DateTimeOffset? visibleSince) => new()
    {
        Kind = LedgerKinds.DecisionRecorded,
        Request = request.Id,
        Revision = decision.Stage.Revision,
        By = "person:" + decision.Person,
        OnBehalfOf = decision.CoversFor,
        Actor = request.Actor,
        Customer = request.Customer.Id,
        Summary = $"{decision.Person} {(decision.Verdict == Verdict.Approve ? "approved" : "denied")} {request.Action} through {WireNames.Of(decision.Door)}"
            + (decision.CoversFor is { } covered ? $", covering for {covered}." : "."),
        Body = new JsonObject
        {
            ["stage"] = decision.Stage.Ordinal,
            ["verdict"] = WireNames.Of(decision.Verdict),
            ["reason"] = decision.Reason,
            ["reasonCode"] = decision.ReasonCode,
            ["door"] = WireNames.Of(decision.Door),
            ["roles"] = decision.Seats is { } seats ? new JsonArray([.. seats.Select(role => (JsonNode)role.Value)]) : null,
            ["digest"] = decision.Digest,
            ["keyId"] = decision.KeyId,
            ["mac"] = decision.Mac,
            ["membership"] = membership,
            // How long the card was there before it was decided: oversight is measured from the first day, it cannot be filled in later.
            ["visibleSince"] = visibleSince?.UtcDateTime.ToString("O"),
            ["millisecondsVisible"] = visibleSince is { } since ? (long)Math.Max(0, (decision.At - since).TotalMilliseconds) : null,
        },
    };
}
