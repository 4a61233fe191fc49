using Temporal.DevServer.Engine;
using Temporalio.Api.Failure.V1;

namespace Temporal.DevServer.Updates;

/// <summary>What one task completion answered to updates; takes effect for callers only once it is committed.</summary>
internal sealed class UpdateAnswers(RunLive live)
{
    internal RunLive Live { get; } = live;

    internal HashSet<string> Accepted { get; } = [];

    internal Dictionary<string, Failure> Rejected { get; } = [];

    /// <summary>Updates the worker was given with this task and said nothing about.</summary>
    internal List<PendingUpdate> Ignored { get; } = [];

    /// <summary>Whether an update came while the worker was at work, or must be sent again.</summary>
    internal bool LeavesWaiting => Live.Updates.Any(u => !Accepted.Contains(u.Id) && !Rejected.ContainsKey(u.Id) && !Ignored.Contains(u));

    internal void NoteIgnored(long taskStamp) =>
        Ignored.AddRange(Live.Updates.Where(u => u.SentWithTask == taskStamp && !Accepted.Contains(u.Id) && !Rejected.ContainsKey(u.Id)));

    /// <summary>Tells the callers; nothing can fail any more.</summary>
    internal void Publish()
    {
        foreach (var pending in Live.Updates) pending.Rejection ??= Rejected.GetValueOrDefault(pending.Id);
        foreach (var ignored in Ignored) ignored.Rejection = Unprocessed();
        Live.Updates.RemoveAll(u => Accepted.Contains(u.Id) || u.Rejection is not null);
        if (Accepted.Count + Rejected.Count + Ignored.Count > 0) Live.Pulse();
    }

    private static Failure Unprocessed() => new()
    {
        Message = "Workflow Update is rejected because it wasn't processed by worker. Probably, Workflow Update is not supported by the worker.",
        Source = "Server",
        ApplicationFailureInfo = new() { Type = "UnprocessedUpdate", NonRetryable = true },
    };
}
