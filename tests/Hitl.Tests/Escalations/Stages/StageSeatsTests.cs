using Hitl.Escalations.Ids;
using Hitl.Escalations.Stages;

namespace Hitl.Tests.Escalations.Stages;

public sealed class StageSeatsTests
{
    private static readonly RoleId A = new("a");
    private static readonly RoleId B = new("b");
    private static readonly RoleId C = new("c");

    [Fact]
    public void Somebody_moves_to_another_seat_of_theirs_for_one_who_has_only_this()
    {
        Assert.Equal(2, StageSeats.Filled([new(A, 1), new(B, 1)], [[A, B], [A]]));
        Assert.Equal(3, StageSeats.Filled([new(A, 1), new(B, 1), new(C, 1)], [[A, B], [B, C], [B]]));
        Assert.Equal(3, StageSeats.Filled([new(A, 1), new(B, 1), new(C, 1)], [[A, B], [A, C], [A]]));
    }

    [Fact]
    public void Nobody_sits_where_they_do_not_belong_or_on_a_seat_that_is_taken()
    {
        Assert.Equal(1, StageSeats.Filled([new(A, 1), new(B, 1)], [[A], [A]]));
        Assert.Equal(2, StageSeats.Filled([new(A, 2)], [[A], [A], [A]]));
        Assert.Equal(0, StageSeats.Filled([new(A, 2)], [[B], []]));
        Assert.Equal(0, StageSeats.Filled([], [[A]]));
        Assert.Equal(0, StageSeats.Filled([new(A, 1)], []));
    }
}
