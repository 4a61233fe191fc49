using Temporalio.Api.WorkflowService.V1;
using Temporalio.Common;

namespace Temporalio.Client;

/// <summary>How many workflows match a query. Approximate, as visibility is.</summary>
public class WorkflowExecutionCount
{
    internal WorkflowExecutionCount(CountWorkflowExecutionsResponse raw)
    {
        Count = raw.Count;
        Groups = [.. raw.Groups.Select(group => new AggregationGroup(group))];
    }

    /// <summary>All matches; with a group-by clause, the sum of the groups.</summary>
    public long Count { get; }

    /// <summary>One entry per group of a group-by clause; empty without one.</summary>
    public IReadOnlyCollection<AggregationGroup> Groups { get; }

    /// <summary>The matches that share the values grouped by.</summary>
    public class AggregationGroup
    {
        internal AggregationGroup(CountWorkflowExecutionsResponse.Types.AggregationGroup raw)
        {
            Count = raw.Count;
            GroupValues = [.. raw.GroupValues.Select(value => SearchAttributePayload.Read(value)?.Value).OfType<object>()];
        }

        /// <summary>Matches in this group.</summary>
        public long Count { get; }

        /// <summary>The values they share.</summary>
        public IReadOnlyCollection<object> GroupValues { get; }
    }
}
