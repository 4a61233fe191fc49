namespace Temporalio.Common;

/// <summary>Where a task stands in a queue that is longer than its workers can serve at once.</summary>
public sealed record Priority
{
    /// <summary>Creates a priority.</summary>
    /// <param name="priorityKey">1 goes first.</param>
    /// <param name="fairnessKey">Whose turn it counts as.</param>
    /// <param name="fairnessWeight">How many turns it gets.</param>
    public Priority(int? priorityKey = null, string? fairnessKey = null, float? fairnessWeight = null)
    {
        PriorityKey = priorityKey;
        FairnessKey = fairnessKey;
        FairnessWeight = fairnessWeight;
    }

    internal Priority(Api.Common.V1.Priority? proto)
        : this(
            proto is { PriorityKey: not 0 } ? proto.PriorityKey : null,
            proto is { FairnessKey.Length: > 0 } ? proto.FairnessKey : null,
            proto is { FairnessWeight: not 0 } ? proto.FairnessWeight : null)
    {
    }

    /// <summary>Nothing set: inherited, or the server's default.</summary>
    public static Priority Default { get; } = new();

    /// <summary>1 goes first; the server's default is 3 of 5.</summary>
    public int? PriorityKey { get; init; }

    /// <summary>Tasks of the same key share their turns, up to 64 bytes. Default empty.</summary>
    public string? FairnessKey { get; init; }

    /// <summary>Turns relative to other keys, 0.001 to 1,000. Default 1.</summary>
    public float? FairnessWeight { get; init; }

    internal Api.Common.V1.Priority ToProto() => new()
    {
        PriorityKey = PriorityKey ?? 0,
        FairnessKey = FairnessKey ?? "",
        FairnessWeight = FairnessWeight ?? 0,
    };
}
