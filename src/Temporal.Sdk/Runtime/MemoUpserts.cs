using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Converters;
using Temporalio.Workflows;

namespace Temporalio.Runtime;

/// <summary>The memo of a workflow.</summary>
internal sealed class MemoUpserts(WorkflowInstance workflow, Memo? initial)
{
    private readonly Dictionary<string, IRawValue> _current =
        initial?.Fields.ToDictionary(entry => entry.Key, entry => (IRawValue)new RawValue(entry.Value)) ?? [];

    internal IReadOnlyDictionary<string, IRawValue> Current => _current;

    internal void Upsert(IReadOnlyCollection<MemoUpdate> updates)
    {
        if (updates.Count == 0) throw new ArgumentException("There is no update.", nameof(updates));
        workflow.Commands.EnsureWritable("changed the memo");
        var memo = new Memo();
        foreach (var update in updates)
        {
            var payload = workflow.PayloadConverter.ToPayload(update.HasValue ? update.UntypedValue : null);
            if (!memo.Fields.TryAdd(update.UntypedKey, payload)) throw new ArgumentException($"Memo entry {update.UntypedKey} is updated twice.", nameof(updates));
        }

        foreach (var update in updates)
        {
            if (update.HasValue) _current[update.UntypedKey] = new RawValue(memo.Fields[update.UntypedKey]);
            else _current.Remove(update.UntypedKey);
        }

        workflow.Commands.Add(new Command
        {
            CommandType = CommandType.ModifyWorkflowProperties,
            ModifyWorkflowPropertiesCommandAttributes = new ModifyWorkflowPropertiesCommandAttributes { UpsertedMemo = memo },
        });
    }
}
