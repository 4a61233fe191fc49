using Hitl.Client.Retention;
using Hitl.Gateway.Bodies;
using Hitl.Gateway.Callers;
using Hitl.Gateway.Problems;
using Hitl.Postgres.Retention;

namespace Hitl.Gateway.Retention;

/// <summary>Days, legal holds and expiry of ledger rows. What may go is decided by the database, which also does it.</summary>
internal static class RetentionEndpoints
{
    private const int LongestReason = 1000;
    private const int MostDays = 36_500;
    private static readonly string[] Classes = ["trail", "contact", "access"];
    private static readonly string[] Scopes = ["all", "customer", "actor", "request"];

    // Certificates are sealed within a second and signed within a minute; what is not by then goes with the next call.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(75);

    public static void MapRetention(this IEndpointRouteBuilder routes)
    {
        Map(routes.MapGet("/v1/audit/retention", ViewAsync), "How long rows are kept, what is over its days, and what is held.").Produces<RetentionView>();
        Map(routes.MapPost("/v1/audit/retention/apply", ApplyAsync), "Expire what is over its days: certificate first, then exactly the rows it names.").Produces<IReadOnlyList<ExpiryView>>();
        Map(routes.MapPost("/v1/audit/retention/days", DaysAsync), "Set how many days a class of rows is kept.").Produces<RetentionView>();
        Map(routes.MapPost("/v1/audit/erasures", EraseAsync), "Destroy a customer's key: what is about that person becomes unreadable, the trail stays whole.").Produces<ErasureView>();
        Map(routes.MapPost("/v1/audit/holds", HoldAsync), "Set a legal hold: what it covers does not expire.").Produces<RetentionView>();
        Map(routes.MapPost("/v1/audit/holds/{id}/release", ReleaseAsync), "Release a legal hold.").Produces<RetentionView>();
    }

    private static async Task<IResult> EraseAsync(HttpContext http, RetentionStore store, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "customer", "reason", "confirm");
        var customer = fields.Text("customer", 200, "which customer") ?? "";
        var reason = fields.Text("reason", LongestReason, "say why; it is recorded") ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        if (fields.Text("confirm", 20) != "erase") fields.Refuse(new(400, "erasure.unconfirmed", "A destroyed key is gone for good: confirm with \"erase\".") { Field = "confirm" });
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        var done = await store.EraseAsync(customer, reason, Caller.Of(http).By, cancel);
        return TypedResults.Ok(new ErasureView(customer, done.Keys, done.Requests, done.Plain));
    }

    private static RouteHandlerBuilder Map(RouteHandlerBuilder route, string summary) => route.RequireAuthorization(GatewayPolicies.Audit).WithSummary(summary);

    private static async Task<IResult> ViewAsync(RetentionStore store, CancellationToken cancel) => TypedResults.Ok(await ReadAsync(store, cancel));

    private static async Task<RetentionView> ReadAsync(RetentionStore store, CancellationToken cancel) => new(
        await store.DaysAsync(cancel),
        [.. (await store.PlanAsync(cancel)).Select(rows => new ExpirableView(rows.Class, rows.Month, rows.Rows, rows.Since))],
        [.. (await store.HoldsAsync(cancel)).Select(hold => new HoldView(hold.Id, hold.Scope, hold.Value, hold.Reason, hold.By, hold.At))]);

    private static async Task<IResult> ApplyAsync(HttpContext http, RetentionStore store, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "confirm");
        if (fields.Text("confirm", 20) != "expire") fields.Refuse(new(400, "retention.unconfirmed", "Rows that expire are gone for good: confirm with \"expire\".") { Field = "confirm" });
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        var results = await store.ApplyAsync(Caller.Of(http).By, Patience, cancel);
        return TypedResults.Ok(results.Select(result => new ExpiryView(result.Class, result.Month, result.Rows, result.Refusal)).ToList());
    }

    private static async Task<IResult> DaysAsync(HttpContext http, RetentionStore store, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "class", "days");
        var name = OneOf(fields, "class", Classes);
        var days = fields.Integer("days", "how many days rows of the class are kept");
        if (days is < 1 or > MostDays) fields.Refuse(new(400, "field.range", $"'days' is 1 to {MostDays}.") { Field = "days" });
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        await store.SetDaysAsync(name, days, Caller.Of(http).By, cancel);
        return TypedResults.Ok(await ReadAsync(store, cancel));
    }

    private static async Task<IResult> HoldAsync(HttpContext http, RetentionStore store, CancellationToken cancel)
    {
        var (body, refusal) = await BodyReader.ObjectAsync(http.Request, cancel);
        if (body is not { } value) return refusal!.AsResult();
        var fields = new FieldReader(value, "", "scope", "value", "reason");
        var scope = OneOf(fields, "scope", Scopes);
        var which = fields.Text("value", 200, "which customer, actor or request; * for all") ?? "";
        var reason = fields.Text("reason", LongestReason, "say why; it is recorded") ?? "";
        fields.Refuse(Texts.Check("reason", reason));
        if (fields.Refusal is not null) return fields.Refusal.AsResult();
        await store.HoldAsync(scope, which, reason, Caller.Of(http).By, cancel);
        return TypedResults.Ok(await ReadAsync(store, cancel));
    }

    private static async Task<IResult> ReleaseAsync(string id, HttpContext http, RetentionStore store, CancellationToken cancel)
    {
        if (!Guid.TryParse(id, out var hold) || !await store.ReleaseAsync(hold, Caller.Of(http).By, cancel))
            return new Refusal(404, "hold.not_found", "No legal hold of that id stands.").AsResult();
        return TypedResults.Ok(await ReadAsync(store, cancel));
    }

    private static string OneOf(FieldReader fields, string name, string[] known)
    {
        var text = fields.Text(name, 40, "one of " + string.Join(", ", known)) ?? "";
        if (!known.Contains(text, StringComparer.Ordinal)) fields.Refuse(new(400, "field.invalid", $"'{name}' is one of {string.Join(", ", known)}.") { Field = name });
        return text;
    }
}
