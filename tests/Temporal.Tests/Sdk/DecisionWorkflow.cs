using Temporalio.Workflows;

namespace Temporal.Tests.Sdk;

/// <summary>Waits for a decision.</summary>
[Workflow("decision")]
public sealed class DecisionWorkflow
{
    private readonly List<string> _notes = [];
    private string? _verdict;

    [WorkflowQuery]
    public IReadOnlyList<string> Notes => _notes;

    [WorkflowRun]
    public async Task<string> RunAsync()
    {
        await Workflow.WaitConditionAsync(() => _verdict is not null);
        return $"{_verdict} after {string.Join(", ", _notes)}";
    }

    [WorkflowSignal]
    public Task NoteAsync(string text)
    {
        _notes.Add(text);
        return Task.CompletedTask;
    }

    [WorkflowSignal("decide")]
    public Task DecideAsync(string verdict)
    {
        _verdict = verdict;
        return Task.CompletedTask;
    }

    [WorkflowQuery]
    public string Repeat(string text, int times) =>
        times > 0 ? string.Concat(Enumerable.Repeat(text, times)) : throw new ArgumentException("nothing to repeat");
}
