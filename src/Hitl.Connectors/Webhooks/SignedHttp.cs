using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Webhooks;

/// <summary>
/// Any service that takes signed webhooks: the operation and its arguments as JSON, the step's key as the message id. Every operation is passed on;
/// looked up at <c>deliveries/{key}</c> below the same address.
/// </summary>
internal sealed class SignedHttp(ConnectorSite site, ConnectorStatement statement) : TargetBase(site, statement, null)
{
    protected override HttpRequestMessage Request(TargetCall call)
    {
        var message = new JsonObject { ["type"] = call.Operation, ["data"] = call.Arguments.ToJson() };
        if (call.Undoes is { } undone) message["undoes"] = undone;
        var body = Encoding.UTF8.GetBytes(CanonicalJson.Write(message));
        var now = Time.GetUtcNow();
        var request = new HttpRequestMessage(HttpMethod.Post, Origin)
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add("webhook-id", call.IdempotencyKey);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhook.Sign(Secret, call.IdempotencyKey, now, body));
        return request;
    }

    protected override TargetAnswer Judge(TargetCall call, JsonObject body)
    {
        var reference = body.Text("id") ?? call.IdempotencyKey;
        if (call.Arguments.Text("amount") is { } amount && body.Text("amount") is { } said && said != amount)
            return Readings.Contradiction(reference, $"asked for {amount}, the target says {said}");
        return new(TargetVerdict.Done, reference, $"{reference} accepted");
    }

    protected override async Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel)
    {
        var exchange = await GetAsync(TargetUrl.Join(Origin, "deliveries", call.IdempotencyKey)!, call.Timeout, cancel);
        if (!exchange.IsSuccess || exchange.Body is null) return Readings.Failure(exchange, isGoneWhen404: true);
        return exchange.Body.Text("key") == call.IdempotencyKey
            ? new(LookUpVerdict.Found, exchange.Body.Text("id"), "delivered")
            : new(LookUpVerdict.Mismatch, exchange.Body.Text("id"), "executor.mismatch: the delivery carries another key than ours");
    }
}
