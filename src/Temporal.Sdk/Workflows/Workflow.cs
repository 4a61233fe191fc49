using Microsoft.Extensions.Logging;
using Temporalio.Common;
using Temporalio.Converters;
using Temporalio.Runtime;

namespace Temporalio.Workflows;

/// <summary>Everything a workflow may ask for or do. Except for <see cref="InWorkflow"/>, usable inside workflows only.</summary>
public static partial class Workflow
{
    /// <summary>Whether no handler of a signal or update is running. Worth waiting for before a workflow returns or continues as new.</summary>
    public static bool AllHandlersFinished => Context.Handlers.AllFinished;

    /// <summary>Cancelled when the workflow is; the default wherever a token may be given.</summary>
    public static CancellationToken CancellationToken => Context.CancellationToken;

    /// <summary>Whether the history has grown so long that the server suggests continuing as new.</summary>
    public static bool ContinueAsNewSuggested => Context.ContinueAsNewSuggested;

    /// <summary>Why the server suggests to continue as new; empty if it does not, or is too old to say.</summary>
    public static IReadOnlyCollection<SuggestContinueAsNewReason> SuggestedContinueAsNewReasons => Context.ContinueAsNewReasons;

    /// <summary>Text for people who look at the workflow; may span several lines. Default empty.</summary>
    public static string CurrentDetails
    {
        get => Context.CurrentDetails;
        set => Context.CurrentDetails = value;
    }

    /// <summary>The update whose handler the running code is part of; null outside of update handlers.</summary>
    public static WorkflowUpdateInfo? CurrentUpdateInfo => Context.Updates.Current;

    /// <summary>The answer to queries that have no other; null for none. May be changed while the workflow runs.</summary>
    public static WorkflowQueryDefinition? DynamicQuery
    {
        get => Context.Queries.Dynamic;
        set => Context.Queries.Dynamic = value;
    }

    /// <summary>
    /// The handler of signals that have no other; null for none. May be changed while the workflow runs; a new one gets at
    /// once what arrived before.
    /// </summary>
    public static WorkflowSignalDefinition? DynamicSignal
    {
        get => Context.Signals.Dynamic;
        set => Context.Signals.Dynamic = value;
    }

    /// <summary>The handler of updates that have no other; null for none. May be changed while the workflow runs.</summary>
    public static WorkflowUpdateDefinition? DynamicUpdate
    {
        get => Context.Updates.Dynamic;
        set => Context.Updates.Dynamic = value;
    }

    /// <summary>Number of events in the history up to the current workflow task.</summary>
    public static int CurrentHistoryLength => Context.CurrentHistoryLength;

    /// <summary>Size of the history up to the current workflow task, in bytes.</summary>
    public static int CurrentHistorySize => Context.CurrentHistorySize;

    /// <summary>What the workflow knows of itself.</summary>
    public static WorkflowInfo Info => Context.Info;

    /// <summary>The instance of the workflow class.</summary>
    public static object Instance => Context.Workflow;

    /// <summary>Whether this code runs on the scheduler of a workflow.</summary>
    public static bool InWorkflow => TaskScheduler.Current is WorkflowScheduler;

    /// <summary>A logger that knows which workflow it is of and is silent during replay.</summary>
    public static ILogger Logger => Context.Logger;

    /// <summary>The memo, by key.</summary>
    public static IReadOnlyDictionary<string, IRawValue> Memo => Context.Memo.Current;

    /// <summary>Measures, with the workflow's tags; says nothing during replay.</summary>
    public static MetricMeter MetricMeter => Context.MetricMeter;

    /// <summary>Converts payloads as the workflow's arguments are converted.</summary>
    public static IPayloadConverter PayloadConverter => Context.PayloadConverter;

    /// <summary>The queries the workflow answers. May be changed while it runs; an attribute is the better way.</summary>
    public static IDictionary<string, WorkflowQueryDefinition> Queries => Context.Queries.Definitions;

    /// <summary>Random numbers that a replay repeats. Ask for it each time: a reset starts another sequence.</summary>
    public static DeterministicRandom Random => Context.Random;

    /// <summary>
    /// The signals the workflow handles. May be changed while it runs; an attribute is the better way. A new handler gets
    /// at once what arrived for it before.
    /// </summary>
    public static IDictionary<string, WorkflowSignalDefinition> Signals => Context.Signals.Definitions;

    /// <summary>The search attributes, the workflow's own updates included.</summary>
    public static SearchAttributeCollection TypedSearchAttributes => Context.Attributes.Current;

    /// <summary>The updates the workflow handles. May be changed while it runs; an attribute is the better way.</summary>
    public static IDictionary<string, WorkflowUpdateDefinition> Updates => Context.Updates.Definitions;

    /// <summary>Time of the current workflow task, UTC: stands still while the workflow computes, and a replay repeats it.</summary>
    public static DateTime UtcNow => Context.UtcNow;

    private static WorkflowInstance Context =>
        WorkflowScheduler.CurrentWorkflow ?? throw new InvalidOperationException("Not in a workflow.");

    /// <summary>Makes an identifier that a replay repeats.</summary>
    /// <returns>A version 4 UUID.</returns>
    public static Guid NewGuid()
    {
        Span<byte> bytes = stackalloc byte[16];
        Context.Random.NextBytes(bytes);
        bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes);
    }

    /// <summary>Asks whether to take the new path of a changed workflow.</summary>
    /// <param name="patchId">Names the change.</param>
    /// <returns>
    /// <see langword="false"/> only while replaying a history that was written before the change. The answer for an id
    /// stays the same for the whole run.
    /// </returns>
    public static bool Patched(string patchId) => Context.Patches.Mark(patchId, deprecated: false);

    /// <summary>Says that every run now takes the new path of a change, and the old one is gone from the code.</summary>
    /// <param name="patchId">Names the change.</param>
    public static void DeprecatePatch(string patchId) => Context.Patches.Mark(patchId, deprecated: true);

    /// <summary>Sets or removes memo entries.</summary>
    /// <param name="updates">At least one, each of another entry.</param>
    /// <exception cref="ArgumentException">There is no update, or one entry is updated twice.</exception>
    public static void UpsertMemo(params MemoUpdate[] updates) => Context.Memo.Upsert(updates);

    /// <summary>Sets or removes search attributes.</summary>
    /// <param name="updates">At least one, each of another attribute.</param>
    /// <exception cref="ArgumentException">There is no update, or one attribute is updated twice.</exception>
    public static void UpsertTypedSearchAttributes(params SearchAttributeUpdate[] updates) => Context.Attributes.Upsert(updates);
}
