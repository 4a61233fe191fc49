using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Governance.Scope;

namespace Hitl.Tests.Governance.Scope;

/// <summary>What the list says of an action depends on nothing but the catalog; one thing is changed in each test.</summary>
public sealed class ScopeListTests
{
    private static readonly ActionDefinition Refund = Demo.Catalog.Actions[new("refund")];
    private static readonly Rule Allows = new() { Id = "r", Effect = "allow", Actors = [new("support-bot")] };
    private static readonly LimitDefinition Daily = new() { Id = "daily", Period = TimeSpan.FromDays(1), Count = 3 };

    [Fact]
    public void What_nobody_may_ever_do_alone_is_done_with_people_even_where_a_rule_allows_it()
    {
        var raised = Refund with { Rules = [Allows], RaisePath = "silence", GapPath = "refunds" };

        Assert.Equal(("alone", ""), EffectOf(raised));
        Assert.Equal(("with people", "1 of night-desk, then 1 of refund-lead"), EffectOf(raised with { Risk = "red-line" }));
        Assert.Equal(("with people", "1 of night-desk, then 1 of refund-lead"), EffectOf(raised with { Reversibility = "irreversible" }));
        Assert.Equal(("with people", "1 of refund-approver, then 1 of refund-lead"), EffectOf(raised with { Risk = "red-line", RaisePath = null }));
        Assert.Equal(("with people", ""), EffectOf(raised with { Risk = "red-line", RaisePath = null, GapPath = null }));
        Assert.Equal(("never", ""), EffectOf(raised with { Rules = [Allows with { Effect = "deny", Path = "refunds" }] }));
    }

    [Fact]
    public void What_is_switched_off_or_in_shadow_says_so()
    {
        Assert.Equal("never (switched off)", EffectOf(Refund with { Rules = [Allows], Enabled = false, IsShadow = true }).Effect);
        Assert.Equal("alone (shadow)", EffectOf(Refund with { Rules = [Allows], IsShadow = true }).Effect);
    }

    [Fact]
    public void What_no_rule_covers_is_refused_or_asked_and_counted_only_where_it_is_asked()
    {
        Assert.Equal(("refused", "", 0), Gap(Refund with { GapPath = null }));
        Assert.Equal(("with people", "1 of refund-approver, then 1 of refund-lead", 1), Gap(Refund with { GapPath = "refunds" }));
        Assert.Equal(("refused", "1 of refund-approver, then 1 of refund-lead", 1), Gap(Refund with { GapPath = "refunds", Enabled = false }));
        Assert.Equal(("with people", "", 1), Gap(Refund with { GapPath = "gone" }));

        static (string Effect, string People, int Limits) Gap(ActionDefinition action)
        {
            var row = Rows(action, Daily)[^1];
            Assert.Equal(("(everyone)", "refund", "(no rule)", "", action.Risk, action.Reversibility), (row.Actor, row.Action, row.Rule, row.Amounts, row.Risk, row.Reversibility));
            Assert.Empty(row.Bounds);
            return (row.Effect, row.People, row.Limits.Count);
        }
    }

    [Fact]
    public void A_limit_stands_where_it_counts()
    {
        var others = new LimitDefinition { Id = "others", Period = TimeSpan.FromDays(1), Count = 1, Actions = [new("change-email")] };
        var billing = new LimitDefinition { Id = "billing", Period = TimeSpan.FromDays(1), Count = 1, Actions = [Refund.Name], Actors = [new("billing-bot")] };
        var action = Refund with { Rules = [Allows with { Actors = [new("support-bot"), new("billing-bot")] }, Allows with { Id = "s", Actors = [] }] };

        var rows = Rows(action, Daily, others, billing);

        Assert.Equal(
            ["(everyone) (no rule): ", "(everyone) s: billing daily", "billing-bot r: billing daily", "support-bot r: daily"],
            rows.Select(row => $"{row.Actor} {row.Rule}: {string.Join(' ', row.Limits.Select(limit => limit.Split(':')[0]).Order())}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_limit_is_said_in_one_phrase()
    {
        Assert.Equal("daily: 3 requests in 24 h", Words(Daily));
        Assert.Equal("daily: 5.00 EUR or 7 JPY or 3 requests in 24 h per actor and customer, given back when reversed", Words(Daily with
        {
            Amounts = new Dictionary<string, long> { ["JPY"] = 7, ["EUR"] = 5_00 }, Per = ["actor", "customer"], FreesReversed = true,
        }));

        static string Words(LimitDefinition limit) => Assert.Single(Rows(Refund with { Rules = [Allows] }, limit)[0].Limits);
    }

    [Fact]
    public void People_are_said_stage_by_stage()
    {
        var first = new StageDefinition { Name = "first", Role = new("refund-approver"), Quorum = 0, Wait = TimeSpan.FromHours(1) };
        var second = first with { Shares = [new(new("finance"), 2), new(new("legal"), 1)], ByMajority = true };

        Assert.Equal("1 of refund-approver, then 2 of finance and 1 of legal, by majority", People(new("p", [first, second])));
        Assert.Equal("1 of refund-approver, and 2 of finance and 1 of legal, by majority", People(new("p", [first, second]) { NeedsEveryStage = true }));

        static string People(EscalationPath path) => EffectOf(Refund with { Rules = [Allows with { Effect = "ask", Path = "p" }], Paths = new Dictionary<string, EscalationPath> { ["p"] = path } }).People;
    }

    [Fact]
    public void A_filter_leaves_what_is_about_it()
    {
        var action = Refund with
        {
            Rules = [Allows, Allows with { Id = "s", Actors = [new("billing-bot")] }, Allows with { Id = "t", Actors = [], Amounts = new Dictionary<string, AmountRange> { ["USD"] = new(10, 20) } }],
        };

        Assert.Equal(["support-bot r", "billing-bot s", "(everyone) t", "(everyone) (no rule)"], Kept(new(null, null, null)));
        Assert.Equal(["billing-bot s", "billing-bot t", "(everyone) (no rule)"], Kept(new(new("billing-bot"), null, null)));
        Assert.Equal(["support-bot r", "billing-bot s", "(everyone) t", "(everyone) (no rule)"], Kept(new(null, Refund.Name, new(10, "USD"))));
        Assert.Equal(["support-bot r", "billing-bot s", "(everyone) (no rule)"], Kept(new(null, null, new(9, "USD"))));
        Assert.Equal(["support-bot r", "billing-bot s", "(everyone) (no rule)"], Kept(new(null, null, new(15, "EUR"))));
        Assert.Empty(Kept(new(null, new("change-email"), null)));

        IEnumerable<string> Kept(ScopeFilter filter) => ScopeList.Of(Of(action), filter).Select(row => $"{row.Actor} {row.Rule}");
    }

    private static (string Effect, string People) EffectOf(ActionDefinition action) => (Rows(action)[0].Effect, Rows(action)[0].People);

    private static IReadOnlyList<ScopeRow> Rows(ActionDefinition action, params LimitDefinition[] limits) => ScopeList.Of(Of(action) with { Limits = limits }, new(null, null, null));

    private static Catalog Of(ActionDefinition action) => Demo.Catalog with { Limits = [], Actions = new Dictionary<ActionName, ActionDefinition> { [action.Name] = action } };
}
