using Hitl.Escalations.Ids;

namespace Hitl.Escalations.Requests;

/// <summary>Which request undid another, or is under way to.</summary>
public interface IReversalLinks
{
    /// <summary>Finds the latest undoing of a request; null when nobody asked for one.</summary>
    Task<ReversalLink?> FindAsync(RequestId original, CancellationToken cancel);
}
