using Hitl.Escalations.Cards;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Stages;

namespace Hitl.Postgres.Cards;

/// <summary>Reads of the card queue that claim nothing.</summary>
internal sealed class CardReach(Database database) : ICardReach
{
    public Task<int> GivenUpAsync(StageKey stage, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select count(*)::integer from hitl.card where request = $1 and revision = $2 and ordinal = $3 and gave_up and message is null and digested_at is null").For(stage),
            row => row.GetInt32(0),
            cancel);
}
