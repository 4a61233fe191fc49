using System.Text.Json.Nodes;
using Hitl.Escalations.Ledger;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;

namespace Hitl.Postgres.Retention;

/// <summary>What an erasure did.</summary>
/// <param name="Keys">How many keys were destroyed; 0 when that was done before.</param>
/// <param name="Requests">How many requests name the customer; they are still listed, by reference.</param>
/// <param name="Plain">Ledger rows that were written before encryption was on: they keep their text until they expire.</param>
public sealed record Erasure(long Keys, long Requests, long Plain)
{
    /// <summary>Destroys in one transaction with the ledger row that says so.</summary>
    internal static async Task<Erasure> DestroyAsync(Database database, string customer, string reason, string by, CancellationToken cancel)
    {
        var entry = new LedgerEntry
        {
            Kind = LedgerKinds.CustomerErased, By = by, Customer = customer,
            Summary = $"The key of customer {customer} was destroyed; what it sealed can be read by nobody.",
            Body = new JsonObject { ["reason"] = reason },
        };
        return await database.FirstAsync(
            new Sql("select keys, requests, plain from hitl_guard.erase_customer($1, $2, $3, $4)").With(customer).With(reason).With(by).WithJson(EntryJson.Write(entry)),
            row => new Erasure(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2)),
            cancel) ?? new(0, 0, 0);
    }
}
