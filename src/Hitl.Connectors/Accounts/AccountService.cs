using System.Text.Json.Nodes;
using Hitl.Connectors.Http;
using Hitl.Escalations.Execution;

namespace Hitl.Connectors.Accounts;

/// <summary>
/// The account service. Operations: <c>change-email</c>, <c>change-address</c>, <c>change-plan</c> (customer and the new value), each undone by
/// <c>reverse-change</c>, which the service refuses once the field has changed again.
/// </summary>
internal sealed class AccountService(ConnectorSite site, ConnectorStatement statement) : KeyedJsonTarget(site, statement, "changes")
{
    private static readonly Dictionary<string, string> Fields = new(StringComparer.Ordinal)
    {
        ["change-email"] = "email", ["change-address"] = "address", ["change-plan"] = "plan",
    };

    protected override HttpRequestMessage? Request(TargetCall call)
    {
        if (call.Arguments.Text("customer") is not { } customer) return null;
        if (call is { Operation: "reverse-change", Undoes: { } change }) return Post(call, [], "v1", customer, "changes", change, "reversal");
        return Fields.TryGetValue(call.Operation, out var field) && call.Arguments.Text(field) is { } value
            ? Post(call, new() { [field] = value }, "v1", customer, $"{field}-changes")
            : null;
    }

    protected override Uri? StateUrl(StateQuestion question) =>
        Statement.Reads.Contains(question.Read) && question.Arguments.Text("customer") is { } customer ? TargetUrl.Join(Origin, "v1", customer) : null;

    protected override string? State(StateQuestion question, JsonObject body) =>
        body.Text("customer") == question.Arguments.Text("customer") ? body.Text(question.Read) : null;

    protected override string? Contradiction(TargetCall call, JsonObject body)
    {
        var field = Fields[call.Operation];
        return body.Text("field") == field && body.Text("value") == call.Arguments.Text(field) ? null : $"the target changed {body.Text("field")} to something else than asked";
    }
}
