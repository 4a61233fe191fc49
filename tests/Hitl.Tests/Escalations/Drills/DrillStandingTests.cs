using Hitl.Escalations.Drills;

namespace Hitl.Tests.Escalations.Drills;

public sealed class DrillStandingTests
{
    private static readonly DrillStanding Fresh = new(new("refund"), Case.Now, null, false);

    [Fact]
    public void An_undoing_is_due_ninety_days_after_it_was_known_or_last_proven()
    {
        Assert.Equal(Case.Now.AddDays(90), Fresh.DueAt);
        Assert.Equal(Case.Now.AddDays(95), (Fresh with { ProvenAt = Case.Now.AddDays(5) }).DueAt);
    }

    [Theory]
    [InlineData(0, false, "new", null)]
    [InlineData(90, false, "overdue", "its undoing was never proven in the 90 days since it is known")]
    [InlineData(0, true, "failed", "the latest drill of its undoing failed")]
    [InlineData(91, true, "failed", "the latest drill of its undoing failed")]
    public void One_that_was_never_proven_is_new_until_it_is_overdue(int days, bool hasFailed, string word, string? doubt)
    {
        var standing = Fresh with { HasFailed = hasFailed };

        Assert.Equal(word, standing.WordAt(Case.Now.AddDays(days)));
        Assert.Equal(doubt, standing.DoubtAt(Case.Now.AddDays(days)));
    }

    [Fact]
    public void One_that_was_proven_is_doubted_from_the_moment_it_is_due()
    {
        var proven = Fresh with { ProvenAt = Case.Now };

        Assert.Equal("proven", proven.WordAt(proven.DueAt.AddTicks(-1)));
        Assert.Null(proven.DoubtAt(proven.DueAt.AddTicks(-1)));
        Assert.Equal("its undoing was last proven on 2026-03-02, more than 90 days ago", proven.DoubtAt(proven.DueAt));
    }
}
