using Hitl.Escalations.Decisions;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

/// <summary>
/// A model of what a store does under its lock, against every order of simultaneous clicks and the timer: the rules alone must make exactly one
/// outcome, count every decision told "recorded" and never change a settled stage.
/// </summary>
public sealed class StageClosingModelTests
{
    private static readonly PersonId[] People = [Case.Ada, Case.Ben, Case.Chidi];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Every_interleaving_of_clicks_and_timer_has_one_outcome_that_its_recorded_decisions_explain(int quorum)
    {
        var definition = Case.Path.Stages[0] with { Quorum = quorum };
        foreach (var verdicts in Verdicts(People.Length))
        {
            foreach (var order in Permutations([.. Enumerable.Range(0, People.Length + 1)]))
            {
                var stage = new Model(definition);
                foreach (var actor in order)
                {
                    if (actor == People.Length) stage.TimerFires();
                    else stage.Click(Case.Decide(People[actor], verdicts[actor]));
                }

                AssertExplained(stage, quorum);
            }
        }
    }

    [Fact]
    public void A_double_click_is_answered_with_the_first_verdict()
    {
        var stage = new Model(Case.Path.Stages[0]);

        Assert.Null(stage.Click(Case.Decide(Case.Ada)));
        var earlier = stage.Click(Case.Decide(Case.Ada, Verdict.Deny));

        Assert.Equal(Verdict.Approve, earlier!.Verdict);
        Assert.Equal(StageStatus.Open, stage.Status);
    }

    private static void AssertExplained(Model stage, int quorum)
    {
        var recorded = stage.Recorded;
        var approvals = recorded.Count(d => d.Verdict == Verdict.Approve);
        switch (stage.Status)
        {
            case StageStatus.Approved:
                Assert.Equal(quorum, approvals);
                Assert.DoesNotContain(recorded, d => d.Verdict == Verdict.Deny);
                break;
            case StageStatus.Denied:
                Assert.Equal(Verdict.Deny, recorded[^1].Verdict);
                Assert.Single(recorded, d => d.Verdict == Verdict.Deny);
                break;
            default:
                Assert.Equal(StageStatus.Escalated, stage.Status);
                Assert.True(!stage.SettledByDecision && approvals < quorum && approvals == recorded.Count);
                break;
        }
    }

    private static IEnumerable<Verdict[]> Verdicts(int count) =>
        Enumerable.Range(0, 1 << count).Select(bits => Enumerable.Range(0, count).Select(i => (bits >> i & 1) == 0 ? Verdict.Approve : Verdict.Deny).ToArray());

    private static IEnumerable<int[]> Permutations(int[] items) => items.Length <= 1
        ? [items]
        : items.SelectMany((item, i) => Permutations([.. items[..i], .. items[(i + 1)..]]).Select(rest => (int[])[item, .. rest]));

    private sealed class Model(StageDefinition definition)
    {
        public List<Decision> Recorded { get; } = [];

        public StageStatus Status { get; private set; } = StageStatus.Open;

        public bool SettledByDecision { get; private set; }

        /// <summary>Records a decision; otherwise returns the one that stands in its way.</summary>
        public Decision? Click(Decision decision)
        {
            if (Recorded.Find(d => d.Person == decision.Person) is { } earlier) return earlier;
            if (Status != StageStatus.Open) return Recorded.LastOrDefault() ?? decision;
            Recorded.Add(decision);
            Status = StageTally.Count(definition, Recorded);
            SettledByDecision = Status != StageStatus.Open;
            return null;
        }

        public void TimerFires()
        {
            if (Status != StageStatus.Open) return;
            var counted = StageTally.Count(definition, Recorded);
            Status = counted == StageStatus.Open ? StageStatus.Escalated : counted;
        }
    }
}
