using Hitl.Client.Requests;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Governance.Catalogs;
using Hitl.Postgres.Requests;

namespace Hitl.Gateway.Requests;

/// <summary>Lists of requests, with what each waits for: two queries a page, however long it is.</summary>
internal sealed class RequestLists(RequestQueries queries, ICatalogStore catalogs)
{
    /// <summary>One page; where the open stage asks <paramref name="you"/> and they have not decided, it says so.</summary>
    public async Task<Client.Requests.RequestPage> ReadAsync(RequestFilter filter, PersonId? you, CancellationToken cancel)
    {
        var page = await queries.ListAsync(filter, cancel);
        var deciding = page.Requests.Where(stored => stored.State == RequestState.Deciding).Select(stored => stored.Request.Id).ToList();
        var open = you is { } person && deciding.Count > 0 ? await queries.OpenStagesAsync(deciding, person, cancel) : new Dictionary<RequestId, OpenStage>();
        var items = new List<RequestSummary>(page.Requests.Count);
        foreach (var stored in page.Requests) items.Add(await SummaryAsync(stored, open.GetValueOrDefault(stored.Request.Id), cancel));
        return new(items, page.Next?.Value);
    }

    private async Task<RequestSummary> SummaryAsync(StoredRequest stored, OpenStage? open, CancellationToken cancel)
    {
        var request = stored.Request;
        // Versions are cached once parsed, so this is a look into memory.
        var catalog = await catalogs.FindAsync(request.CatalogDigest, cancel);
        return new(
            request.Id.Value, WireNames.Of(stored.State), request.Action.Value, catalog is null ? request.Action.Value : RequestViews.Title(catalog, request.Action),
            request.Actor.Value, request.Customer.Id, request.Amount?.ToString(), stored.Evaluation?.Risk, request.ReceivedAt, stored.StateSince, stored.Outcome,
            open?.Deadline, open?.AsksPerson == true);
    }
}
