using System.Net;
using System.Text;
using Hitl.Connectors.Http;
using Hitl.Escalations.Stages;
using Hitl.Peers;
using Microsoft.Extensions.Options;

namespace Hitl.Connectors.Calendars;

/// <summary>Fetches calendars under the rules of targets: only public addresses over https, to the address that was checked, no redirects, bounded in size and time.</summary>
public sealed class CalendarFeeds : ICalendarFeeds, IDisposable
{
    private const int MostBytes = 1_000_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);
    private readonly HttpClient _http;
    private readonly bool _allowsPrivate;

    /// <summary>Makes the one client for the life of the process.</summary>
    /// <param name="options">What is admitted.</param>
    public CalendarFeeds(IOptions<CalendarFeedOptions> options)
        : this(options.Value, Dns.GetHostAddressesAsync)
    {
    }

    internal CalendarFeeds(CalendarFeedOptions options, Func<string, CancellationToken, Task<IPAddress[]>> resolve)
    {
        _allowsPrivate = options.AllowPrivateCalendars;
        _http = new(TargetConnection.Handler(new() { AllowPrivate = _allowsPrivate }, resolve)) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = MostBytes };
    }

    /// <inheritdoc/>
    public async Task<FeedAnswer> FetchAsync(Uri address, CancellationToken cancel)
    {
        if (!_allowsPrivate && (address.Scheme != Uri.UriSchemeHttps || address.Port != 443)) return new(null, "its address is not https at its usual port");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        deadline.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.ParseAdd("text/calendar");
            using var answer = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
            if (answer.StatusCode != HttpStatusCode.OK) return new(null, $"its server answered {(int)answer.StatusCode}");
            await answer.Content.LoadIntoBufferAsync(MostBytes, deadline.Token);
            return new(Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(deadline.Token)), null);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            return new(null, "its server does not answer in time");
        }
        catch (Exception failure) when (PeerFailure.IsAway(failure) || failure is AddressDeniedException)
        {
            // One text for whatever happened: addresses and names of our network are not told.
            return new(null, failure is AddressDeniedException || failure.InnerException is AddressDeniedException ? "its address is not allowed" : "its server cannot be reached");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();
}
