using System.Globalization;
using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Loyalty;

/// <summary>
/// The loyalty service. Operations: <c>restore-points</c> and <c>take-points</c> (customer, points: at least 1); <c>revoke-points</c> undoes either.
/// </summary>
internal sealed class LoyaltyService(ConnectorSite site, ConnectorStatement statement) : KeyedJsonTarget(site, statement, "points")
{
    protected override HttpRequestMessage? Request(TargetCall call)
    {
        if (call.Arguments.Text("customer") is not { } customer) return null;
        if (call is { Operation: "revoke-points", Undoes: { } entry }) return Post(call, [], "v1", customer, "points", entry, "reversal");
        return Delta(call) is { } delta ? Post(call, new() { ["delta"] = delta }, "v1", customer, "points") : null;
    }

    protected override Uri? StateUrl(StateQuestion question) =>
        Statement.Reads.Contains(question.Read) && question.Arguments.Text("customer") is { } customer ? TargetUrl.Join(Origin, "v1", customer, "balance") : null;

    protected override string? State(StateQuestion question, JsonObject body) =>
        body.Text("customer") == question.Arguments.Text("customer") ? body.Text("balance") : null;

    protected override string? Contradiction(TargetCall call, JsonObject body) =>
        body.Number("delta") == Delta(call) ? null : $"asked for {Delta(call)} points, the target says {body.Text("delta")}";

    private static long? Delta(TargetCall call)
    {
        if (!long.TryParse(call.Arguments.Text("points"), NumberStyles.None, CultureInfo.InvariantCulture, out var points) || points < 1) return null;
        return call.Operation switch { "restore-points" => points, "take-points" => -points, _ => null };
    }
}
