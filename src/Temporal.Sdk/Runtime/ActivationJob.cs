using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.Update.V1;

namespace Temporalio.Runtime;

/// <summary>One thing that happened to a workflow.</summary>
internal abstract record ActivationJob
{
    private ActivationJob()
    {
    }

    /// <summary>Position among the jobs of one activation; jobs of the same rank keep the order of history.</summary>
    internal abstract int Rank { get; }

    /// <summary>Whether, where jobs run one by one, it comes before the workflow's own code.</summary>
    internal bool PrecedesStart => Rank < 3;

    /// <summary>History has a marker of this patch.</summary>
    internal sealed record NotifyPatch(string PatchId) : ActivationJob
    {
        internal override int Rank => 0;
    }

    /// <summary>The workflow was reset: random numbers start another sequence.</summary>
    internal sealed record UpdateRandomSeed(string RunId) : ActivationJob
    {
        internal override int Rank => 1;
    }

    /// <summary>A signal arrived.</summary>
    internal sealed record Signal(string Name, RepeatedField<Payload> Input, IReadOnlyDictionary<string, Payload>? Headers = null) : ActivationJob
    {
        internal override int Rank => 2;
    }

    /// <summary>An update came, or history says that it was accepted.</summary>
    internal sealed record Update(
        string ProtocolInstanceId, string MessageId, long SequencingEventId, Request Request, bool RunsValidator) : ActivationJob
    {
        internal override int Rank => 2;
    }

    /// <summary>Cancellation was requested.</summary>
    internal sealed record Cancel : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>A timer fired.</summary>
    internal sealed record FireTimer(string TimerId) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>An activity ended: with a result, which may be none, or with a failure.</summary>
    internal sealed record ResolveActivity(string ActivityId, Payload? Result, Failure? Failure) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>A child started, or cannot be.</summary>
    internal sealed record ResolveChildStart(long InitiatedEventId, string? RunId, StartChildWorkflowExecutionFailedCause Cause = default) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>A child ended: with a result, which may be none, or with a failure.</summary>
    internal sealed record ResolveChild(long InitiatedEventId, Payload? Result, Failure? Failure) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>Another workflow has a signal or cancel request of this one, or cannot get it.</summary>
    internal sealed record ResolveExternal(long InitiatedEventId, Failure? Failure) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>A local activity ended, as history or its run says.</summary>
    internal sealed record ResolveLocalActivity(int Number, LocalActivityOutcome Outcome, DateTime CompleteTime) : ActivationJob
    {
        internal override int Rank => 3;
    }

    /// <summary>Something made here that is to happen once everything that runs now is done.</summary>
    internal sealed record Run(Action Action) : ActivationJob
    {
        internal override int Rank => 3;
    }
}
