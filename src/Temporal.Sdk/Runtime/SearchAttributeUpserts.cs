using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Common;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The search attributes of a workflow.</summary>
internal sealed class SearchAttributeUpserts(WorkflowInstance workflow, SearchAttributes? initial)
{
    private SearchAttributeCollection? _current;

    internal SearchAttributeCollection Current => _current ??= SearchAttributeCollection.CopyOf(initial);

    internal void Upsert(IReadOnlyCollection<SearchAttributeUpdate> updates)
    {
        if (updates.Count == 0) throw new ArgumentException("There is no update.", nameof(updates));
        workflow.Commands.EnsureWritable("changed search attributes");
        Current.ApplyUpdates(updates);
        var attributes = new SearchAttributes();
        foreach (var update in updates)
        {
            attributes.IndexedFields[update.UntypedKey.Name] =
                SearchAttributePayload.Create(update.UntypedKey, update.HasValue ? update.UntypedValue : null);
        }

        workflow.Commands.Add(new Command
        {
            CommandType = CommandType.UpsertWorkflowSearchAttributes,
            UpsertWorkflowSearchAttributesCommandAttributes =
                new UpsertWorkflowSearchAttributesCommandAttributes { SearchAttributes = attributes },
        });
    }
}
