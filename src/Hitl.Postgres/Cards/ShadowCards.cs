using System.Text.Json;
using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Stages;

namespace Hitl.Postgres.Cards;

/// <summary>Cards of shadowed requests, owed through the same outbox as every other.</summary>
internal sealed class ShadowCards(Database database) : IShadowCards
{
    public Task ShowAsync(RequestId request, StageDefinition stage, IReadOnlyList<AskedPerson> people, LedgerEntry entry, CancellationToken cancel) =>
        database.ExecuteAsync(
            new Sql("select hitl.show_shadow($1, $2, $3, $4, $5)")
                .With(request.Value).With(stage.Name).With(JsonSerializer.Serialize(stage)).WithJson(StageStore.Asked(people)).WithJson(EntryJson.Write(entry)),
            cancel);
}
