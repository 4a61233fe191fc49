using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;

namespace Hitl.Sandbox.Targets;

/// <summary>How a target words its errors: Stripe's nested object, which the other targets share.</summary>
internal static class TargetErrors
{
    public static TargetReply Error(int status, string type, string? code, string message) => new(
        status,
        new() { ["error"] = new JsonObject { ["type"] = type, ["code"] = code, ["message"] = message } },
        Stored: false);

    public static TargetReply InProgress() => Error(409, "idempotency_error", "idempotency_key_in_use", "Another request with this idempotency key is still in progress.");

    public static TargetReply KeyReused() => Error(400, "idempotency_error", null, "This idempotency key was first used with other parameters.");

    public static TargetReply NotFound() => Error(404, "invalid_request_error", "resource_missing", "No such object.");

    public static TargetReply TooMany() => Error(429, "rate_limit_error", "rate_limit", "Too many requests.");

    public static TargetReply Unauthorized() => Error(401, "invalid_request_error", "invalid_api_key", "No valid API key was given.");

    public static TargetReply Unavailable(FaultRule rule) =>
        Error(rule.Status ?? 503, "api_error", rule.Error ?? "unavailable", rule.Message ?? "The service is unavailable.");

    public static TargetReply Broken(FaultRule rule) =>
        Error(rule.Status ?? 500, "api_error", rule.Error ?? "internal_error", rule.Message ?? "Something went wrong on our side.") with { Stored = true };

    public static TargetReply Refused(FaultRule rule) =>
        Error(rule.Status ?? 422, "invalid_request_error", rule.Error ?? "refused", rule.Message ?? "This cannot be done.");
}
