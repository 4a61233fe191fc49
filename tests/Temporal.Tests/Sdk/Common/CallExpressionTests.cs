using System.Linq.Expressions;
using Temporalio.Common;

namespace Temporal.Tests.Sdk.Common;

public sealed class CallExpressionTests
{
    private readonly Order _order = new("o-1", 3, new Order("o-0", 1, null));

    [Fact]
    public void Every_shape_of_an_argument_has_the_value_the_compiler_gives_it()
    {
        var (number, text, nothing) = (7, "seven", (Order?)null);

        Assert.Equal([7], Arguments(p => p.TakeNumber(number)));
        Assert.Equal([10], Arguments(p => p.TakeNumber(number + _order.Count)));
        Assert.Equal([3], Arguments(p => p.TakeNumber(_order.Count)));
        Assert.Equal([1], Arguments(p => p.TakeNumber(_order.Before!.Count)));
        Assert.Equal([7], Arguments(p => p.TakeMaybe(number)));
        Assert.Equal([7], Arguments(p => p.TakeObject(number)));
        Assert.Equal([7L], Arguments(p => p.TakeLong(number)));
        Assert.Equal([DayOfWeek.Friday], Arguments(p => p.TakeDay((DayOfWeek)(number - 2))));
        Assert.Equal([new Order("seven", 7, _order)], Arguments(p => p.TakeOrder(new(text, number, _order))));
        Assert.Equal([_order with { Count = 4 }], Arguments(p => p.TakeOrder(_order.Counted(4))));
        Assert.Equal([null], Arguments(p => p.TakeOrder(nothing)));
        Assert.Equal([string.Empty], Arguments(p => p.TakeObject(string.Empty)));
        Assert.Equal([TimeSpan.MaxValue], Arguments(p => p.TakeObject(TimeSpan.MaxValue)));
        Assert.Equal(["seven", "eight"], (IEnumerable<string>)Arguments(p => p.TakeObject(new[] { text, "eight" }))[0]!);
    }

    [Fact]
    public void What_an_argument_throws_reaches_the_caller_as_it_was_thrown()
    {
        var nothing = (Order?)null;

        Assert.Throws<NullReferenceException>(() => Arguments(p => p.TakeNumber(nothing!.Count)));
        Assert.Throws<FormatException>(() => Arguments(p => p.TakeNumber(_order.Broken)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Arguments(p => p.TakeObject(new Strict(-1))));
    }

    private static object?[] Arguments(Expression<Action<ITakes>> call) => [.. CallExpression.Parse(call).Arguments];

    private interface ITakes
    {
        void TakeNumber(int value);
        void TakeMaybe(int? value);
        void TakeLong(long value);
        void TakeDay(DayOfWeek value);
        void TakeObject(object value);
        void TakeOrder(Order? value);
    }

    private sealed record Order(string Id, int Count, Order? Before)
    {
        public int Broken => throw new FormatException("broken");

        public Order Counted(int count) => this with { Count = count };
    }

    private sealed class Strict
    {
        public Strict(int least) => ArgumentOutOfRangeException.ThrowIfNegative(least);
    }
}
