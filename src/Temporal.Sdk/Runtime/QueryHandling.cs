using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Query.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>Answers queries. They may look at everything and change nothing.</summary>
internal sealed class QueryHandling(WorkflowInstance workflow)
{
    // Asked by the command line and the web interface, of every workflow.
    private const string MetadataQuery = "__temporal_workflow_metadata";
    private const string StackTraceQuery = "__stack_trace";
    private ObservedDictionary<WorkflowQueryDefinition>? _definitions;

    /// <summary>Queries by name; made changeable only for workflows that ask.</summary>
    internal IDictionary<string, WorkflowQueryDefinition> Definitions => _definitions ??=
        new ObservedDictionary<WorkflowQueryDefinition>(workflow.Definition.Queries, Check);

    internal WorkflowQueryDefinition? Dynamic { get; set; } = workflow.Definition.DynamicQuery;

    private IEnumerable<WorkflowQueryDefinition> Known =>
        (_definitions?.Values ?? workflow.Definition.Queries.Values).Append(Dynamic).OfType<WorkflowQueryDefinition>();

    internal WorkflowQueryResult Answer(string id, WorkflowQuery query)
    {
        try
        {
            return new WorkflowQueryResult
            {
                ResultType = QueryResultType.Answered,
                Answer = new Payloads { Payloads_ = { workflow.Scheduler.RunQuery(() => Ask(id, query)) } },
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

    private Payload Ask(string id, WorkflowQuery query)
    {
        workflow.Commands.BeginReading($"Query handler for {query.QueryType}");
        try
        {
            // A constructor may add queries, so it has to have run.
            _ = workflow.Workflow;
            // What tools ask is not for a converter of the user's.
            return query.QueryType switch
            {
                MetadataQuery => DataConverter.Default.PayloadConverter.ToPayload(Metadata()),
                StackTraceQuery => DataConverter.Default.PayloadConverter.ToPayload(workflow.Waits.Describe()),
                _ => workflow.PayloadConverter.ToPayload(AskHandler(id, query)),
            };
        }
        finally
        {
            workflow.Commands.EndReading();
        }
    }

    private object? AskHandler(string id, WorkflowQuery query)
    {
        var definition = Find(query.QueryType);
        var payloads = query.QueryArgs?.Payloads_ ?? [];
        var arguments = definition.Dynamic
            ? workflow.Arguments.Raw(query.QueryType, payloads)
            : workflow.Arguments.Decode(definition.Signature, payloads, $"Query {query.QueryType}");
        var answer = workflow.Inbound.HandleQuery(new(id, query.QueryType, definition, arguments, query.Header?.Fields));
        return workflow.Commands.Violation is { } swallowed ? throw swallowed : answer;
    }

    private WorkflowQueryDefinition Find(string name)
    {
        if ((Known.FirstOrDefault(known => known.Name == name) ?? (HandlerSignatures.IsReserved(name) ? null : Dynamic)) is { } definition) return definition;
        var names = string.Join(' ', Known.Select(known => known.Name).OfType<string>().Order(StringComparer.OrdinalIgnoreCase));
        throw new InvalidOperationException($"Query handler for {name} expected but not found, known queries: [{names}]");
    }

    private WorkflowMetadata Metadata() => new()
    {
        CurrentDetails = workflow.CurrentDetails,
        Definition = new()
        {
            Type = workflow.Info.WorkflowType,
            QueryDefinitions = { Known.Select(known => Interaction(known.Name, known.Description)) },
            SignalDefinitions = { workflow.Signals.Known.Select(known => Interaction(known.Name, known.Description)) },
            UpdateDefinitions = { workflow.Updates.Known.Select(known => Interaction(known.Name, known.Description)) },
        },
    };

    private static WorkflowInteractionDefinition Interaction(string? name, string? description) =>
        new() { Name = name ?? "", Description = description ?? "" };
}
