using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets.Payments;

/// <summary>Refunds of charges, by the rules of a payment provider of Stripe's kind.</summary>
internal sealed class Refunds(Target target)
{
    /// <summary>What a charge nobody has seen before is worth, in minor units: enough for any order.</summary>
    private const long UnseenCharge = 10_000_000;

    public TargetReply Create(TargetCall call, FaultSet hit)
    {
        var parameters = call.Parameters;
        var charge = parameters.Text("charge") ?? parameters.Text("payment_intent");
        if (string.IsNullOrEmpty(charge)) return Invalid("parameter_missing", "Give a charge or a payment_intent.");
        var currency = Currency(charge, parameters.Text("currency") ?? parameters["metadata"].Text("currency"));
        if (parameters.Text("currency") is { } wanted && !wanted.Equals(currency, StringComparison.OrdinalIgnoreCase))
            return Invalid("currency_mismatch", $"The charge is in {currency}.");
        var left = UnseenCharge - Taken(charge).Sum(refund => refund.Amount!.Value);
        var amount = left;
        if (parameters.Text("amount") is { } text && (!long.TryParse(text, CultureInfo.InvariantCulture, out amount) || amount <= 0))
            return Invalid("parameter_invalid_integer", "The amount must be a positive number of minor units.");
        if (amount > left || left == 0)
            return Invalid("charge_already_refunded", $"The amount is greater than what is left of the charge ({left} {currency}).") with { Stored = true };

        var refund = target.Keep(new()
        {
            Id = target.NewId("re"),
            Kind = "refund",
            Key = call.Key,
            Subject = charge,
            Amount = amount,
            Currency = currency,
            Metadata = WireJson.Copy(parameters["metadata"] as JsonObject) ?? [],
            Details = Details(parameters, hit),
            At = target.Now,
            EffectiveAt = target.Now,
        });
        return new(200, Json(refund, target.Now), refund);
    }

    /// <summary>Takes a refund back: the money returns to the charge.</summary>
    public TargetReply Cancel(TargetCall call, string id)
    {
        if (!target.Effects.TryFind(id, out var refund) || refund.Kind != "refund" || refund.EffectiveAt > target.Now) return TargetErrors.NotFound();
        if (refund.ReversedBy is not null || HasFailed(refund, target.Now))
            return Invalid("refund_not_cancelable", $"The refund is {Status(refund, target.Now)}.") with { Stored = true };
        var reversal = target.Keep(new()
        {
            Id = target.NewId("rv"),
            Kind = "refund_reversal",
            Key = call.Key,
            Subject = refund.Subject,
            Amount = refund.Amount,
            Currency = refund.Currency,
            Metadata = WireJson.Copy(call.Parameters["metadata"] as JsonObject) ?? [],
            At = target.Now,
            EffectiveAt = target.Now,
            ReversalOf = refund.Id,
        });
        return new(200, Json(target.Keep(refund with { ReversedBy = reversal.Id }), target.Now), reversal);
    }

    public TargetReply Find(string id, DateTimeOffset asOf) =>
        Visible(asOf).FirstOrDefault(refund => refund.Id == id) is { } refund ? new(200, Json(refund, asOf)) : TargetErrors.NotFound();

    public TargetReply List(string? charge, int limit, string? after, DateTimeOffset asOf)
    {
        var all = Visible(asOf).Where(refund => charge is null || refund.Subject == charge).Reverse().ToList();
        var start = after is null ? 0 : all.FindIndex(refund => refund.Id == after) + 1;
        return Page("list", all.Skip(start).ToList(), limit, asOf);
    }

    /// <param name="query">Null when it was not understood.</param>
    public TargetReply Search(RefundQuery? query, int limit, DateTimeOffset asOf) => query is null
        ? Invalid("query_invalid", "Write metadata['name']:'value', charge:'…' or status:'…', joined by AND.")
        : Page("search_result", Visible(asOf).Where(refund => query.Fits(refund, Status(refund, asOf))).Reverse().ToList(), limit, asOf);

    public JsonObject Charge(string id, string? currency, DateTimeOffset asOf)
    {
        var refunded = Visible(asOf).Where(refund => refund.Subject == id && Counts(refund, asOf)).Sum(refund => refund.Amount!.Value);
        return new()
        {
            ["id"] = id,
            ["object"] = "charge",
            ["amount"] = UnseenCharge,
            ["amount_refunded"] = refunded,
            ["currency"] = Currency(id, currency),
            ["refunded"] = refunded == UnseenCharge,
            ["paid"] = true,
            ["captured"] = true,
            ["status"] = "succeeded",
        };
    }

    /// <summary>Per currency: refunded, reversed, and what is left between them.</summary>
    public JsonObject Totals()
    {
        var totals = new JsonObject();
        foreach (var group in target.Done.Where(effect => effect.Kind == "refund" && !HasFailed(effect, target.Now)).GroupBy(refund => refund.Currency!))
        {
            var reversed = group.Where(refund => refund.ReversedBy is not null).Sum(refund => refund.Amount!.Value);
            var refunded = group.Sum(refund => refund.Amount!.Value);
            totals[group.Key] = new JsonObject { ["count"] = group.Count(), ["refunded"] = refunded, ["reversed"] = reversed, ["net"] = refunded - reversed };
        }

        return totals;
    }

    private IEnumerable<TargetEffect> Visible(DateTimeOffset asOf) =>
        target.Effects.Rows.Where(effect => effect.Kind == "refund" && effect.EffectiveAt <= asOf);

    /// <summary>Refunds that use up the charge, those still on their way included.</summary>
    private IEnumerable<TargetEffect> Taken(string charge) =>
        target.Effects.Rows.Where(effect => effect.Kind == "refund" && effect.Subject == charge && Counts(effect, target.Now));

    private static bool Counts(TargetEffect refund, DateTimeOffset at) => refund.ReversedBy is null && !HasFailed(refund, at);

    private static bool HasFailed(TargetEffect refund, DateTimeOffset at) => Status(refund, at) == "failed";

    private static string Status(TargetEffect refund, DateTimeOffset at)
    {
        if (refund.ReversedBy is not null) return "canceled";
        if (refund.Details.Text("succeeds_at") is { } succeedsAt && DateTimeOffset.Parse(succeedsAt, CultureInfo.InvariantCulture) > at) return "pending";
        if (refund.Details.Text("fails_at") is not { } failsAt) return "succeeded";
        return DateTimeOffset.Parse(failsAt, CultureInfo.InvariantCulture) <= at ? "failed" : "pending";
    }

    private string Currency(string charge, string? otherwise) =>
        target.Effects.Rows.FirstOrDefault(effect => effect.Subject == charge)?.Currency ?? otherwise?.ToLowerInvariant() ?? "usd";

    private JsonObject Details(JsonObject parameters, FaultSet hit)
    {
        var details = new JsonObject();
        if (parameters.Text("reason") is { } reason) details["reason"] = reason;
        if (hit.Find("pending_then_failed") is { } failing) details["fails_at"] = (target.Now + failing.Length()).ToString("O");
        if (hit.Find("pending_then_succeeded") is { } slow) details["succeeds_at"] = (target.Now + slow.Length()).ToString("O");
        return details;
    }

    private static TargetReply Page(string kind, List<TargetEffect> refunds, int limit, DateTimeOffset asOf) => new(200, new()
    {
        ["object"] = kind,
        ["url"] = "/v1/refunds",
        ["has_more"] = refunds.Count > limit,
        ["data"] = new JsonArray([.. refunds.Take(limit).Select(refund => Json(refund, asOf))]),
    });

    private static JsonObject Json(TargetEffect refund, DateTimeOffset asOf) => new()
    {
        ["id"] = refund.Id,
        ["object"] = "refund",
        ["amount"] = refund.Amount,
        ["charge"] = refund.Subject,
        ["created"] = refund.At.ToUnixTimeSeconds(),
        ["currency"] = refund.Currency,
        ["metadata"] = WireJson.Copy(refund.Metadata),
        ["reason"] = refund.Details.Text("reason"),
        ["status"] = Status(refund, asOf),
        ["failure_reason"] = HasFailed(refund, asOf) ? "lost_or_stolen_card" : null,
    };

    private static TargetReply Invalid(string code, string message) => TargetErrors.Error(400, "invalid_request_error", code, message);
}
