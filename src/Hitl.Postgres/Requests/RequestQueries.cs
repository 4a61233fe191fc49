using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Requests;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Requests;

/// <summary>What the doors read: lists, one request's timeline, its cards, and states for long polls.</summary>
public sealed class RequestQueries
{
    private readonly Database _database;

    internal RequestQueries(Database database) => _database = database;

    /// <summary>Lists requests, newest first, by key and not by offset: the cost of a page does not grow with its place.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="RequestFilter.Most"/> is out of range.</exception>
    public Task<RequestPage> ListAsync(RequestFilter filter, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Every ledger row about a request, in order; empty when there is none.</summary>
    public Task<IReadOnlyList<LedgerRow>> TimelineAsync(RequestId request, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Every card of a request, by revision, stage and person.</summary>
    public Task<IReadOnlyList<CardView>> CardsAsync(RequestId request, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>Which card a message is; null when the message is none of ours.</summary>
    /// <param name="channel">Slack's channel id.</param>
    /// <param name="messageId">Slack's <c>ts</c>.</param>
    /// <param name="cancel">Stops waiting.</param>
    public Task<CardKey?> CardAtAsync(string channel, string messageId, CancellationToken cancel) => throw new NotImplementedException();

    /// <summary>States of many requests in one query, for long polls; ids that do not exist are left out.</summary>
    public Task<IReadOnlyDictionary<RequestId, RequestState>> StatesAsync(IReadOnlyCollection<RequestId> ids, CancellationToken cancel) =>
        throw new NotImplementedException();
}
