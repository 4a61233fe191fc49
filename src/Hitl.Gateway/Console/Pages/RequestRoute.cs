using System.Globalization;
using Hitl.Client.Problems;
using Hitl.Client.Requests;
using Hitl.Gateway.Console.Session;
using Hitl.Gateway.Problems;
using Microsoft.Extensions.Options;

namespace Hitl.Gateway.Console.Pages;

internal static class RequestRoute
{
    public static void MapRequest(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/console/requests/{id}", (string id, HttpContext http) => Visit.OpenAsync(http, visit => ShowAsync(visit, id, null, http)));
        routes.MapPost("/console/requests/{id}/decide", (string id, HttpContext http, ConsoleForms forms, CancellationToken cancel) => PostAsync(id, http, forms, DecideAsync, cancel));
        routes.MapPost("/console/requests/{id}/extend", (string id, HttpContext http, ConsoleForms forms, CancellationToken cancel) => PostAsync(id, http, forms, ExtendAsync, cancel));
    }

    private static async Task<IResult> ShowAsync(Visit visit, string id, Rejected? rejected, HttpContext http)
    {
        var options = http.RequestServices.GetRequiredService<IOptions<GatewayOptions>>().Value;
        return visit.Show<RequestPage>(
            new()
            {
                [nameof(RequestPage.Timeline)] = await visit.Api.TimelineAsync(id, http.RequestAborted),
                [nameof(RequestPage.Rejected)] = rejected,
                [nameof(RequestPage.IsFresh)] = visit.Now - visit.SignedInAt <= options.StepUpWithin,
            },
            rejected?.Problem.Status ?? 200);
    }

    private static async Task<IResult> PostAsync(string id, HttpContext http, ConsoleForms forms, Func<Visit, string, IFormCollection, HttpContext, Task<IResult>> act, CancellationToken cancel)
    {
        var (form, refusal) = await forms.ReadAsync(http, cancel);
        if (form is null) return refusal!.AsResult();
        return await Visit.OpenAsync(http, visit => act(visit, id, form, http));
    }

    private static async Task<IResult> DecideAsync(Visit visit, string id, IFormCollection form, HttpContext http)
    {
        var body = new DecideBody
        {
            Verdict = form["verdict"].ToString(),
            Reason = form["reason"].ToString(),
            // Chosen for a denial only: whoever approves has looked at the list and not used it.
            ReasonCode = form["verdict"] == "deny" && form["reason_code"].ToString() is { Length: > 0 } code ? code : null,
            Digest = form["digest"].ToString(),
            Revision = Number(form["revision"].ToString()),
            Stage = Number(form["stage"].ToString()),
            TypedAmount = form["typed_amount"].ToString(),
        };
        try
        {
            await visit.Api.DecideAsync(id, body, form["attempt"].ToString(), http.RequestAborted);
            return TypedResults.Redirect("/console/requests/" + Uri.EscapeDataString(id));
        }
        catch (HitlApiException why) when (why.Status is 400 or 403 or 409 or 503)
        {
            return await ShowAsync(visit, id, new(why.Problem, body), http);
        }
    }

    private static async Task<IResult> ExtendAsync(Visit visit, string id, IFormCollection form, HttpContext http)
    {
        var body = new ExtendBody
        {
            Digest = form["digest"].ToString(),
            Revision = Number(form["revision"].ToString()),
            Stage = Number(form["stage"].ToString()),
            Extension = Number(form["extension"].ToString()),
        };
        try
        {
            await visit.Api.ExtendAsync(id, body, http.RequestAborted);
            return TypedResults.Redirect("/console/requests/" + Uri.EscapeDataString(id));
        }
        catch (HitlApiException why) when (why.Status is 400 or 403 or 409 or 503)
        {
            return await ShowAsync(visit, id, new(why.Problem, new() { Verdict = "", Digest = body.Digest, Revision = body.Revision, Stage = body.Stage }), http);
        }
    }

    private static int Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
