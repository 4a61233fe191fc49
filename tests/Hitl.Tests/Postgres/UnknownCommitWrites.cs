using Hitl.Escalations.Cards;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Intake;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Ops;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Access;
using Microsoft.Extensions.DependencyInjection;

namespace Hitl.Tests.Postgres;

/// <summary>Every write of every port, with what must be true after it was made once and after it was repeated.</summary>
internal static class UnknownCommitWrites
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    /// <summary>By name: prepares the database, with the process that will write, and gives the write.</summary>
    public static Dictionary<string, Func<PostgresDatabase, IServiceProvider, Task<Write>>> All { get; } = new(StringComparer.Ordinal)
    {
        ["intake.submit"] = (db, _) =>
        {
            var request = Samples.Request();
            return Task.FromResult(Given(db, request, p => p.GetRequiredService<IRequestIntake>().SubmitAsync(request, $"k-{request.Id}", new('b', 64), Row(request, LedgerKinds.RequestReceived), default),
                receipt => receipt.Request.Request.Id == request.Id && !receipt.IsMismatch, LedgerKinds.RequestReceived));
        },
        ["intake.withdraw"] = async (db, _) =>
        {
            var request = await Samples.DecidingAsync(db);
            return Given(db, request, p => p.GetRequiredService<IRequestIntake>().WithdrawAsync(request.Id, "no", Row(request, LedgerKinds.RequestWithdrawn), default),
                stored => stored!.WithdrawnAt is not null, LedgerKinds.RequestWithdrawn);
        },
        ["request.evaluate"] = async (db, _) =>
        {
            var request = Samples.Request();
            await db.Get<IRequestIntake>().SubmitAsync(request, $"k-{request.Id}", new('b', 64), Row(request, LedgerKinds.RequestReceived), default);
            var evaluation = Samples.Evaluation(request);
            var digest = ConsentDigest.Of(evaluation.Consent!);
            return Given(db, request, p => p.GetRequiredService<IRequestStore>().RecordEvaluationAsync(request.Id, evaluation, digest, RequestState.Deciding, [Row(request, LedgerKinds.RequestEvaluated)], default),
                stored => stored.Digest == digest && stored.State == RequestState.Deciding, LedgerKinds.RequestEvaluated);
        },
        ["request.move"] = async (db, _) =>
        {
            var request = await Samples.DecidingAsync(db);
            return Given(db, request, p => p.GetRequiredService<IRequestStore>().MoveAsync(request.Id, RequestState.Expired, "Nobody answered.", [Row(request, LedgerKinds.RequestMoved)], default),
                stored => stored.State == RequestState.Expired, LedgerKinds.RequestMoved);
        },
        ["request.revise"] = async (db, _) =>
        {
            var request = await Samples.DecidingAsync(db);
            return Given(db, request, p => p.GetRequiredService<IRequestStore>().ReviseAsync(request.Id, 2, [Row(request, LedgerKinds.RequestRevised)], default),
                stored => stored.Request.Revision == 2, LedgerKinds.RequestRevised);
        },
        ["stage.open"] = async (db, _) =>
        {
            var request = await Samples.DecidingAsync(db);
            var people = new StagePeople([new(Samples.Ada, null, "is asked")], []);
            return Given(db, request, p => p.GetRequiredService<IStageStore>().OpenAsync(new(request.Id, 1, 1), Samples.Stage(), people, [Row(request, LedgerKinds.StageOpened)], default),
                stage => stage.Asked.Count == 1 && stage.Status == StageStatus.Open, LedgerKinds.StageOpened);
        },
        ["stage.askMore"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            return Given(db, request, p => p.GetRequiredService<IStageStore>().AskMoreAsync(key, [new(Samples.Grace, Samples.Ada, "covers")], [Row(request, LedgerKinds.StageCovered)], default),
                stage => stage.Asked.Count == 2, LedgerKinds.StageCovered);
        },
        ["stage.remind"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            return Given(db, request, async p => { await p.GetRequiredService<IStageStore>().RemindAsync(key, 1, [Row(request, LedgerKinds.StageReminded)], default); return 0; },
                _ => true, LedgerKinds.StageReminded);
        },
        ["stage.close"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            return Given(db, request, p => p.GetRequiredService<IStageStore>().CloseAsync(key, StageStatus.Escalated, IdentityGraph.None, default),
                closing => closing.Status == StageStatus.Escalated, LedgerKinds.StageClosed);
        },
        ["inbox.record"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            var decision = Samples.Decision(key, Samples.Ada);
            return Given(db, request, p => p.GetRequiredService<IDecisionInbox>().RecordAsync(decision, "click", Row(request, LedgerKinds.DecisionRecorded), IdentityGraph.None, default),
                receipt => receipt == new DecisionReceipt(decision, null, null, null), LedgerKinds.DecisionRecorded);
        },
        ["card.shown"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            var job = (await db.Get<ICardOutbox>().ClaimStageAsync(key, Minute, default)).Single();
            return Given(db, request, async p => { await p.GetRequiredService<ICardOutbox>().ShownAsync(job, new("C1", $"{request.Id}"), 1, Row(request, LedgerKinds.CardPosted), default); return await db.Get<ICardOutbox>().DeliveredAsync(key, default); },
                delivered => delivered == 1, LedgerKinds.CardPosted);
        },
        ["card.failed"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            var job = (await db.Get<ICardOutbox>().ClaimStageAsync(key, Minute, default)).Single();
            return Given(db, request, async p => { await p.GetRequiredService<ICardOutbox>().FailedAsync(job, "gone", null, Row(request, LedgerKinds.CardUndelivered), default); return 0; },
                _ => true, LedgerKinds.CardUndelivered);
        },
        ["card.put-off"] = async (db, _) =>
        {
            var (request, key) = await StageAsync(db);
            var job = (await db.Get<ICardOutbox>().ClaimStageAsync(key, Minute, default)).Single();
            return new(
                async p => { await p.GetRequiredService<ICardOutbox>().PutOffAsync(job, "ratelimited", Samples.Noon, default); return 0; },
                _ => true,
                () => db.AskAsync<long>($"select count(*) from hitl.card where request = '{request.Id}' and first_tried_at is null and attempts = 1"));
        },
        ["grant.issue"] = async (db, _) =>
        {
            var request = await Samples.DecidingAsync(db);
            await db.Get<IRequestStore>().MoveAsync(request.Id, RequestState.Approved, "Approved.", [], default);
            var digest = ConsentDigest.Of(Samples.Consent(request));
            return Given(db, request, p => p.GetRequiredService<IGrantStore>().IssueAsync(new(request.Id, 1, digest, [Samples.Ada]), Row(request, LedgerKinds.GrantIssued), default),
                grant => grant!.Digest == digest, LedgerKinds.GrantIssued);
        },
        ["effect.record"] = async (db, _) =>
        {
            var (request, digest) = await Samples.GrantedAsync(db);
            var key = new EffectKey(request.Id, 1, "step", false);
            await db.Get<IEffectStore>().IntendAsync(key, "key", digest, Row(request, LedgerKinds.EffectIntended), default);
            return Given(db, request, p => p.GetRequiredService<IEffectStore>().RecordAsync(key, EffectStatus.Done, "re_1", "ok", Row(request, LedgerKinds.EffectRecorded), default),
                effect => effect.Status == EffectStatus.Done && effect.Attempts == 1, LedgerKinds.EffectRecorded);
        },
        ["ops.park"] = async (db, _) =>
        {
            var (request, _) = await Samples.GrantedAsync(db);
            var parked = new ParkedStep(request.Id, "step", false, "down", "ops", Samples.Noon);
            return Given(db, request, async p => { await p.GetRequiredService<IOpsStore>().ParkAsync(parked, [Row(request, LedgerKinds.RequestMoved)], default); return await db.Get<IOpsStore>().FindAsync(request.Id, default); },
                found => found == parked, LedgerKinds.RequestMoved);
        },
        ["ops.intervene"] = async (db, _) =>
        {
            var (request, intervention) = await ParkedAsync(db);
            return Given(db, request, p => p.GetRequiredService<IOpsStore>().InterveneAsync(intervention, Row(request, LedgerKinds.OpsIntervened), default),
                done => done, LedgerKinds.OpsIntervened);
        },
        ["ops.take"] = async (db, _) =>
        {
            var (request, intervention) = await ParkedAsync(db);
            await db.Get<IOpsStore>().InterveneAsync(intervention, Row(request, LedgerKinds.OpsIntervened), default);
            return Given(db, request, p => p.GetRequiredService<IOpsStore>().TakeAsync(request.Id, "token", default), taken => taken == intervention, LedgerKinds.OpsIntervened);
        },
        ["catalog.activate"] = (db, _) =>
        {
            var digest = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(32));
            var catalog = new Catalog
            {
                Digest = digest, Source = "source", Name = digest, IsSandbox = true, People = new Dictionary<PersonId, Person>(), Absences = [],
                Roles = new Dictionary<RoleId, RoleDefinition>(), Actors = new Dictionary<ActorId, Actor>(),
                Actions = new Dictionary<ActionName, ActionDefinition>(), Targets = new Dictionary<string, TargetDefinition>(),
            };
            return Task.FromResult(new Write(
                async p => { await p.GetRequiredService<ICatalogStore>().ActivateAsync(catalog, "person:ada", default); return 0; },
                _ => true,
                () => db.AskAsync<long>($"select count(*) from audit.event where kind = 'catalog.activated' and body like '%{digest}%'")));
        },
        ["keys.import"] = (db, _) =>
        {
            var key = "hitl_" + Guid.NewGuid().ToString("N") + Guid.NewGuid().ToString("N");
            return Task.FromResult(new Write(
                async p => await p.GetRequiredService<ApiKeys>().ImportAsync(ApiPrincipalKind.Actor, "bot", key, "person:ada", default),
                id => ((string)id!).StartsWith("key_", StringComparison.Ordinal),
                async () => await db.Get<ApiKeys>().FindAsync(key, default) is { Id: "bot" } found
                    ? await db.AskAsync<long>($"select count(*) from audit.event where kind = 'access.key_issued' and body like '%{found.KeyId}%'") : 0));
        },
        ["effect.intend"] = async (db, _) =>
        {
            var (request, digest) = await Samples.GrantedAsync(db);
            var key = new EffectKey(request.Id, 1, "step", false);
            // A repeat counts as another attempt, because the first may have been followed by a send; every attempt has its row.
            return Given(db, request, p => p.GetRequiredService<IEffectStore>().IntendAsync(key, "key", digest, Row(request, LedgerKinds.EffectIntended), default),
                effect => effect.Status == EffectStatus.Intended, LedgerKinds.EffectIntended) with
            {
                Rows = async () => 1 + await db.RowsAsync(request.Id, LedgerKinds.EffectIntended) - (await db.Get<IEffectStore>().FindAsync(key, default))!.Attempts,
            };
        },
        ["outbox.hold"] = (db, process) => Task.FromResult(new Write(
            async p => await p.GetRequiredService<IWorkflowOutbox>().HoldLeaseAsync("holder", Minute, default),
            held => held is true,
            () => db.AskAsync<long>("select count(*) from hitl.lease where name = 'workflow-pump'"))),
        ["outbox.deliver"] = async (db, process) =>
        {
            var message = await MessageAsync(db, process);
            return new(
                async p => { await p.GetRequiredService<IWorkflowOutbox>().DeliveredAsync(message, default); return 0; },
                _ => true,
                () => db.AskAsync<long>($"select count(*) from hitl.workflow_message where id = '{message.Id}' and delivered_at is not null"));
        },
        ["outbox.fail"] = async (db, process) =>
        {
            var message = await MessageAsync(db, process);
            return new(
                async p => { await p.GetRequiredService<IWorkflowOutbox>().FailedAsync(message, "down", Samples.Noon, default); return 0; },
                _ => true,
                () => db.AskAsync<long>($"select attempts::bigint from hitl.workflow_message where id = '{message.Id}'"));
        },
    };

    private static Write Given<T>(
        PostgresDatabase database, ActionRequest request, Func<IServiceProvider, Task<T>> call, Func<T, bool> isRight, string kind) =>
        new(async process => await call(process), answer => isRight((T)answer!), () => database.RowsAsync(request.Id, kind));

    private static LedgerEntry Row(ActionRequest request, string kind) => Samples.Entry(request, kind);

    private static async Task<(ActionRequest Request, StageKey Key)> StageAsync(PostgresDatabase database)
    {
        var request = await Samples.DecidingAsync(database);
        return (request, await Samples.OpenStageAsync(database, request, 1, Samples.Ada));
    }

    private static async Task<(ActionRequest Request, Intervention Intervention)> ParkedAsync(PostgresDatabase database)
    {
        var (request, _) = await Samples.GrantedAsync(database);
        await database.Get<IOpsStore>().ParkAsync(new(request.Id, "step", false, "down", "ops", Samples.Noon), [], default);
        return (request, new(Guid.NewGuid(), request.Id, "replay", Samples.Ada, "it is back", Samples.Noon));
    }

    private static async Task<WorkflowMessage> MessageAsync(PostgresDatabase database, IServiceProvider process)
    {
        var request = await Samples.DecidingAsync(database);
        var outbox = process.GetRequiredService<IWorkflowOutbox>();
        Assert.True(await outbox.HoldLeaseAsync("holder", Minute, default));
        return Assert.Single(await outbox.PendingAsync(1000, default), message => message.Request == request.Id);
    }

    /// <summary>A write, whether its answer is right, and how many rows it left: one, however often it was made.</summary>
    internal sealed record Write(Func<IServiceProvider, Task<object?>> Call, Func<object?, bool> IsRight, Func<Task<long>> Rows);
}
