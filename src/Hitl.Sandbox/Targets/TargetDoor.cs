using System.Text.Json.Nodes;
using Hitl.Sandbox.Faults;

namespace Hitl.Sandbox.Targets;

/// <summary>Maps a target's operations: authentication and reading once, for all of them.</summary>
internal sealed class TargetDoor(Target target, TargetDesk desk, SandboxOptions options)
{
    public Target Target => target;

    /// <param name="perform">Gets the call and the faults it must honour itself.</param>
    public RequestDelegate Write(string operation, Func<TargetCall, HttpContext, FaultSet, TargetReply> perform) => async context =>
    {
        if (!TargetRequest.IsAuthorized(context, options)) await TargetRequest.SendAsync(context, TargetErrors.Unauthorized());
        else if (await TargetRequest.ReadAsync(context) is not { } parameters)
            await TargetRequest.SendAsync(context, TargetErrors.Error(400, "invalid_request_error", "body_invalid", "The body is neither a form nor a JSON object."));
        else
        {
            var call = About(TargetCall.Of(context, Named(operation, context), TargetRequest.Key(context) ?? KeyIn(parameters), parameters), context);
            await desk.WriteAsync(context, target, call, hit => perform(call, context, hit));
        }
    };

    /// <param name="read">Gets the time up to which effects are visible.</param>
    public RequestDelegate Read(string operation, Func<HttpContext, DateTimeOffset, TargetReply> read) => async context =>
    {
        if (!TargetRequest.IsAuthorized(context, options))
        {
            await TargetRequest.SendAsync(context, TargetErrors.Unauthorized());
            return;
        }

        var call = About(TargetCall.Of(context, Named(operation, context), null, TargetRequest.Query(context)), context);
        await desk.LookUpAsync(context, target, call, asOf => read(context, asOf));
    };

    /// <summary>A call about an effect is also about whom the effect was done to, so that a fault of one customer hits its undoing.</summary>
    private TargetCall About(TargetCall call, HttpContext context) =>
        context.Request.RouteValues["id"] is string id && target.Journal.Change(() => target.Effects.Find(id)) is { } effect
            ? call with { Subjects = new HashSet<string>(call.Subjects) { effect.Subject } }
            : call;

    /// <summary>The operation with its path values, so that one key for two customers is a reuse with other parameters.</summary>
    private static string Named(string operation, HttpContext context) =>
        context.Request.RouteValues.Values.OfType<string>().Aggregate(operation, (name, value) => name + " " + value);

    private static string? KeyIn(JsonObject parameters) => parameters["key"]?.ToString();
}
