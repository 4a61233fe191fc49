using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors;

/// <summary>What every connector does the same: the approved host or nothing, one send, one deadline. A connector derives it and reads answers.</summary>
/// <param name="site">Where the target is.</param>
/// <param name="statement">What the connector promises.</param>
/// <param name="bearer">The key sent as <c>Authorization: Bearer</c>; null for none.</param>
public abstract class TargetBase(ConnectorSite site, ConnectorStatement statement, string? bearer) : IActionTarget, IDisposable
{
    private const int LongestValue = 500;

    /// <inheritdoc/>
    public string Name => site.Name;

    /// <inheritdoc/>
    public ConnectorStatement Statement => statement;

    /// <summary>Host and port it is configured for.</summary>
    public string Host => TargetUrl.Host(site.Http.Base);

    /// <summary>The configured base address.</summary>
    protected Uri Origin => site.Http.Base;

    /// <summary>API key or signing secret.</summary>
    protected string Secret => site.Secret;

    /// <summary>The clock.</summary>
    protected TimeProvider Time => site.Time;

    /// <inheritdoc/>
    public async Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel)
    {
        if (Refusal(call.Host, call.IdempotencyKey, call.Undoes) is { } refusal) return new(TargetVerdict.Refused, null, refusal);
        if (Request(call) is not { } request) return new(TargetVerdict.Refused, null, $"executor.operation: {Name} has no operation {call.Operation} with these arguments");
        using (request)
        {
            var exchange = await site.Http.SendAsync(Authorized(request), call.Timeout, cancel);
            if (!exchange.IsSuccess) return Readings.Failure(exchange);
            return exchange.Body is { } body ? Judge(call, body) : new(TargetVerdict.Unknown, null, exchange.Detail);
        }
    }

    /// <inheritdoc/>
    public async Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel)
    {
        if (Refusal(call.Host, call.IdempotencyKey, call.Undoes) is { } refusal) return new(LookUpVerdict.Unavailable, null, refusal);
        return await FindAsync(call, cancel);
    }

    /// <inheritdoc/>
    public async Task<StateAnswer> ReadAsync(StateQuestion question, CancellationToken cancel)
    {
        if (Refusal(question.Host, "read", null) is { } refusal) return new(null, refusal);
        if (StateUrl(question) is not { } url) return new(null, $"executor.read: {Name} has no state {question.Read} with these arguments");
        var exchange = await GetAsync(url, question.Timeout, cancel);
        if (!exchange.IsSuccess || exchange.Body is null) return new(null, exchange.Detail);
        if (State(question, exchange.Body) is not { } value) return new(null, $"the target's answer has no {question.Read}");
        return value.Length <= LongestValue ? new(value, "") : new(null, $"the state {question.Read} is longer than {LongestValue} characters");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        site.Http.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The request of a call, the same bytes every time; null when the operation or its arguments are not this target's.</summary>
    protected abstract HttpRequestMessage? Request(TargetCall call);

    /// <summary>Holds a success against the call: done, pending, refused, or something else than asked.</summary>
    protected abstract TargetAnswer Judge(TargetCall call, JsonObject body);

    /// <summary>Asks whether the call took effect. Without a look-up: <see cref="LookUpVerdict.Unsupported"/>, which is the default.</summary>
    protected virtual Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel) =>
        Task.FromResult(new LookUpAnswer(LookUpVerdict.Unsupported, null, $"{Name} cannot be asked"));

    /// <summary>Where a state is read; null when the target has no such state, which is the default.</summary>
    protected virtual Uri? StateUrl(StateQuestion question) => null;

    /// <summary>The state in an answer; null when it is not there.</summary>
    protected virtual string? State(StateQuestion question, JsonObject body) => null;

    /// <summary>One GET with the target's credentials.</summary>
    protected async Task<Exchange> GetAsync(Uri url, TimeSpan timeout, CancellationToken cancel)
    {
        using var request = Authorized(new(HttpMethod.Get, url));
        return await site.Http.SendAsync(request, timeout, cancel);
    }

    private string? Refusal(string host, string key, string? undoes)
    {
        if (host != Host) return $"executor.host_changed: {host} was approved, {Name} is elsewhere now";
        return IsPlain(key) && (undoes is null || IsPlain(undoes)) ? null : "executor.header: a key may hold letters, digits, dash and underscore only";
    }

    // Keys and references go into headers and paths.
    private static bool IsPlain(string text) => text.Length is > 0 and <= 255 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}
