using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Payments;

/// <summary>Refunds by the API of Stripe. Operations: <c>refund</c> (charge, amount, currency) and its undoing <c>cancel-refund</c>.</summary>
/// <remarks>Source: Stripe API reference, “Refunds” and “Idempotent requests”. Keys live 24 h there and replay stored answers, errors included.</remarks>
internal sealed class StripeRefunds(ConnectorSite site, ConnectorStatement statement) : TargetBase(site, statement, site.Secret)
{
    private const string StepKey = "step_key";
    private const int PageSize = 100;
    private const int MostPages = 20;

    protected override HttpRequestMessage? Request(TargetCall call)
    {
        var form = new Dictionary<string, string> { [$"metadata[{StepKey}]"] = call.IdempotencyKey };
        if (call is { Operation: "cancel-refund", Undoes: { } refund }) return Post(call, form, "v1", "refunds", refund, "cancel");
        if (call.Operation != "refund" || call.Arguments.Text("charge") is not { } charge || call.Arguments.Text("amount") is not { } amount) return null;
        form["charge"] = charge;
        form["amount"] = amount;
        // Stripe takes the charge's currency; kept with the refund so that both sides can be compared.
        if (call.Arguments.Text("currency") is { } currency) form["metadata[currency]"] = currency;
        return Post(call, form, "v1", "refunds");
    }

    protected override TargetAnswer Judge(TargetCall call, JsonObject body)
    {
        var reference = body.Text("id");
        if (call.Operation == "cancel-refund")
        {
            return reference == call.Undoes && body.Text("status") == "canceled"
                ? new(TargetVerdict.Done, reference, $"{reference} canceled")
                : Readings.Contradiction(reference, $"asked to cancel {call.Undoes}, got {reference} {body.Text("status")}");
        }

        if (Contradiction(call, body) is { } contradiction) return Readings.Contradiction(reference, contradiction);
        return body.Text("status") switch
        {
            "succeeded" => new(TargetVerdict.Done, reference, $"{reference} succeeded"),
            // The bank has not said yet: it is neither done nor failed until it has.
            "pending" or "requires_action" => new(TargetVerdict.Pending, reference, $"{reference} is {body.Text("status")}"),
            "failed" => new(TargetVerdict.Refused, reference, Failed(reference, body)),
            _ => Readings.Contradiction(reference, $"{reference} is {body.Text("status")}"),
        };
    }

    protected override Uri? StateUrl(StateQuestion question) =>
        question.Read == "amount-refunded" && question.Arguments.Text("charge") is { } charge ? TargetUrl.Join(Origin, "v1", "charges", charge) : null;

    protected override string? State(StateQuestion question, JsonObject body) =>
        body.Text("id") == question.Arguments.Text("charge") ? body.Text("amount_refunded") : null;

    protected override Task<LookUpAnswer> FindAsync(TargetCall call, CancellationToken cancel) =>
        call.Operation == "cancel-refund" ? FindCancelAsync(call, cancel) : FindRefundAsync(call, cancel);

    // The list of one charge is complete at once; Stripe's search may lag by a minute.
    private async Task<LookUpAnswer> FindRefundAsync(TargetCall call, CancellationToken cancel)
    {
        var after = "";
        for (var page = 0; page < MostPages; page++)
        {
            var url = TargetUrl.Join(Origin, "v1", "refunds")!.AbsoluteUri + $"?charge={Uri.EscapeDataString(call.Arguments.Text("charge") ?? "")}&limit={PageSize}{after}";
            var exchange = await GetAsync(new(url), call.Timeout, cancel);
            if (!exchange.IsSuccess || exchange.Body is null) return Readings.Failure(exchange, isGoneWhen404: false);
            var refunds = exchange.Body.Items("data").ToList();
            if (refunds.FirstOrDefault(refund => refund["metadata"].Text(StepKey) == call.IdempotencyKey) is { } found) return Found(call, found);
            if (exchange.Body["has_more"]?.ToString() != "true" || refunds.Count == 0) return new(LookUpVerdict.NotFound, null, "no refund of this charge carries our key");
            after = $"&starting_after={Uri.EscapeDataString(refunds[^1].Text("id") ?? "")}";
        }

        return new(LookUpVerdict.Unavailable, null, $"more than {MostPages * PageSize} refunds of one charge");
    }

    private async Task<LookUpAnswer> FindCancelAsync(TargetCall call, CancellationToken cancel)
    {
        if (TargetUrl.Join(Origin, "v1", "refunds", call.Undoes ?? "") is not { } url) return new(LookUpVerdict.Unsupported, null, "nothing to undo was named");
        var exchange = await GetAsync(url, call.Timeout, cancel);
        if (!exchange.IsSuccess || exchange.Body is null) return Readings.Failure(exchange, isGoneWhen404: false);
        var status = exchange.Body.Text("status");
        return status == "canceled"
            ? new(LookUpVerdict.Found, call.Undoes, $"{call.Undoes} is canceled")
            : new(LookUpVerdict.NotFound, null, $"{call.Undoes} is {status}");
    }

    private static LookUpAnswer Found(TargetCall call, JsonObject refund)
    {
        var reference = refund.Text("id");
        if (Contradiction(call, refund) is { } contradiction) return new(LookUpVerdict.Mismatch, reference, $"executor.mismatch: {contradiction}");
        return refund.Text("status") switch
        {
            "succeeded" => new(LookUpVerdict.Found, reference, $"{reference} succeeded"),
            "pending" or "requires_action" => new(LookUpVerdict.Pending, reference, $"{reference} is {refund.Text("status")}"),
            "failed" => new(LookUpVerdict.Failed, reference, Failed(reference, refund)),
            var other => new(LookUpVerdict.Mismatch, reference, $"executor.mismatch: {reference} exists and is {other}"),
        };
    }

    private static string Failed(string? reference, JsonObject refund) => $"{reference} failed {refund.Text("failure_reason")}".TrimEnd();

    private static string? Contradiction(TargetCall call, JsonObject refund)
    {
        if (refund.Text("amount") != call.Arguments.Text("amount")) return $"asked to refund {call.Arguments.Text("amount")}, the target says {refund.Text("amount")}";
        if (call.Arguments.Text("currency") is { } currency && !currency.Equals(refund.Text("currency"), StringComparison.OrdinalIgnoreCase))
            return $"asked for {currency}, the target says {refund.Text("currency")}";
        if (refund.Text("charge") != call.Arguments.Text("charge")) return $"asked about {call.Arguments.Text("charge")}, the target says {refund.Text("charge")}";
        return refund["metadata"].Text(StepKey) == call.IdempotencyKey ? null : "the answer carries another key than ours";
    }

    private HttpRequestMessage? Post(TargetCall call, Dictionary<string, string> form, params string[] path)
    {
        if (TargetUrl.Join(Origin, path) is not { } url) return null;
        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = new FormUrlEncodedContent(form.OrderBy(pair => pair.Key, StringComparer.Ordinal)) };
        request.Headers.Add("Idempotency-Key", call.IdempotencyKey);
        return request;
    }
}
