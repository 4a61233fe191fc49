using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;

namespace Temporalio.Runtime;

/// <summary>The ways of working that came later: a history says which of them made it, so that it replays the way it was made.</summary>
/// <remarks>The numbers are those of Temporal's own workers, so that each can read the other's histories.</remarks>
internal sealed class SdkFlags
{
    // Names and ids of activities and children are compared on replay.
    private const uint ComparesIdentities = 1;

    // Patches are search attributes too.
    private const uint UpsertsPatches = 2;

    // Commands given beside the end of a workflow go before it.
    private const uint KeepsCommandsBesideTheEnd = 3;

    // What Temporal's own .NET worker notes to say in which order it runs things; ours is the same order.
    private const uint ModernEventLoop = 1;

    // Until then an update that was done at once was answered before what else there was to do.
    private static readonly Version AnswersInTurnFrom = new(1, 1, 0);

    private readonly HashSet<uint> _known = [];
    private bool? _answersInTurn;

    /// <summary>Whether commands given after the end of a workflow, in the same activation, count.</summary>
    internal bool KeepsCommands => _known.Contains(KeepsCommandsBesideTheEnd);

    /// <summary>Whether answers of updates wait for their turn, as they do in Temporal's own workers. The first task of a run settles it:
    /// a number of our own among the flags would make those workers refuse the history.</summary>
    internal bool AnswersInTurn => _answersInTurn ?? true;

    /// <summary>Reads what a task said that was completed.</summary>
    internal void Read(HistoryEvent completed)
    {
        var said = completed.WorkflowTaskCompletedEventAttributes.SdkMetadata;
        _known.UnionWith(said?.CoreUsedFlags ?? []);
        _answersInTurn ??= said is not null
            && (said.SdkName != RpcHeaders.ClientName || (Version.TryParse(said.SdkVersion, out var version) && version >= AnswersInTurnFrom));
    }

    /// <summary>Turns on all, for a task that is not in history yet.</summary>
    /// <returns>What has to be said with that task; null if history says it already.</returns>
    internal WorkflowTaskCompletedMetadata? Use()
    {
        uint[] missing = [.. new[] { ComparesIdentities, UpsertsPatches, KeepsCommandsBesideTheEnd }.Where(_known.Add)];
        return missing.Length == 0 ? null : new WorkflowTaskCompletedMetadata { CoreUsedFlags = { missing } };
    }

    /// <summary>What the first task of a run says besides: name and version too, so that people see what made a history.</summary>
    internal static WorkflowTaskCompletedMetadata WithName(WorkflowTaskCompletedMetadata? used)
    {
        used ??= new WorkflowTaskCompletedMetadata();
        used.LangUsedFlags.Add(ModernEventLoop);
        used.SdkName = RpcHeaders.ClientName;
        used.SdkVersion = RpcHeaders.Version;
        return used;
    }
}
