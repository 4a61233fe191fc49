using Hitl.Escalations.Ids;
using Hitl.Postgres.Connections;
using Hitl.Proof;
using Npgsql;

namespace Hitl.Postgres.Ledger;

/// <summary>Reads ledger rows with their place in the chain.</summary>
internal static class LedgerRows
{
    public const string Select =
        """
        select e.no, e.id, e.at, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body, e.leaf, s.seq
          from audit.event e left join audit.seal s on s.event_id = e.id
        """;

    public static Sql Of(RequestId request) => new Sql($"{Select} where e.request = $1 order by e.at, e.no").With(request.Value);

    /// <summary>The page after a cursor, one row more than asked for so that the last page is known.</summary>
    public static Sql Of(LedgerFilter filter, int most)
    {
        var where = new List<string> { "true" };
        var values = new List<Func<Sql, Sql>>();
        if (filter.Request is { } request) Add("e.request = ${0}", s => s.With(request.Value));
        if (filter.Actor is { } actor) Add("e.actor = ${0}", s => s.With(actor.Value));
        if (filter.Person is { } by) Add("(e.by_whom = 'person:' || ${0} or e.on_behalf_of = ${0})", s => s.With(by.Value));
        if (filter.Customer is { } customer) Add("e.customer = ${0}", s => s.With(customer));
        if (filter.Kind is { } kind) Add("e.kind = ${0}", s => s.With(kind));
        if (filter.Approver is { } approver) Add("e.request in (select d.request from hitl.decision d where d.person = ${0})", s => s.With(approver.Value));
        if (filter.Action is { } action) Add(About("action = ${0}"), s => s.With(action));
        if (filter.Outcome is { } outcome) Add(About("state = ${0}"), s => s.With(outcome));
        if (filter.Currency is { } currency) Add(About("currency = ${0}"), s => s.With(currency));
        if (filter.AmountFrom is { } least) Add(About("amount >= ${0}"), s => s.With(least));
        if (filter.AmountTo is { } largest) Add(About("amount <= ${0}"), s => s.With(largest));
        if (filter.From is { } from) Add("e.at >= ${0}", s => s.With(from));
        if (filter.Until is { } until) Add("e.at < ${0}", s => s.With(until));
        if (filter.After is { } after)
        {
            // The first clause alone lets the planner skip whole partitions.
            Add("e.at >= ${0}", s => s.With(after.At));
            Add("(e.at > $" + values.Count + " or e.no > ${0})", s => s.With(after.No));
        }

        return values.Aggregate(
            new Sql($"{Select} where {string.Join(" and ", where)} order by e.at, e.no limit {most + 1}"), (made, add) => add(made));

        static string About(string clause) => $"e.request in (select r.id from hitl.request r where r.{clause})";

        void Add(string clause, Func<Sql, Sql> value)
        {
            values.Add(value);
            where.Add(string.Format(null, clause, values.Count));
        }
    }

    public static LedgerRow Read(NpgsqlDataReader row) => new()
    {
        No = row.GetInt64(0),
        Id = row.GetGuid(1),
        At = row.Time(2),
        Kind = row.GetString(3),
        Request = row.TextOrNull(4),
        Revision = row.GetInt32(5),
        By = row.GetString(6),
        OnBehalfOf = row.TextOrNull(7),
        Actor = row.TextOrNull(8),
        Customer = row.TextOrNull(9),
        Summary = row.GetString(10),
        Body = row.GetString(11),
        Leaf = Convert.ToHexStringLower(row.GetFieldValue<byte[]>(12)),
        Sequence = row.IsDBNull(13) ? null : row.GetInt64(13),
    };
}
