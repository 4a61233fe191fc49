using Temporal.Protocol.Machines;

namespace Temporal.Tests.Protocol;

public sealed class TransitionTableTests
{
    private readonly TransitionTable<Light, Press> _table = new("lamp", (Light.Off, Press.Once, Light.On), (Light.On, Press.Once, Light.Off));

    public enum Light
    {
        Off,
        On,
    }

    public enum Press
    {
        Once,
        Twice,
    }

    [Fact]
    public void A_row_is_reported_as_taken_once_it_was()
    {
        _table.Take(Light.Off, Press.Once, Light.On);

        Assert.Equal([("lamp: Off --Once-> On", true), ("lamp: On --Once-> Off", false)], _table.Rows);
    }

    [Fact]
    public void A_step_the_table_does_not_list_is_told()
    {
        _table.Take(Light.On, Press.Twice, Light.On);

        Assert.Equal(["lamp: On --Twice-> On"], _table.Unlisted);
        Assert.DoesNotContain(_table.Rows, row => row.IsTaken);
    }

    [Theory]
    [InlineData(true, "-xml", "out.xml", "-noLogo")]
    [InlineData(false, "-class", "*Timer*")]
    [InlineData(false, "-namespace-", "A.B")]
    [InlineData(false, "--filter-method", "*.A")]
    public void Only_a_run_of_all_tests_has_to_take_every_row(bool all, params string[] arguments) => Assert.Equal(all, TransitionReport.RunsAll(arguments));
}
