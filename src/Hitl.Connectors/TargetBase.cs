using System.Net.Http.Headers;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors;

/// <summary>What every connector does the same: the approved host or nothing, one send, one deadline.</summary>
internal abstract class TargetBase(string name, TargetHttp http, string? bearer) : IActionTarget, IDisposable
{
    public string Name { get; } = name;

    protected Uri Origin => http.Base;

    public async Task<TargetAnswer> SendAsync(TargetCall call, CancellationToken cancel)
    {
        if (Refusal(call) is { } refusal) return new(TargetVerdict.Refused, null, refusal);
        if (Request(call) is not { } request) return new(TargetVerdict.Refused, null, $"executor.operation: {Name} has no operation {call.Operation} with these arguments");
        using (request)
        {
            var exchange = await http.SendAsync(Authorized(request), call.Timeout, cancel);
            if (!exchange.IsSuccess) return Readings.Failure(exchange);
            return exchange.Body is { } body ? Judge(call, body) : new(TargetVerdict.Unknown, null, exchange.Detail);
        }
    }

    public async Task<LookUpAnswer> LookUpAsync(TargetCall call, CancellationToken cancel)
    {
        if (Refusal(call) is { } refusal) return new(LookUpVerdict.Unavailable, null, refusal);
        return await FindAsync(call, cancel);
    }

    public void Dispose() => http.Dispose();

    /// <summary>The request of a call; null when the operation or its arguments are not this target's.</summary>
    protected abstract HttpRequestMessage? Request(TargetCall call);

    /// <summary>Holds a success against the call.</summary>
    protected abstract TargetAnswer Judge(TargetCall call, System.Text.Json.Nodes.JsonObject body);

    /// <summary>Asks whether the call took effect.</summary>
    protected abstract Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel);

    protected async Task<Exchange> GetAsync(Uri url, TimeSpan timeout, CancellationToken cancel)
    {
        using var request = Authorized(new(HttpMethod.Get, url));
        return await http.SendAsync(request, timeout, cancel);
    }

    private string? Refusal(TargetCall call)
    {
        if (call.Host != TargetUrl.Host(http.Base)) return $"executor.host_changed: {call.Host} was approved, {Name} is elsewhere now";
        return IsPlain(call.IdempotencyKey) && (call.Undoes is null || IsPlain(call.Undoes)) ? null : "executor.header: a key may hold letters, digits, dash and underscore only";
    }

    // Keys and references go into headers and paths.
    private static bool IsPlain(string text) => text.Length is > 0 and <= 255 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return request;
    }
}
