using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Consent;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors;

/// <summary>A service of the organisation's own: JSON in and out, an idempotency key on every write, a look-up by that key.</summary>
internal abstract class KeyedJsonTarget(ConnectorSite site, ConnectorStatement statement, string collection) : TargetBase(site, statement, site.Secret)
{
    protected override async Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel)
    {
        var url = TargetUrl.Join(Origin, "v1", collection)!.AbsoluteUri + "?key=" + Uri.EscapeDataString(call.IdempotencyKey);
        var exchange = await GetAsync(new(url), call.Timeout, cancel);
        if (!exchange.IsSuccess || exchange.Body is null) return Readings.Failure(exchange, isGoneWhen404: false);
        if (exchange.Body.Items("data").FirstOrDefault(item => item.Text("key") == call.IdempotencyKey) is not { } found)
            return new(LookUpVerdict.NotFound, null, $"no entry of {collection} carries our key");
        var answer = Judge(call, found);
        return new(answer.Verdict == TargetVerdict.Done ? LookUpVerdict.Found : LookUpVerdict.Mismatch, answer.Reference, answer.Detail);
    }

    protected override TargetAnswer Judge(TargetCall call, JsonObject body)
    {
        var reference = body.Text("id");
        if (reference is null) return new(TargetVerdict.Unknown, null, "the answer names nothing");
        if (body.Text("key") is { } key && key != call.IdempotencyKey) return Readings.Contradiction(reference, "the answer carries another key than ours");
        if (body.Text("customer") != call.Arguments.Text("customer"))
            return Readings.Contradiction(reference, $"asked about {call.Arguments.Text("customer")}, the target says {body.Text("customer")}");
        if (call.Undoes is { } undone)
        {
            return body.Text("reversal_of") == undone
                ? new(TargetVerdict.Done, reference, $"{undone} reversed by {reference}")
                : Readings.Contradiction(reference, $"asked to reverse {undone}, the target says {body.Text("reversal_of")}");
        }

        return Contradiction(call, body) is { } contradiction ? Readings.Contradiction(reference, contradiction) : new(TargetVerdict.Done, reference, $"{reference} done");
    }

    /// <summary>Holds the target's own words against what was asked; null when they agree.</summary>
    protected abstract string? Contradiction(TargetCall call, JsonObject body);

    protected HttpRequestMessage? Post(TargetCall call, JsonObject body, params string[] path)
    {
        if (TargetUrl.Join(Origin, path) is not { } url) return null;
        body["metadata"] = new JsonObject { ["step_key"] = call.IdempotencyKey };
        // Canonical, so that every retry is the same bytes.
        var content = new StringContent(CanonicalJson.Write(body), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        return request;
    }
}
