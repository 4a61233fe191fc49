using System.Text;
using System.Text.Json.Nodes;
using Hitl.Sandbox.Journaling;

namespace Hitl.Sandbox.Targets.Webhooks;

/// <summary>/targets/webhook/{name}: takes signed webhooks. A name that begins with "blind" has neither keys nor look-up.</summary>
internal static class WebhookEndpoints
{
    public static void MapWebhooks(this IEndpointRouteBuilder routes, Target target, TargetDesk desk, SandboxOptions options)
    {
        routes.MapPost("/targets/webhook/{name}", async (HttpContext context, string name) =>
        {
            using var copy = new MemoryStream();
            await context.Request.Body.CopyToAsync(copy);
            var headers = context.Request.Headers;
            var id = headers["webhook-id"].ToString();
            var problem = WebhookSignature.Check(
                options.WebhookSecret, id, headers["webhook-timestamp"].ToString(), headers["webhook-signature"].ToString(), copy.ToArray(), target.Now);
            if (problem is not null)
            {
                await TargetRequest.SendAsync(context, TargetErrors.Error(401, "invalid_request_error", problem, "The signature was not accepted."));
                return;
            }

            var body = WireJson.TryParse(Encoding.UTF8.GetString(copy.ToArray())) as JsonObject ?? [];
            var call = TargetCall.Of(context, $"webhook {name}", IsBlind(name) ? null : id, body);
            await desk.WriteAsync(context, target, call, _ => Take(target, name, id, call));
        });
        routes.MapGet("/targets/webhook/{name}/deliveries/{id}", (HttpContext context, string name, string id) =>
            desk.LookUpAsync(context, target, TargetCall.Of(context, $"webhook {name} {id}", null, []), asOf => LookUp(target, name, id, asOf)));
    }

    private static TargetReply Take(Target target, string name, string id, TargetCall call)
    {
        var effect = target.Keep(new()
        {
            Id = target.NewId("wh"),
            Kind = "webhook",
            Key = id,
            Subject = name,
            Details = WireJson.Copy(call.Parameters)!,
            At = target.Now,
            EffectiveAt = target.Now,
        });
        return new(200, new() { ["received"] = true, ["id"] = effect.Id }, effect);
    }

    private static TargetReply LookUp(Target target, string name, string id, DateTimeOffset asOf)
    {
        var found = IsBlind(name)
            ? null
            : target.Effects.Rows.FirstOrDefault(effect => effect.Subject == name && effect.Key == id && effect.EffectiveAt <= asOf);
        return found is null ? TargetErrors.NotFound() : new(200, new() { ["id"] = found.Id, ["key"] = found.Key, ["at"] = found.At.ToString("O") });
    }

    private static bool IsBlind(string name) => name.StartsWith("blind", StringComparison.Ordinal);
}
