using Hitl.Activities.Execution;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Decisions;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Tests.Activities.Cards;
using Hitl.Tests.Workflows;
using Hitl.Tests.Workflows.Memory;
using Hitl.Workflows.Execution;

namespace Hitl.Tests.Activities.Execution;

/// <summary>Of ten thousand executions changed behind everybody's back, in every field there is, none passes the last gate.</summary>
public sealed class MutatedExecutionTests
{
    private const int Executions = 10_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task None_of_ten_thousand_mutated_executions_sends_anything()
    {
        var seed = Environment.TickCount;
        var mutator = new RecordMutator(new(seed));
        var (bench, execution, target, activities) = await ApprovedAsync();
        var honest = bench.Requests.Get(bench.Stage.Request);
        var decision = (await bench.Stages.DecisionsAsync(bench.Stage.Request, 1, Cancel)).Single();
        Assert.True((await activities.AuthorizeAsync(bench.Stage.Request, 1)).IsGranted);
        var grant = (await execution.FindAsync(bench.Stage.Request, 1, Cancel))!;
        var attacks = Attacks(honest.Evaluation!.Consent!, decision, grant);

        for (var i = 0; i < Executions; i++)
        {
            var (what, field) = attacks[i % attacks.Count];
            bench.Requests.Tamper(bench.Stage.Request, _ => honest with { State = RequestState.Approved });
            execution.Replace(bench.Stage.Request, what is "stored after the grant" or "stored and grant" or "grant" ? grant : null);
            bench.Stages.Replace(decision);
            Attack(what, field, bench, execution, mutator, honest, decision, grant);

            var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);
            if (what == "stored before the grant" || what == "decision") Assert.False(authorization.IsGranted, $"seed {seed}, {i}: {what} {field}");
            var report = await activities.RunStepAsync(new(bench.Stage.Request, 1, "refund-payment", false, new()));

            Assert.True(report.Kind == StepReportKind.Park && target.Sends.Count == 0, $"seed {seed}, {i}: {what} {field} passed: {report.Detail}");
        }
    }

    [Fact]
    public async Task The_same_execution_unchanged_passes()
    {
        var (bench, _, target, activities) = await ApprovedAsync();

        var authorization = await activities.AuthorizeAsync(bench.Stage.Request, 1);
        var report = await activities.RunStepAsync(new(bench.Stage.Request, 1, "refund-payment", false, new()));

        Assert.True(authorization.IsGranted);
        Assert.Equal((StepReportKind.Done, 1), (report.Kind, target.Sends.Count));
    }

    [Fact]
    public async Task A_grant_that_somebody_else_wrote_sends_nothing()
    {
        var (bench, execution, target, activities) = await ApprovedAsync();
        var digest = ConsentDigest.Of(bench.Requests.Get(bench.Stage.Request).Evaluation!.Consent!);
        execution.Replace(bench.Stage.Request, new(bench.Stage.Request, 1, digest, [new("ben")]) { KeyId = "k1", Mac = new string('A', 43) });

        var report = await activities.RunStepAsync(new(bench.Stage.Request, 1, "refund-payment", false, new()));

        Assert.Equal((StepReportKind.Park, 0), (report.Kind, target.Sends.Count));
        Assert.StartsWith("grant.invalid", report.Detail);
    }

    [Fact]
    public async Task Every_field_of_the_record_of_a_decision_and_of_a_grant_takes_part()
    {
        var (bench, execution, _, activities) = await ApprovedAsync();
        await activities.AuthorizeAsync(bench.Stage.Request, 1);
        var fields = RecordMutator.Fields(bench.Requests.Get(bench.Stage.Request).Evaluation!.Consent!);

        Assert.Contains("Guards", fields);
        Assert.Contains("Saga.Steps.0.Arguments", fields);
        Assert.Contains("Path.Stages.0.Quorum", fields);
        Assert.Contains("Customer.Segment", fields);
        Assert.Equal(["Request", "Revision", "Digest", "Approvers", "KeyId", "Mac"], RecordMutator.Fields((await execution.FindAsync(bench.Stage.Request, 1, Cancel))!));
    }

    private static List<(string What, string Field)> Attacks(ConsentRecord consent, Decision decision, Grant grant) =>
    [
        .. RecordMutator.Fields(consent).SelectMany(field => new[] { ("stored before the grant", field), ("stored after the grant", field), ("stored and grant", field) }),
        .. RecordMutator.Fields(decision).Select(field => ("decision", field)),
        .. RecordMutator.Fields(grant).Select(field => ("grant", field)),
    ];

    private static void Attack(
        string what, string field, CardBench bench, MemoryExecution execution, RecordMutator mutator, StoredRequest honest, Decision decision, Grant grant)
    {
        if (what == "grant") execution.Replace(bench.Stage.Request, (Grant)mutator.Mutate(grant, field));
        else if (what == "decision") bench.Stages.Replace((Decision)mutator.Mutate(decision, field));
        else
        {
            var changed = (ConsentRecord)mutator.Mutate(honest.Evaluation!.Consent!, field);
            var digest = ConsentDigest.Of(changed);
            bench.Requests.Tamper(bench.Stage.Request, stored => stored with { Evaluation = stored.Evaluation! with { Consent = changed }, Digest = digest });
            if (what == "stored and grant") execution.Replace(bench.Stage.Request, grant with { Digest = digest });
        }
    }

    private static async Task<(CardBench Bench, MemoryExecution Execution, TargetModel Target, ExecutionActivities Activities)> ApprovedAsync()
    {
        var bench = await new CardBench().AskAsync();
        await bench.ApproveAsync();
        bench.Requests.Put(bench.Stage.Request, RequestState.Approved, "Approved by ben.");
        var execution = new MemoryExecution(bench.Ledger, bench.Requests, bench.Time);
        var target = new TargetModel("payments", bench.Time, TimeSpan.FromHours(24), canLookUp: true);
        var reservations = new MemoryReservations(bench.Requests, bench.Time);
        return (bench, execution, target, new(bench.Requests, bench.Stages, bench.Catalogs, execution, execution, bench.Requests, reservations, new MemoryStates(), [target], bench.Keys, bench.Time));
    }
}
