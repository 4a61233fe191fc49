using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Execution;

/// <summary>What guards read when a revision was asked. Read by the execution worker, used by the evaluation; it never passes through a workflow's history.</summary>
public interface IStateStore
{
    /// <summary>Keeps the readings of a revision; the first ones stay.</summary>
    Task RecordAsync(RequestId request, int revision, IReadOnlyList<GuardReading> readings, CancellationToken cancel);

    /// <summary>Finds the readings of a revision; null when nothing was read for it yet.</summary>
    Task<IReadOnlyList<GuardReading>?> FindAsync(RequestId request, int revision, CancellationToken cancel);
}
