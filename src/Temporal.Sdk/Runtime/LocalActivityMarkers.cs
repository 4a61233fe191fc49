using System.Text.Json;
using System.Text.Json.Serialization;
using Google.Protobuf.WellKnownTypes;
using Temporalio.Api.Command.V1;
using Temporalio.Api.Common.V1;
using Temporalio.Api.Enums.V1;
using Temporalio.Api.Failure.V1;
using Temporalio.Api.History.V1;
using Temporalio.Api.Sdk.V1;
using Temporalio.Converters;

namespace Temporalio.Runtime;

/// <summary>How history keeps local activities: name and content of the marker are those of Temporal's own workers.</summary>
internal static class LocalActivityMarkers
{
    internal const string MarkerName = "core_local_activity";
    internal const string ResultKey = "result";
    private const string DataKey = "data";

    internal static Command Create(LocalActivityCall call, LocalActivityOutcome outcome, DateTime completeTime)
    {
        var written = new Written(
            call.Number,
            outcome.Attempt,
            call.ActivityId,
            call.ActivityType,
            Moment.Of(completeTime),
            outcome.Backoff is { } wait ? Moment.Of(wait) : null,
            Moment.Of(call.ScheduledTime));
        var attributes = new RecordMarkerCommandAttributes
        {
            MarkerName = MarkerName,
            Details = { [DataKey] = new Payloads { Payloads_ = { DataConverter.Default.PayloadConverter.ToPayload(written) } } },
            Failure = outcome.Failure?.Clone(),
        };
        if (outcome.Result is { } result) attributes.Details[ResultKey] = new Payloads { Payloads_ = { result.Clone() } };
        return new Command
        {
            CommandType = CommandType.RecordMarker,
            RecordMarkerCommandAttributes = attributes,
            UserMetadata = call.Options.Summary is { } summary
                ? new UserMetadata { Summary = DataConverter.Default.PayloadConverter.ToPayload(summary) }
                : null,
        };
    }

    /// <summary>Reads a marker; null if it is another kind of marker.</summary>
    internal static Recorded? Read(HistoryEvent marker) => marker.MarkerRecordedEventAttributes is { MarkerName: MarkerName } attributes
        ? Read(attributes.Details, attributes.Failure)
        : null;

    internal static Recorded? Read(Command command) => command.RecordMarkerCommandAttributes is { MarkerName: MarkerName } attributes
        ? Read(attributes.Details, attributes.Failure)
        : null;

    /// <summary>The failure workflow code sees, around what happened in the activity.</summary>
    internal static Failure Wrap(LocalActivityCall call, Failure cause, RetryState state) => Wrap(call.ActivityId, call.ActivityType, cause, state);

    private static Failure Wrap(string id, string type, Failure cause, RetryState state) => new()
    {
        Message = cause.CanceledFailureInfo is null ? "Activity task failed" : "Activity cancelled",
        Cause = cause,
        ActivityFailureInfo = new ActivityFailureInfo { ActivityId = id, ActivityType = new ActivityType { Name = type }, RetryState = state },
    };

    private static Recorded Read(IDictionary<string, Payloads> details, Failure? failure)
    {
        var data = JsonSerializer.Deserialize<Written>(details[DataKey].Payloads_[0].Data.Span)
            ?? throw new InvalidOperationException("A local activity marker has no content.");
        var result = details.TryGetValue(ResultKey, out var payloads) ? payloads.Payloads_.FirstOrDefault() : null;
        if (failure is { ActivityFailureInfo: null }) failure = Wrap(data.ActivityId, data.ActivityType, failure, RetryState.Unspecified);
        return new Recorded(
            data.Number,
            data.ActivityType,
            data.CompleteTime?.ToDateTime(),
            new LocalActivityOutcome(result, failure, data.Attempt, data.Backoff?.ToTimeSpan()));
    }

    /// <summary>A local activity as history has it.</summary>
    internal sealed record Recorded(int Number, string ActivityType, DateTime? CompleteTime, LocalActivityOutcome Outcome);

    internal sealed record Written(
        [property: JsonPropertyName("seq")] int Number,
        [property: JsonPropertyName("attempt")] int Attempt,
        [property: JsonPropertyName("activity_id")] string ActivityId,
        [property: JsonPropertyName("activity_type")] string ActivityType,
        [property: JsonPropertyName("complete_time")] Moment? CompleteTime,
        [property: JsonPropertyName("backoff")] Moment? Backoff,
        [property: JsonPropertyName("original_schedule_time")] Moment? ScheduledTime);

    /// <summary>A time, or a span of it.</summary>
    internal sealed record Moment([property: JsonPropertyName("seconds")] long Seconds, [property: JsonPropertyName("nanos")] int Nanos)
    {
        internal static Moment Of(DateTime time)
        {
            var stamp = Timestamp.FromDateTime(DateTime.SpecifyKind(time, DateTimeKind.Utc));
            return new(stamp.Seconds, stamp.Nanos);
        }

        internal static Moment Of(TimeSpan span)
        {
            var duration = Duration.FromTimeSpan(span);
            return new(duration.Seconds, duration.Nanos);
        }

        internal DateTime ToDateTime() => new Timestamp { Seconds = Seconds, Nanos = Nanos }.ToDateTime();

        internal TimeSpan ToTimeSpan() => new Duration { Seconds = Seconds, Nanos = Nanos }.ToTimeSpan();
    }
}
