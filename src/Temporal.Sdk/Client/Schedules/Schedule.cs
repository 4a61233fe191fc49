using Temporalio.Converters;

namespace Temporalio.Client.Schedules;

/// <summary>Something to be done again and again.</summary>
/// <param name="Action">What is done.</param>
/// <param name="Spec">When.</param>
public record Schedule(ScheduleAction Action, ScheduleSpec Spec)
{
    /// <summary>What happens when things do not go as planned.</summary>
    public SchedulePolicy Policy { get; init; } = new();

    /// <summary>Whether it is paused, and how often it still acts.</summary>
    public ScheduleState State { get; init; } = new();

    internal static Schedule FromProto(Api.Schedule.V1.Schedule proto, DataConverter converter) =>
        new(ScheduleActionStartWorkflow.FromProto(proto.Action.StartWorkflow, converter), ScheduleSpec.FromProto(proto.Spec ?? new()))
        {
            Policy = SchedulePolicy.FromProto(proto.Policies ?? new()),
            State = ScheduleState.FromProto(proto.State ?? new()),
        };

    internal async Task<Api.Schedule.V1.Schedule> ToProtoAsync(DataConverter converter) => new()
    {
        Spec = Spec.ToProto(),
        Action = await Action.ToProtoAsync(converter).ConfigureAwait(false),
        Policies = Policy.ToProto(),
        State = State.ToProto(),
    };
}
