using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Client;
using Temporalio.Common;

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

    // Of Temporal's own .NET worker; the former stood, by mistake, in all histories of ours before 1.2.
    private const uint MovesEnd = 1;
    private const uint ModernEventLoop = 2;

    // Its name. Before it noted names at all, its histories had none; nor had the first of ours.
    private const string OfficialDotNet = "temporal-dotnet";

    // Until then an update that was done at once was answered before what else there was to do.
    private static readonly Version AnswersInTurnFrom = new(1, 1, 0);

    private readonly HashSet<uint> _known = [];
    private readonly HashSet<uint> _language = [];
    private (string Name, string Version) _writer;
    private bool _isSettled;
    private bool _isOurs = true;
    private bool _isModern = true;

    /// <summary>What becomes of commands given beside the end of the workflow.</summary>
    internal EndRule EndRule =>
        _known.Contains(KeepsCommandsBesideTheEnd) ? EndRule.KeepsAll
        : _isOurs ? EndRule.KeepsAnswers
        : _language.Contains(MovesEnd) ? EndRule.MovesLastEnd
        : EndRule.DropsRest;

    /// <summary>Whether all that comes with a task is applied before anything runs, and conditions are met one at a time.</summary>
    internal bool RunsTaskAsOne { get; private set; } = true;

    /// <summary>Whether answers of updates wait for their turn, as they do in Temporal's own workers. The first task of a run settles it.</summary>
    internal bool AnswersInTurn { get; private set; } = true;

    /// <summary>The random numbers of a run.</summary>
    internal DeterministicRandom RandomOf(string runId) =>
        _isOurs && !_isModern ? FormerRandom.Of(runId) : new DeterministicRandom(RandomnessSeed.FromRunId(runId));

    /// <summary>Reads what a task said that was completed.</summary>
    internal void Read(HistoryEvent completed)
    {
        var attributes = completed.WorkflowTaskCompletedEventAttributes;
        if (attributes.SdkMetadata is { } said)
        {
            _known.UnionWith(said.CoreUsedFlags);
            _language.UnionWith(said.LangUsedFlags);
            if (said.SdkName.Length > 0) _writer.Name = said.SdkName;
            if (said.SdkVersion.Length > 0) _writer.Version = said.SdkVersion;
        }

        if (!_isSettled) Settle(attributes);
    }

    /// <summary>Turns on all, for a task that is not in history yet.</summary>
    /// <returns>What has to be said with that task; null if history says it already.</returns>
    internal WorkflowTaskCompletedMetadata? Use()
    {
        var said = new WorkflowTaskCompletedMetadata();
        said.CoreUsedFlags.Add(new[] { ComparesIdentities, UpsertsPatches, KeepsCommandsBesideTheEnd }.Where(_known.Add));
        if (!_isSettled && _language.Add(ModernEventLoop)) said.LangUsedFlags.Add(ModernEventLoop);

        // People see what made a history, and where another worker went on with it.
        if (_writer.Name != RpcHeaders.ClientName) said.SdkName = RpcHeaders.ClientName;
        if (_writer != (RpcHeaders.ClientName, RpcHeaders.Version)) said.SdkVersion = RpcHeaders.Version;
        _writer = (RpcHeaders.ClientName, RpcHeaders.Version);
        _isSettled = true;
        return said.CalculateSize() == 0 ? null : said;
    }

    private void Settle(WorkflowTaskCompletedEventAttributes first)
    {
        _isSettled = true;
        _isModern = _language.Contains(ModernEventLoop);
        _isOurs = IsOurs(first);
        var name = first.SdkMetadata?.SdkName;
        RunsTaskAsOne = _isOurs || _isModern || name is not (null or "" or OfficialDotNet);
        AnswersInTurn = !_isOurs || (Version.TryParse(first.SdkMetadata?.SdkVersion, out var version) && version >= AnswersInTurnFrom);
    }

    // Temporal's own workers say which build they are, with every task; ours do not.
    private static bool IsOurs(WorkflowTaskCompletedEventAttributes first) => first.SdkMetadata is { } said
        && (said.SdkName == RpcHeaders.ClientName
            || (said.SdkName.Length == 0 && said.LangUsedFlags.Contains(MovesEnd) && first.WorkerVersion is null && first.BinaryChecksum.Length == 0));
}
