namespace Hitl.Connectors.Calendars;

/// <summary>How calendars are fetched. Bound from <c>Hitl:Coverage</c>.</summary>
public sealed record CalendarFeedOptions
{
    /// <summary>Admits plain HTTP and addresses of our own network, for a calendar server inside it. Default false.</summary>
    public bool AllowPrivateCalendars { get; init; }
}
