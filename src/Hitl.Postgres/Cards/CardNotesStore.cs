using Hitl.Escalations.Cards;
using Hitl.Escalations.Ids;
using Hitl.Escalations.Ledger;
using Hitl.Escalations.Requests;
using Hitl.Escalations.Stages;
using Hitl.Postgres.Connections;
using Hitl.Postgres.Ledger;
using Hitl.Postgres.Stages;
using Npgsql;

namespace Hitl.Postgres.Cards;

/// <summary>What stands around a request: read in one round trip, written with its ledger row.</summary>
internal sealed class CardNotesStore(Database database) : ICardNotes
{
    private const string QuestionColumns = "id, request, person, question, asked_at, answer, answered_at";

    // Similar: the same action within half and double the amount, among the last hundred that people were asked about.
    private const string Around =
        """
        select
            (select json_build_array(
                        count(*) filter (where h.state not in ('denied', 'expired', 'withdrawn', 'refused')), count(*) filter (where h.state = 'denied'),
                        count(*) filter (where h.state in ('expired', 'withdrawn', 'refused')))::text
               from (select r.state from hitl.request r
                      where r.action = $4 and r.id < $1 and r.state not in ('received', 'deciding', 'shadowed')
                        and exists (select from hitl.stage s where s.request = r.id)
                        and ($6::bigint is null or r.currency = $7 and r.amount between $6 / 2 and $6 * 2)
                      order by r.id desc limit 100) h),
            (select coalesce(json_agg(json_build_object('Id', o.id, 'Action', o.action, 'Amount', o.record::json -> 'Amount', 'State', o.state) order by o.id desc), '[]')::text
               from (select * from hitl.request r where r.customer = $5 and r.id <> $1 order by r.id desc limit 5) o),
            (select json_build_object('Person', c.person, 'Until', c.until_at)::text
               from hitl.claim c where c.request = $1 and c.revision = $2 and c.ordinal = $3 and c.until_at > clock_timestamp()),
            (select coalesce(array_agg(f.person order by f.at), '{}') from hitl.flag f where f.request = $1),
            (select p.record from hitl.past_revision p where p.request = $1 and p.record is not null order by p.revision limit 1),
            (select r.edited_by from hitl.request r where r.id = $1),
            (select hitl.wrapped_key(p.record) from hitl.past_revision p where p.request = $1 and p.record is not null order by p.revision limit 1)
        """;

    public async Task<CardNotes> FindAsync(StageKey stage, ActionRequest request, CancellationToken cancel)
    {
        var sql = new Sql(Around).For(stage).With(request.Action.Value).With(request.Customer.Id)
            .Add(NpgsqlTypes.NpgsqlDbType.Bigint, request.Amount?.Minor).With(request.Amount?.Currency);
        var notes = await database.FirstAsync(sql, Notes, cancel) ?? CardNotes.None;
        return notes with { Questions = await QuestionsAsync(stage.Request, cancel) };
    }

    public Task OpenedAsync(CardKey card, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(
            new Sql(
                """
                with opened as (insert into hitl.card_opened (request, revision, ordinal, person) values ($1, $2, $3, $4) on conflict do nothing returning 1),
                     noted as materialized (select audit.append($5) from opened)
                select exists (select from noted)
                """).For(card.Stage).With(card.Person.Value).WithJson(EntryJson.Write([entry])),
            cancel);

    public Task<bool> IsOpenedAsync(CardKey card, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select true from hitl.card_opened where request = $1 and revision = $2 and ordinal = $3 and person = $4").For(card.Stage).With(card.Person.Value),
            row => row.GetBoolean(0),
            cancel);

    public Task<DateTimeOffset?> VisibleSinceAsync(CardKey card, CancellationToken cancel) =>
        database.FirstAsync(
            new Sql("select visible_since from hitl.card where request = $1 and revision = $2 and ordinal = $3 and person = $4").For(card.Stage).With(card.Person.Value),
            row => row.TimeOrNull(0),
            cancel);

    public Task<bool> ClaimAsync(StageKey stage, CardClaim claim, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(
            new Sql("select hitl.claim_stage($1, $2, $3, $4, $5, $6)").For(stage).With(claim.Person.Value).With(claim.Until).WithJson(EntryJson.Write([entry])), cancel);

    public Task<bool> FlagAsync(RequestId request, PersonId person, LedgerEntry entry, CancellationToken cancel) =>
        WriteAsync(new Sql("select hitl.flag_suggestion($1, $2, $3)").With(request.Value).With(person.Value).WithJson(EntryJson.Write([entry])), cancel);

    public async Task<bool> AskAsync(StageKey stage, AskedQuestion question, LedgerEntry entry, CancellationToken cancel) =>
        await WriteAsync(
            new Sql("select hitl.ask_agent($1, $2, $3, $4, $5, $6, $7, $8, $9)").With(question.Id).For(stage).With(question.Person.Value)
                .With(EntryJson.Clean(question.Text)).With(question.AskedAt).With(AskedQuestion.MostPerRequest).WithJson(await database.EntriesAsync([entry], cancel)),
            cancel);

    public async Task<IReadOnlyList<AskedQuestion>> QuestionsAsync(RequestId request, CancellationToken cancel) =>
        await database.ListAsync(
            new Sql($"select {QuestionColumns} from hitl.question where request = $1 order by asked_at, id").With(request.Value), Question, cancel);

    public async Task<bool> AnswerAsync(Guid question, string answer, LedgerEntry entry, CancellationToken cancel) =>
        await WriteAsync(
            new Sql("select hitl.answer_question($1, $2, $3)").With(question).With(EntryJson.Clean(answer)).WithJson(await database.EntriesAsync([entry], cancel)), cancel);

    public async Task<IReadOnlyList<UntoldAnswer>> UntoldAsync(CancellationToken cancel) =>
        await database.ListAsync(
            new Sql(
                $"""
                select q.{QuestionColumns.Replace(", ", ", q.", StringComparison.Ordinal)}, c.channel, c.message
                  from hitl.question q join hitl.card c using (request, revision, ordinal, person)
                 where q.answered_at is not null and q.told_at is null and c.message is not null order by q.answered_at limit 20
                """),
            row => new UntoldAnswer(Question(row), new(row.GetString(7), row.GetString(8))),
            cancel);

    public Task ToldAsync(Guid question, CancellationToken cancel) =>
        database.ExecuteAsync(new Sql("update hitl.question set told_at = clock_timestamp() where id = $1").With(question), cancel);

    private CardNotes Notes(NpgsqlDataReader row)
    {
        var counts = Reading.Json<int[]>(row.GetString(0));
        return new()
        {
            Precedents = new(counts[0], counts[1], counts[2]),
            Related = Reading.Json<List<RelatedRequest>>(row.GetString(1)),
            Claim = row.TextOrNull(2) is { } claim ? Reading.Json<CardClaim>(claim) : null,
            FlaggedBy = [.. row.GetFieldValue<string[]>(3).Select(PersonId.From)],
            Proposed = row.TextOrNull(4) is { } proposed ? database.Vault.Request(proposed, row.TextOrNull(6)) : null,
            EditedBy = row.TextOrNull(5) is { } by ? new PersonId(by) : null,
        };
    }

    private static AskedQuestion Question(NpgsqlDataReader row) => new(
        row.GetGuid(0), new(row.GetString(1)), new(row.GetString(2)), row.GetString(3), row.Time(4), row.TextOrNull(5), row.TimeOrNull(6));

    private async Task<bool> WriteAsync(Sql sql, CancellationToken cancel)
    {
        var done = await database.FirstAsync(sql, row => row.GetBoolean(0), cancel);
        database.Signals.Ledger.Set();
        return done;
    }
}
