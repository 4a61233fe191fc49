using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>Answers queries. They may look at everything and change nothing.</summary>
internal sealed class QueryHandling(WorkflowInstance workflow)
{
    private ObservedDictionary<WorkflowQueryDefinition>? _definitions;

    /// <summary>Queries by name; made changeable only for workflows that ask.</summary>
    internal IDictionary<string, WorkflowQueryDefinition> Definitions => _definitions ??=
        new ObservedDictionary<WorkflowQueryDefinition>(workflow.Definition.Queries, Check);

    internal WorkflowQueryResult Answer(WorkflowQuery query)
    {
        try
        {
            return new WorkflowQueryResult
            {
                ResultType = QueryResultType.Answered,
                Answer = new Payloads { Payloads_ = { workflow.Scheduler.RunQuery(() => Ask(query)) } },
            };
        }
#pragma warning disable CA1031 // Whatever a query throws is its asker's to see, and nobody else's.
        catch (Exception failed)
#pragma warning restore CA1031
        {
            return new WorkflowQueryResult
            {
                ResultType = QueryResultType.Failed,
                ErrorMessage = failed.Message,
                Failure = workflow.FailureConverter.ToFailure(failed, workflow.PayloadConverter),
            };
        }
    }

    private static void Check(string name, WorkflowQueryDefinition definition)
    {
        if (name != definition.Name) throw new ArgumentException($"The query is named {definition.Name}, not {name}.", nameof(name));
    }

    private Payload Ask(WorkflowQuery query)
    {
        workflow.Commands.BeginReading($"Query {query.QueryType}");
        try
        {
            var definition = Find(query.QueryType);
            var arguments = workflow.Arguments.Decode(definition.Signature, query.QueryArgs?.Payloads_ ?? [], $"Query {query.QueryType}");
            return workflow.PayloadConverter.ToPayload(definition.Invoke(workflow.Workflow, arguments));
        }
        finally
        {
            workflow.Commands.EndReading();
        }
    }

    private WorkflowQueryDefinition Find(string name)
    {
        // A constructor may add queries, so it has to have run.
        _ = workflow.Workflow;
        var known = _definitions ?? (IEnumerable<KeyValuePair<string, WorkflowQueryDefinition>>)workflow.Definition.Queries;
        foreach (var (knownName, definition) in known)
        {
            if (knownName == name) return definition;
        }

        var names = string.Join(", ", known.Select(entry => entry.Key).Order(StringComparer.Ordinal));
        throw new InvalidOperationException($"Workflow {workflow.Info.WorkflowType} has no query {name}; it has: {names}.");
    }
}
