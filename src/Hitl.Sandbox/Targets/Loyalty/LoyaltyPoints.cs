using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets.Loyalty;

/// <summary>Customers' loyalty points: everybody starts with 1,000.</summary>
internal sealed class LoyaltyPoints(Target target)
{
    private const long Initial = 1_000;

    public TargetReply Add(TargetCall call, string customer)
    {
        if (!long.TryParse(call.Parameters.Text("delta"), CultureInfo.InvariantCulture, out var delta) || delta == 0)
            return TargetErrors.Error(400, "invalid_request_error", "parameter_invalid_integer", "delta must be a number other than 0.");
        return Balance(customer, DateTimeOffset.MaxValue) + delta < 0 ? Insufficient() : Done(201, Keep(call, customer, delta, null));
    }

    public TargetReply Reverse(TargetCall call, string customer, string id)
    {
        if (!target.Effects.TryFind(id, out var entry) || entry.Subject != customer || entry.ReversalOf is not null || entry.EffectiveAt > target.Now)
            return TargetErrors.NotFound();
        if (entry.ReversedBy is not null)
            return TargetErrors.Error(409, "invalid_request_error", "already_reversed", "The entry has been reversed.") with { Stored = true };
        if (Balance(customer, DateTimeOffset.MaxValue) - entry.Amount!.Value < 0) return Insufficient();
        var reversal = Keep(call, customer, -entry.Amount.Value, entry.Id);
        target.Keep(entry with { ReversedBy = reversal.Id });
        return Done(200, reversal);
    }

    public JsonObject Account(string customer, DateTimeOffset asOf) => new() { ["customer"] = customer, ["balance"] = Balance(customer, asOf) };

    public JsonObject List(Func<TargetEffect, bool> wanted, DateTimeOffset asOf) =>
        new() { ["data"] = new JsonArray([.. Entries(asOf).Where(wanted).Select(Json)]) };

    private IEnumerable<TargetEffect> Entries(DateTimeOffset asOf) => target.Effects.Rows.Where(effect => effect.EffectiveAt <= asOf);

    private long Balance(string customer, DateTimeOffset asOf) =>
        Initial + Entries(asOf).Where(entry => entry.Subject == customer).Sum(entry => entry.Amount!.Value);

    private TargetEffect Keep(TargetCall call, string customer, long delta, string? reversalOf) => target.Keep(new()
    {
        Id = target.NewId("pts"),
        Kind = reversalOf is null ? "points" : "points_reversal",
        Key = call.Key,
        Subject = customer,
        Amount = delta,
        Metadata = WireJson.Copy(call.Parameters["metadata"] as JsonObject) ?? [],
        Details = new() { ["reason"] = call.Parameters.Text("reason") },
        At = target.Now,
        EffectiveAt = target.Now,
        ReversalOf = reversalOf,
    });

    private TargetReply Done(int status, TargetEffect entry)
    {
        var body = Json(entry);
        body["balance"] = Balance(entry.Subject, target.Now);
        return new(status, body, entry);
    }

    private static TargetReply Insufficient() =>
        TargetErrors.Error(422, "invalid_request_error", "insufficient_points", "The customer does not have that many points.") with { Stored = true };

    private static JsonObject Json(TargetEffect entry) => new()
    {
        ["id"] = entry.Id,
        ["object"] = "points_entry",
        ["customer"] = entry.Subject,
        ["delta"] = entry.Amount,
        ["key"] = entry.Key,
        ["metadata"] = WireJson.Copy(entry.Metadata),
        ["reason"] = entry.Details.Text("reason"),
        ["reversal_of"] = entry.ReversalOf,
        ["reversed_by"] = entry.ReversedBy,
        ["at"] = entry.At.ToString("O"),
    };
}
