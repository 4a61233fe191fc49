using Hitl.Client.Requests;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Execution;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Gateway.Callers;
using Hitl.Governance.Catalogs;

namespace Hitl.Gateway.Requests;

/// <summary>Gathers everything a caller may see of a request.</summary>
internal sealed class RequestReader(IRequestStore requests, IStageStore stages, IEffectStore effects, ICatalogStore catalogs, ICardNotes notes, IReversalLinks reversals)
{
    public async Task<RequestView> ReadAsync(StoredRequest stored, Caller caller, CancellationToken cancel)
    {
        var request = stored.Request;
        var catalog = await catalogs.FindAsync(request.CatalogDigest, cancel)
            ?? throw new InvalidOperationException($"Request {request.Id} names catalog {request.CatalogDigest}, which was never stored.");
        if (stored.Evaluation is null) return RequestViews.Of(stored, catalog, [], [], []);
        var asked = stored.Evaluation.Path is null ? [] : await stages.ListAsync(request.Id, request.Revision, cancel);
        var decided = asked.Count == 0 ? [] : await stages.DecisionsAsync(request.Id, request.Revision, cancel);
        var sent = await effects.ListAsync(request.Id, request.Revision, cancel);
        var questions = await notes.QuestionsAsync(request.Id, cancel);
        var before = request.Revision == 1 ? [] : await requests.PastAsync(request.Id, cancel);
        var view = RequestViews.Of(stored, catalog, asked, decided, sent) with
        {
            Before = [.. before.Where(past => past.EditedBy is not null).Select(RequestViews.Of)],
            Questions = [.. questions.Select(question => RequestViews.Of(question, catalog))],
        };
        if (stored.State == RequestState.Executed && await reversals.FindAsync(request.Id, cancel) is { Holds: true } undoing) view = view with { UndoneBy = undoing.Request.Value };
        // What a target said may name other systems; agents get the outcome, people the detail.
        return caller.Kind == CallerKind.Person ? view : view with { Effects = [.. view.Effects.Select(effect => effect with { Detail = null })] };
    }
}
