using Hitl.EndToEndTests.Processes;
using Hitl.Local.Story;
using Hitl.Local.Story.Lines;

namespace Hitl.EndToEndTests.Story;

[Collection(nameof(SystemCollection))]
public sealed class KillTests(ProcessSystem system)
{
    private const int StepsOfTheLine = 5;

    public static TheoryData<string, int> Points
    {
        get
        {
            var points = new TheoryData<string, int>();
            foreach (var name in ProcessSystem.Names)
            {
                for (var after = 1; after < StepsOfTheLine; after++) points.Add(name, after);
            }

            return points;
        }
    }

    [Theory]
    [MemberData(nameof(Points))]
    public async Task Nothing_is_lost_and_nothing_happens_twice_when_a_process_is_killed_between_two_steps(string process, int afterStep)
    {
        var cancel = TestContext.Current.CancellationToken;
        var line = new CoveredApproval(system.World());
        Assert.Equal(StepsOfTheLine, line.Steps.Count);

        try
        {
            foreach (var step in line.Steps.Take(afterStep)) await step.Act(cancel);
            await system.KillAndRestartAsync(process, cancel);
            foreach (var step in line.Steps.Skip(afterStep)) await step.Act(cancel);
        }
        catch (StoryFailedException)
        {
            TestContext.Current.TestOutputHelper?.WriteLine(system.Logs());
            throw;
        }

        await Invariants.CheckAsync(system, cancel);
    }
}
