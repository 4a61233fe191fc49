namespace Temporalio.Client.Schedules;

/// <summary>Numbers of a calendar field.</summary>
/// <param name="Start">The first one.</param>
/// <param name="End">The last one; anything below the first means the first.</param>
/// <param name="Step">Distance between them; 0 means 1.</param>
public record ScheduleRange(int Start, int End = 0, int Step = 0)
{
    internal static IReadOnlyCollection<ScheduleRange> FromProtos(IEnumerable<Api.Schedule.V1.Range> protos) =>
        [.. protos.Select(proto => new ScheduleRange(proto.Start, proto.End, proto.Step))];

    internal static IEnumerable<Api.Schedule.V1.Range> ToProtos(IEnumerable<ScheduleRange> ranges) =>
        ranges.Select(range => new Api.Schedule.V1.Range { Start = range.Start, End = range.End, Step = range.Step });
}
