using Hitl.Activities.Execution;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Activities.Execution;

public sealed class ExecutionGateTests
{
    // Everything that execution depends on, each with one change behind everybody's back.
    public static TheoryData<string> Fields =>
        ["amount", "currency", "customer", "segment", "channel", "parameter", "revision", "action", "actor", "catalog", "target", "host", "operation", "argument", "compensation", "quorum", "role", "expiry", "conflicted"];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_approved_request_is_granted_once_on_the_approval_of_who_decided()
    {
        var (bench, execution, activities) = await ApprovedAsync();

        var first = await activities.AuthorizeAsync(bench.Stage.Request, 1);
        var again = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((true, true), (first.IsGranted, again.IsGranted));
        Assert.Equal(["ben"], (await execution.FindAsync(bench.Stage.Request, 1, Cancel))!.Approvers.Select(person => person.Value));
        Assert.Single(bench.Ledger.Kinds, kind => kind == LedgerKinds.GrantIssued);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task A_record_that_was_changed_after_approval_is_never_granted(string field)
    {
        var (bench, _, activities) = await ApprovedAsync();
        bench.Requests.Tamper(bench.Stage.Request, stored =>
        {
            var consent = Changed(stored.Evaluation!.Consent!, field);
            return stored with { Evaluation = stored.Evaluation with { Consent = consent }, Digest = ConsentDigest.Of(consent) };
        });

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.False(authorization.IsGranted);
        Assert.NotNull(authorization.Refusal);
        // An expiry is not the catalog's to make again; then it is the decision's digest that differs.
        Assert.False(authorization.MayAskAgain);
        Assert.DoesNotContain(LedgerKinds.EffectIntended, bench.Ledger.Kinds);
    }

    [Fact]
    public async Task Spending_that_passed_a_limit_since_the_decision_goes_back_to_people_and_nothing_is_sent()
    {
        var (bench, execution, activities) = await ApprovedAsync("Limit daily would be passed now.");

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((false, true, "Limit daily would be passed now."), (authorization.IsGranted, authorization.MayAskAgain, authorization.Refusal));
        Assert.Null(await execution.FindAsync(bench.Stage.Request, 1, Cancel));
        Assert.Contains(LedgerKinds.GrantRefused, bench.Ledger.Kinds);
    }

    [Fact]
    public async Task A_catalog_that_put_the_actor_into_shadow_since_the_decision_stops_it()
    {
        var (bench, execution, activities) = await ApprovedAsync();
        var live = bench.Catalogs.Active!;
        bench.Catalogs.Active = live with { Digest = new string('b', 64), Actors = live.Actors.ToDictionary(pair => pair.Key, pair => pair.Value with { IsShadow = true }) };

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((false, "The catalog now in force keeps it in shadow: actor support-bot is in shadow."), (authorization.IsGranted, authorization.Refusal));
        Assert.Null(await execution.FindAsync(bench.Stage.Request, 1, Cancel));
    }

    [Fact]
    public async Task An_approval_that_grew_old_is_asked_afresh()
    {
        var (bench, _, activities) = await ApprovedAsync();
        bench.Time.Pass(TimeSpan.FromDays(2));

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((false, true), (authorization.IsGranted, authorization.MayAskAgain));
        Assert.Contains(LedgerKinds.GrantRefused, bench.Ledger.Kinds);
    }

    [Fact]
    public async Task A_catalog_in_force_that_forbids_it_stops_what_was_approved()
    {
        var (bench, _, activities) = await ApprovedAsync();
        var action = StoryWorld.Catalog.Actions[new("refund")] with { Rules = [], GapPath = null };
        bench.Catalogs.Active = StoryWorld.Catalog with { Digest = new('9', 64), Actions = new Dictionary<ActionName, Hitl.Governance.Catalogs.ActionDefinition> { [new("refund")] = action } };

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((false, "The catalog now in force refuses it.", false), (authorization.IsGranted, authorization.Refusal, authorization.MayAskAgain));
    }

    [Fact]
    public async Task Not_being_able_to_find_out_who_may_decide_is_no_answer()
    {
        var (bench, _, activities) = await ApprovedAsync();
        bench.Catalogs.Active = null;

        await Assert.ThrowsAsync<Hitl.Activities.CatalogUnavailableException>(() => activities.AuthorizeAsync(bench.Stage.Request, 1));
    }

    [Fact]
    public async Task A_withdrawn_request_is_not_granted()
    {
        var (bench, _, activities) = await ApprovedAsync();
        await bench.Requests.WithdrawAsync(bench.Stage.Request, "changed their mind", new() { Kind = LedgerKinds.RequestWithdrawn, By = "actor:support-bot", Summary = "Withdrawn." }, Cancel);

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);

        Assert.Equal((false, false), (authorization.IsGranted, authorization.MayAskAgain));
    }

    [Fact]
    public async Task WH10_a_step_without_a_grant_is_not_sent()
    {
        var (bench, _, activities) = await ApprovedAsync();

        var report = await activities.RunStepAsync(new(bench.Stage.Request, 1, "refund-payment", false, new()));

        Assert.Equal(StepReportKind.Park, report.Kind);
        Assert.StartsWith("grant.invalid", report.Detail);
        Assert.DoesNotContain(LedgerKinds.EffectIntended, bench.Ledger.Kinds);
    }

    [Theory]
    [MemberData(nameof(Fields))]
    public async Task WH10_a_step_whose_record_changed_after_the_grant_is_not_sent(string field)
    {
        var (bench, _, activities) = await ApprovedAsync();
        await activities.AuthorizeAsync(bench.Stage.Request, 1);
        bench.Requests.Tamper(bench.Stage.Request, stored =>
        {
            var consent = Changed(stored.Evaluation!.Consent!, field);
            return stored with { Evaluation = stored.Evaluation with { Consent = consent }, Digest = ConsentDigest.Of(consent) };
        });

        var report = await activities.RunStepAsync(new(bench.Stage.Request, 1, "refund-payment", false, new()));

        Assert.StartsWith("grant.invalid", report.Detail);
        Assert.DoesNotContain(LedgerKinds.EffectIntended, bench.Ledger.Kinds);
    }

    [Theory]
    [InlineData("pay-me", false, 1)]
    [InlineData("refund-payment", false, 2)]
    [InlineData("refund-payment", true, 1)]
    public async Task WH10_a_workflow_cannot_name_a_step_a_revision_or_an_undoing_that_was_not_granted(string step, bool isCompensation, int revision)
    {
        var (bench, _, activities) = await ApprovedAsync();
        await activities.AuthorizeAsync(bench.Stage.Request, 1);

        var report = await activities.RunStepAsync(new(bench.Stage.Request, revision, step, isCompensation, new()));

        Assert.Equal(StepReportKind.Park, report.Kind);
        Assert.DoesNotContain(LedgerKinds.EffectIntended, bench.Ledger.Kinds);
    }

    private static async Task<(CardBench Bench, MemoryExecution Execution, ExecutionActivities Activities)> ApprovedAsync(string? breach = null)
    {
        var bench = await new CardBench().AskAsync();
        await bench.ApproveAsync();
        bench.Requests.Put(bench.Stage.Request, RequestState.Approved, "Approved by ben.");
        var execution = new MemoryExecution(bench.Ledger, bench.Requests, bench.Time);
        var target = new TargetModel("payments", bench.Time, TimeSpan.FromHours(24), canLookUp: true);
        return (bench, execution, new(bench.Requests, bench.Stages, bench.Catalogs, execution, execution, bench.Requests, new MemoryReservations(bench.Requests, bench.Time) { Breach = breach }, new MemoryStates(), [target], bench.Keys, bench.Time));
    }

    private static ConsentRecord Changed(ConsentRecord consent, string field)
    {
        var step = consent.Saga.Steps[0];
        var stage = consent.Path!.Stages[0];
        return field switch
        {
            "amount" => consent with { Amount = consent.Amount! with { Minor = 42_001 } },
            "currency" => consent with { Amount = consent.Amount! with { Currency = "EUR" } },
            "customer" => consent with { Customer = consent.Customer with { Id = "cus_2" } },
            "segment" => consent with { Customer = consent.Customer with { Segment = "silence" } },
            "channel" => consent with { Channel = "phone" },
            "parameter" => consent with { Parameters = ActionParameters.From(new() { ["charge"] = "ch_2" }) },
            "revision" => consent with { Revision = 2 },
            "action" => consent with { Action = new("change-email") },
            "actor" => consent with { Actor = new("other-bot") },
            "catalog" => consent with { CatalogDigest = new('0', 64) },
            "target" => Step(step with { Target = "loyalty" }),
            "host" => Step(step with { Host = "evil.example" }),
            "operation" => Step(step with { Operation = "payout" }),
            "argument" => Step(step with { Arguments = ActionParameters.From(new() { ["charge"] = "ch_2" }) }),
            "compensation" => Step(step with { Compensation = null }),
            "quorum" => Path(stage with { Quorum = 0 }),
            "role" => Path(stage with { Role = new("operations") }),
            "expiry" => consent with { ExpiresAt = consent.ExpiresAt.AddDays(1) },
            "conflicted" => consent with { Conflicted = [] },
            _ => throw new ArgumentOutOfRangeException(nameof(field)),
        };

        ConsentRecord Step(SagaStep changed) => consent with { Saga = new([changed]) };
        ConsentRecord Path(Hitl.Escalations.Stages.StageDefinition changed) => consent with { Path = consent.Path with { Stages = [changed, .. consent.Path.Stages.Skip(1)] } };
    }
}
