using Hitl.Client.Requests;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

/// <summary>Lists of requests, with what each waits for.</summary>
internal sealed class RequestLists(RequestQueries queries, IStageStore stages, ICatalogStore catalogs)
{
    /// <summary>One page; <paramref name="you"/> is marked where the open stage asks that person and they have not decided.</summary>
    public async Task<Client.Requests.RequestPage> ReadAsync(RequestFilter filter, PersonId? you, CancellationToken cancel)
    {
        var page = await queries.ListAsync(filter, cancel);
        var items = new List<RequestSummary>(page.Requests.Count);
        foreach (var stored in page.Requests) items.Add(await SummaryAsync(stored, you, cancel));
        return new(items, page.Next?.Value);
    }

    private async Task<RequestSummary> SummaryAsync(StoredRequest stored, PersonId? you, CancellationToken cancel)
    {
        var request = stored.Request;
        var catalog = await catalogs.FindAsync(request.CatalogDigest, cancel);
        var open = stored.State == RequestState.Deciding && you is not null ? await OpenStageAsync(request, cancel) : null;
        return new(
            request.Id.Value, WireNames.Of(stored.State), request.Action.Value, catalog is null ? request.Action.Value : RequestViews.Title(catalog, request.Action),
            request.Actor.Value, request.Customer.Id, request.Amount?.ToString(), stored.Evaluation?.Risk, request.ReceivedAt, stored.StateSince, stored.Outcome,
            open?.OpenedAt + open?.Definition.Wait, open is not null && await AsksAsync(open, you!.Value, cancel));
    }

    private async Task<StageRecord?> OpenStageAsync(ActionRequest request, CancellationToken cancel) =>
        (await stages.ListAsync(request.Id, request.Revision, cancel)).FirstOrDefault(stage => stage.Status == StageStatus.Open);

    private async Task<bool> AsksAsync(StageRecord open, PersonId you, CancellationToken cancel) =>
        open.Asked.Any(asked => asked.Person == you)
        && (await stages.DecisionsAsync(open.Key.Request, open.Key.Revision, cancel)).All(decision => decision.Stage != open.Key || decision.Person != you);
}
