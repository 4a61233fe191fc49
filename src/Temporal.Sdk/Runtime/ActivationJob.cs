using Google.Protobuf.Collections;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Failure.V1;

namespace Temporalio.Runtime;

/// <summary>One thing that happened to a workflow.</summary>
internal abstract record ActivationJob
{
    private ActivationJob()
    {
    }

    /// <summary>Position among the jobs of one activation; jobs of the same rank keep the order of history.</summary>
    internal abstract int Rank { get; }

    /// <summary>History has a marker of this patch.</summary>
    internal sealed record NotifyPatch(string PatchId) : ActivationJob
    {
        internal override int Rank => 0;
    }

    /// <summary>The workflow was reset: random numbers start another sequence.</summary>
    internal sealed record UpdateRandomSeed(ulong Seed) : ActivationJob
    {
        internal override int Rank => 1;
    }

    /// <summary>A signal arrived.</summary>
    internal sealed record Signal(string Name, RepeatedField<Payload> Input) : ActivationJob
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
}
