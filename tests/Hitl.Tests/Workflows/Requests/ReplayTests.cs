using Hitl.Workflows.Requests;
using Temporalio.Common;
using Temporalio.Worker;

namespace Hitl.Tests.Workflows.Requests;

public sealed class ReplayTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Workflows", "Histories");

    public static TheoryData<string> Histories => new(Directory.EnumerateFiles(Folder, "*.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal).ToArray());

    [Theory]
    [MemberData(nameof(Histories))]
    public async Task Every_recorded_history_replays_on_todays_code(string file)
    {
        var history = WorkflowHistory.FromJson("request-recorded", await File.ReadAllTextAsync(Path.Combine(Folder, file), TestContext.Current.CancellationToken));
        var replayer = new WorkflowReplayer(new WorkflowReplayerOptions().AddWorkflow<RequestWorkflow>());

        var result = await replayer.ReplayWorkflowAsync(history, throwOnReplayFailure: false, TestContext.Current.CancellationToken);

        Assert.Null(result.ReplayFailure);
    }

    [Fact]
    public void Every_test_of_the_workflow_has_its_history()
    {
        var tests = new[] { typeof(RequestWorkflowTests), typeof(PolicyWorkflowTests), typeof(ClockWorkflowTests), typeof(GuardWorkflowTests), typeof(EndWorkflowTests) }.SelectMany(type => type.GetMethods()).Where(method => method.IsDefined(typeof(FactAttribute), false)).Select(method => method.Name.Replace('_', '-').ToLowerInvariant());

        Assert.Equal(tests.Order(StringComparer.Ordinal), Directory.EnumerateFiles(Folder).Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal));
    }
}
