using Google.Protobuf.WellKnownTypes;

namespace Temporalio.Common;

/// <summary>When a failed workflow or activity is tried again.</summary>
public record RetryPolicy
{
    /// <summary>Wait before the first retry. Default 1 s.</summary>
    public TimeSpan InitialInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Factor by which the wait grows. Default 2; at least 1.</summary>
    public float BackoffCoefficient { get; set; } = 2;

    /// <summary>Longest wait. Default 100 times the first.</summary>
    public TimeSpan? MaximumInterval { get; set; }

    /// <summary>Most attempts, the first included. Default 0: no limit.</summary>
    public int MaximumAttempts { get; set; }

    /// <summary>Error types for which trying again is pointless.</summary>
    public IReadOnlyCollection<string>? NonRetryableErrorTypes { get; set; }

    internal static RetryPolicy FromProto(Api.Common.V1.RetryPolicy proto) => new()
    {
        InitialInterval = proto.InitialInterval?.ToTimeSpan() ?? TimeSpan.FromSeconds(1),
        BackoffCoefficient = (float)proto.BackoffCoefficient,
        MaximumInterval = proto.MaximumInterval?.ToTimeSpan(),
        MaximumAttempts = proto.MaximumAttempts,
        NonRetryableErrorTypes = proto.NonRetryableErrorTypes.Count == 0 ? null : proto.NonRetryableErrorTypes,
    };

    internal Api.Common.V1.RetryPolicy ToProto() => new()
    {
        InitialInterval = Duration.FromTimeSpan(InitialInterval),
        BackoffCoefficient = BackoffCoefficient,
        MaximumInterval = MaximumInterval is { } longest ? Duration.FromTimeSpan(longest) : null,
        MaximumAttempts = MaximumAttempts,
        NonRetryableErrorTypes = { NonRetryableErrorTypes ?? [] },
    };
}
