namespace Hitl.Escalations.Stages;

/// <summary>Fetches calendars from addresses that a schedule names.</summary>
public interface ICalendarFeeds
{
    /// <summary>Fetches one calendar. What the network does is an answer, not an exception.</summary>
    /// <param name="address">Where; it may hold a secret.</param>
    /// <param name="cancel">Stops waiting.</param>
    Task<FeedAnswer> FetchAsync(Uri address, CancellationToken cancel);
}
