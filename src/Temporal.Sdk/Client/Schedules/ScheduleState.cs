namespace Temporalio.Client.Schedules;

/// <summary>State of a schedule.</summary>
public record ScheduleState
{
    /// <summary>Why it is as it is.</summary>
    public string? Note { get; init; }

    /// <summary>Whether it takes no actions of itself. Default <see langword="false"/>.</summary>
    public bool Paused { get; init; }

    /// <summary>Whether it ends after <see cref="RemainingActions"/>. Default <see langword="false"/>.</summary>
    public bool LimitedActions { get; init; }

    /// <summary>Actions it still takes, if limited.</summary>
    public long RemainingActions { get; init; }

    internal static ScheduleState FromProto(Api.Schedule.V1.ScheduleState proto) => new()
    {
        Note = proto.Notes.Length == 0 ? null : proto.Notes,
        Paused = proto.Paused,
        LimitedActions = proto.LimitedActions,
        RemainingActions = proto.RemainingActions,
    };

    internal Api.Schedule.V1.ScheduleState ToProto() => new()
    {
        Notes = Note ?? "",
        Paused = Paused,
        LimitedActions = LimitedActions,
        RemainingActions = RemainingActions,
    };
}
