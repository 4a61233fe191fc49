using System.Text.Json;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Problems;
using Hitl.Governance.Intake;

namespace Hitl.Gateway.Requests;

/// <summary>Reads what an agent posts into a draft; names every field it does not know.</summary>
internal static class SubmitBodyReader
{
    private static readonly string[] Known =
        ["action", "customer", "channel", "amount", "currency", "parameters", "rationale", "evidence", "consents", "agent", "onBehalfOf"];

    // Agents that try to choose their own approver get an answer of its own, because it is an attempt and not a typing error.
    private static readonly HashSet<string> Approvers = new(StringComparer.OrdinalIgnoreCase) { "approver", "approvers", "approvedBy", "reviewers" };

    public static RequestDraft? Read(JsonElement body, out Refusal? refusal, params string[] more)
    {
        refusal = body.EnumerateObject().Any(member => Approvers.Contains(member.Name))
            ? new(403, "approvers.not_allowed", "Agents do not choose who decides; the catalog does. Leave the field out.") { Field = "approvers" }
            : null;
        if (refusal is not null) return null;
        var fields = new FieldReader(body, "", [.. Known, .. more]);
        var customer = Part(fields, "customer", "the customer's id and segment", "id", "segment");
        var agent = Part(fields, "agent", null, "version", "model", "promptVersion");
        var draft = new RequestDraft
        {
            Action = fields.Text("action"),
            CustomerId = customer?.Text("id"),
            Segment = customer?.Text("segment"),
            Channel = fields.Text("channel"),
            AmountMinor = fields.Any("amount"),
            Currency = fields.Text("currency"),
            OnBehalfOf = fields.Text("onBehalfOf"),
            Parameters = fields.Object("parameters"),
            Rationale = fields.Text("rationale"),
            Evidence = fields.Texts("evidence"),
            Consents = fields.Texts("consents"),
            AgentVersion = agent?.Text("version"),
            Model = agent?.Text("model"),
            PromptVersion = agent?.Text("promptVersion"),
        };
        refusal = fields.Refusal ?? customer?.Refusal ?? agent?.Refusal;
        return refusal is null ? draft : null;
    }

    private static FieldReader? Part(FieldReader fields, string name, string? required, params string[] known) =>
        fields.Object(name, required) is { } value ? new(value, name, known) : null;
}
