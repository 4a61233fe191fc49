namespace Hitl.Chaos;

public sealed class ChaosSmokeTests
{
    [Fact]
    public async Task Nothing_is_lost_and_nothing_happens_twice_while_everything_breaks()
    {
        var options = ChaosOptions.Smoke(42);
        using var told = new StringWriter();

        var violations = await ChaosCommand.RunAsync(options, told);

        TestContext.Current.TestOutputHelper?.WriteLine(told.ToString());
        Assert.True(violations == 0, told.ToString());
        Directory.Delete(options.Directory, recursive: true);
    }
}
