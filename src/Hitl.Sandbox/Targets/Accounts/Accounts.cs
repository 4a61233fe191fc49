using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets.Accounts;

/// <summary>Customers' accounts: e-mail, address, plan. The current value is the last change in force, else a made-up default.</summary>
internal sealed class Accounts(Target target)
{
    /// <summary>Route segment to field.</summary>
    public static IReadOnlyDictionary<string, string> Fields { get; } = new Dictionary<string, string>
    {
        ["email-changes"] = "email", ["address-changes"] = "address", ["plan-changes"] = "plan",
    };

    public JsonObject Get(string customer, DateTimeOffset asOf) => new()
    {
        ["customer"] = customer,
        ["email"] = Value(customer, "email", asOf),
        ["address"] = Value(customer, "address", asOf),
        ["plan"] = Value(customer, "plan", asOf),
        ["version"] = Changes(asOf).Count(change => change.Subject == customer),
    };

    public TargetReply Change(TargetCall call, string customer, string field)
    {
        if (call.Parameters.Text(field) is not { Length: > 0 } value)
            return TargetErrors.Error(400, "invalid_request_error", "parameter_missing", $"Give {field}.");
        var change = Keep(call, customer, field, value, null);
        return new(201, Json(change), change);
    }

    /// <summary>Puts the previous value back; refused when the field has changed since.</summary>
    public TargetReply Reverse(TargetCall call, string customer, string id)
    {
        if (!target.Effects.TryFind(id, out var change) || change.Subject != customer || change.ReversalOf is not null || change.EffectiveAt > target.Now)
            return TargetErrors.NotFound();
        var field = change.Details.Text("field")!;
        if (change.ReversedBy is not null || Value(customer, field, target.Now) != change.Details.Text("value"))
            return TargetErrors.Error(409, "invalid_request_error", "changed_since", $"The {field} has changed since.") with { Stored = true };
        var reversal = Keep(call, customer, field, change.Details.Text("previous")!, change.Id);
        target.Keep(change with { ReversedBy = reversal.Id });
        return new(200, Json(reversal), reversal);
    }

    public JsonObject List(Func<TargetEffect, bool> wanted, DateTimeOffset asOf) =>
        new() { ["data"] = new JsonArray([.. Changes(asOf).Where(wanted).Select(Json)]) };

    private TargetEffect Keep(TargetCall call, string customer, string field, string value, string? reversalOf) => target.Keep(new()
    {
        Id = target.NewId("chg"),
        Kind = reversalOf is null ? $"{field}_change" : $"{field}_reversal",
        Key = call.Key,
        Subject = customer,
        Metadata = WireJson.Copy(call.Parameters["metadata"] as JsonObject) ?? [],
        Details = new() { ["field"] = field, ["previous"] = Value(customer, field, target.Now), ["value"] = value },
        At = target.Now,
        EffectiveAt = target.Now,
        ReversalOf = reversalOf,
    });

    private IEnumerable<TargetEffect> Changes(DateTimeOffset asOf) => target.Effects.Rows.Where(effect => effect.EffectiveAt <= asOf);

    private string Value(string customer, string field, DateTimeOffset asOf) =>
        Changes(asOf).LastOrDefault(change => change.Subject == customer && change.Details.Text("field") == field)?.Details.Text("value")
        ?? field switch { "email" => $"{customer.ToLowerInvariant()}@example.com", "address" => "1 Example Street", _ => "standard" };

    private static JsonObject Json(TargetEffect change) => new()
    {
        ["id"] = change.Id,
        ["object"] = "change",
        ["customer"] = change.Subject,
        ["field"] = change.Details.Text("field"),
        ["previous"] = change.Details.Text("previous"),
        ["value"] = change.Details.Text("value"),
        ["key"] = change.Key,
        ["metadata"] = WireJson.Copy(change.Metadata),
        ["reversal_of"] = change.ReversalOf,
        ["reversed_by"] = change.ReversedBy,
        ["status"] = "done",
        ["at"] = change.At.ToString("O"),
    };
}
