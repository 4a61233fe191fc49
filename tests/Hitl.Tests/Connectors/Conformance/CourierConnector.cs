using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Hitl.Connectors;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Tests.Connectors.Conformance;

/// <summary>A connector as somebody outside writes it: one file. It sends parcels to another address, and back.</summary>
public sealed class CourierConnector : IConnector
{
    public ConnectorStatement Statement { get; } = new()
    {
        Connector = "x-courier",
        Idempotency = Idempotency.ByKey | Idempotency.ByLookUp,
        KeyLife = TimeSpan.FromHours(24),
        SettleWindow = TimeSpan.FromMinutes(15),
        ReversibleFor = TimeSpan.FromDays(2),
        Operations = [new("redirect", "redirect-back"), new("redirect-back")],
        Reads = ["address"],
        SandboxTarget = "The courier's test account; /targets/accounts of the local sandbox.",
    };

    public IActionTarget Create(ConnectorSite site) => new Courier(site, Statement);

    private sealed class Courier(ConnectorSite site, ConnectorStatement statement) : TargetBase(site, statement, site.Secret)
    {
        protected override HttpRequestMessage? Request(TargetCall call)
        {
            if (call.Arguments.Text("customer") is not { } customer) return null;
            if (call is { Operation: "redirect-back", Undoes: { } change }) return Post(call, [], customer, "changes", change, "reversal");
            return call.Operation == "redirect" && call.Arguments.Text("address") is { } address ? Post(call, new() { ["address"] = address }, customer, "address-changes") : null;
        }

        protected override TargetAnswer Judge(TargetCall call, JsonObject body) => body.Text("key") == call.IdempotencyKey
            ? new(TargetVerdict.Done, body.Text("id"), $"{body.Text("id")} done")
            : Readings.Contradiction(body.Text("id"), "the answer is about another call");

        protected override async Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel)
        {
            var url = new Uri($"{Origin.AbsoluteUri.TrimEnd('/')}/v1/changes?key={Uri.EscapeDataString(call.IdempotencyKey)}");
            var exchange = await GetAsync(url, call.Timeout, cancel);
            if (!exchange.IsSuccess || exchange.Body is null) return Readings.Failure(exchange, isGoneWhen404: false);
            var found = exchange.Body.Items("data").FirstOrDefault(item => item.Text("key") == call.IdempotencyKey);
            return found is null ? new(LookUpVerdict.NotFound, null, "no redirection carries our key") : new(LookUpVerdict.Found, found.Text("id"), "found");
        }

        protected override Uri? StateUrl(StateQuestion question) =>
            question.Read == "address" && question.Arguments.Text("customer") is { } customer ? TargetUrl.Join(Origin, "v1", customer) : null;

        protected override string? State(StateQuestion question, JsonObject body) => body.Text("address");

        private HttpRequestMessage? Post(TargetCall call, JsonObject body, params string[] path)
        {
            if (TargetUrl.Join(Origin, ["v1", .. path]) is not { } url) return null;
            var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")) };
            request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
            return request;
        }
    }
}
