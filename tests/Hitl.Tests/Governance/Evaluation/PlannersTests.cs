using Hitl.Escalations.Requests;
using Hitl.Escalations.Reservations;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Evaluation;

namespace Hitl.Tests.Governance.Evaluation;

/// <summary>What a request takes of limits, what it is about, and which state of which targets it depends on.</summary>
public sealed class PlannersTests
{
    private static readonly ActionRequest Repack = Demo.Request("repack", """{"items":["BOX-1"],"boxes":2,"size":"small"}""") with { Actor = new("warehouse-sync"), Amount = new(20_00, "USD") };

    private static readonly LimitDefinition Limit = new() { Id = "day", Period = TimeSpan.FromDays(1), Count = 3 };

    [Fact]
    public void What_the_rules_refuse_reads_no_target()
    {
        Assert.Equal(["mail-now", "plan-now"], GuardPlanner.Plan(Golden.Golden.Company, Repack).Select(guard => guard.Name));
        Assert.Empty(GuardPlanner.Plan(Golden.Golden.Company, Repack with { Amount = new(350_00, "USD"), Parameters = ActionParameters.Parse("""{"items":["BOX-1"],"boxes":2,"size":"large"}""") }));
        Assert.Empty(GuardPlanner.Plan(Golden.Golden.Company, Repack with { Action = new("fly") }));
        Assert.Empty(GuardPlanner.Plan(Golden.Golden.Company, Demo.Refund(20_00)));
    }

    [Fact]
    public void A_guard_says_where_it_looks_for_what_and_nothing_is_read_yet()
    {
        var guard = GuardPlanner.Plan(Golden.Golden.Company, Repack)[1];

        Assert.Equal(("Plan now", "accounts", "plan", null), (guard.Label, guard.Target, guard.Read, guard.Value));
        Assert.Equal(Golden.Golden.Company.Targets["accounts"].Host, guard.Host);
        Assert.Equal("""{"customer":"cus_1"}""", guard.Arguments.Canonical);
    }

    [Fact]
    public void An_action_without_guards_agrees_to_no_state()
    {
        Assert.Null(CatalogEvaluator.Evaluate(Demo.Catalog, Demo.Refund(20_00)).Consent!.Guards);
    }

    [Fact]
    public void A_limit_is_counted_apart_for_each_part_it_names()
    {
        string Key(params string[] per) => Assert.Single(Claims(Limit with { Per = per })).Key;

        Assert.Equal("day|count", Key());
        Assert.Equal("day|actor=support-bot|count", Key("actor"));
        Assert.Equal("day|customer=cus_1|count", Key("customer"));
        Assert.Equal("day|action=refund|count", Key("action"));
        Assert.Equal("day|customer=cus_1|actor=support-bot|count", Key("customer", "actor"));
    }

    [Fact]
    public void A_limit_claims_the_amount_in_its_currency_and_one_request()
    {
        var both = Limit with { Amounts = new Dictionary<string, long> { ["USD"] = 100_00, ["EUR"] = 90_00 }, OverPath = "refunds", FreesReversed = true };

        Assert.Equal(
            [
                new LimitClaim("day", "day|USD", "USD", 20_00, 100_00, TimeSpan.FromDays(1), false) { FreesReversed = true },
                new LimitClaim("day", "day|count", null, 1, 3, TimeSpan.FromDays(1), false) { FreesReversed = true },
            ],
            Claims(both));
        Assert.Equal(["day|count"], Claims(Limit with { Amounts = new Dictionary<string, long> { ["EUR"] = 90_00 } }).Select(claim => claim.Key));
        Assert.True(Assert.Single(Claims(Limit)).IsHard);
    }

    [Fact]
    public void A_limit_counts_only_the_actions_and_actors_it_is_about()
    {
        Assert.Single(Claims(Limit with { Actions = [new("repack"), new("refund")], Actors = [new("support-bot")] }));
        Assert.Empty(Claims(Limit with { Actions = [new("repack")] }));
        Assert.Empty(Claims(Limit with { Actors = [new("billing-bot")] }));
        Assert.Empty(Claims(Limit with { Actions = [new("refund")], Actors = [new("billing-bot")] }));
    }

    [Fact]
    public void What_the_rules_refuse_takes_nothing_and_is_about_nothing()
    {
        var catalog = Demo.Catalog with { Limits = [Limit], Conflicts = [new() { Id = "one", Subject = "customer" }] };

        Assert.True(ReservationPlanner.Plan(catalog, Demo.Refund(900_00)).IsEmpty);
        Assert.False(ReservationPlanner.Plan(catalog, Demo.Refund(20_00)).IsEmpty);
    }

    [Fact]
    public void A_subject_is_the_customer_or_what_a_parameter_says()
    {
        IEnumerable<string> Subjects(ConflictDefinition conflict) => ReservationPlanner.Plan(Demo.Catalog with { Conflicts = [conflict] }, Demo.Refund(20_00)).Subjects.Select(subject => subject.Subject);

        Assert.Equal(["customer=cus_1"], Subjects(new() { Id = "one", Subject = "customer" }));
        Assert.Equal(["charge=ch_1"], Subjects(new() { Id = "one", Subject = "charge", Actions = [new("refund")] }));
        Assert.Empty(Subjects(new() { Id = "one", Subject = "order" }));
        Assert.Empty(Subjects(new() { Id = "one", Subject = "customer", Actions = [new("repack")] }));
    }

    [Fact]
    public void Only_what_the_catalog_serialises_is_waited_for()
    {
        var catalog = Demo.Catalog with
        {
            Conflicts = [new() { Id = "waits", Subject = "customer", Serialises = true }, new() { Id = "asks", Subject = "customer", Path = "refunds" }],
        };
        var facts = new EvaluationFacts([], [Other("asks"), Other("waits"), Other("gone")]);

        Assert.Equal(["waits"], ReservationPlanner.WaitsFor(catalog, facts).Select(other => other.Conflict));
        Assert.Empty(ReservationPlanner.WaitsFor(Demo.Catalog, facts));
    }

    private static IReadOnlyList<LimitClaim> Claims(LimitDefinition limit) => ReservationPlanner.Plan(Demo.Catalog with { Limits = [limit] }, Demo.Refund(20_00)).Claims;

    private static ConflictingRequest Other(string conflict) =>
        new(conflict, "customer=cus_1", Hitl.Escalations.Ids.RequestId.New(Demo.Now), new("billing-bot"), new("refund"), "chat", new(5_00, "USD"), Demo.Now);
}
