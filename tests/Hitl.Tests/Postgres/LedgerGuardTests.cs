using System.Globalization;
using Hitl.Escalations.Ledger;
using Npgsql;

namespace Hitl.Tests.Postgres;

/// <summary>threats.md §3.10: what the application, the owner and a careless superuser try against the ledger.</summary>
public sealed class LedgerGuardTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>
{
    private const string Insert =
        "insert into audit.event (id, kind, by_whom, summary, body) values (gen_random_uuid(), 'test', 'system:test', 'a row', '{}')";

    public static TheoryData<string, string, string> Refused { get; } = new()
    {
        { "DB01 UPDATE", "hitl_app", "update audit.event set summary = 'x'" },
        { "DB02 DELETE", "hitl_app", "delete from audit.event" },
        { "DB03 TRUNCATE", "hitl_app", "truncate audit.event" },
        { "DB04 MERGE", "hitl_app", "merge into audit.event e using (select 1) s on true when matched then update set summary = 'x'" },
        { "DB05 upsert", "hitl_app", Insert + " on conflict (id, at) do update set summary = 'x'" },
        { "DB06 child INSERT", "hitl_app", "insert into {child} (id, kind, by_whom, summary, body) values (gen_random_uuid(), 't', 's', 's', '{{}}')" },
        { "DB06 child UPDATE", "hitl_app", "update {child} set summary = 'x'" },
        { "DB06 child DELETE", "hitl_app", "delete from {child}" },
        { "DB06 child TRUNCATE", "hitl_app", "truncate {child}" },
        { "DB06 child SELECT", "hitl_app", "select * from {child}" },
        { "DB07 owner TRUNCATEs the parent", "hitl_owner", "truncate audit.event" },
        { "DB07 owner TRUNCATEs a child", "hitl_owner", "truncate {child}" },
        { "DB07 owner TRUNCATEs the unplanned", "hitl_owner", "truncate audit.event_unplanned" },
        { "DB07 owner UPDATEs", "hitl_owner", "update audit.event set summary = 'x'" },
        { "DB07 owner UPDATEs a child", "hitl_owner", "update {child} set summary = 'x'" },
        { "DB07 owner DELETEs from a child", "hitl_owner", "delete from {child}" },
        { "DB08 owner DETACHes", "hitl_owner", "alter table audit.event detach partition {child}" },
        { "DB08 owner drops a child", "hitl_owner", "drop table {child}" },
        { "DB08 owner drops the trigger", "hitl_owner", "drop trigger event_is_append_only on audit.event" },
        { "DB08 owner disables triggers", "hitl_owner", "alter table audit.event disable trigger all" },
        { "DB08 owner disables triggers of a child", "hitl_owner", "alter table {child} disable trigger all" },
        { "DB08 owner replaces the trigger's function", "hitl_owner", "create or replace function audit.refuse_change() returns trigger language plpgsql as 'begin return new; end'" },
        { "DB08 owner renames", "hitl_owner", "alter table audit.event rename to event_old" },
        { "DB08 owner drops the schema", "hitl_owner", "drop schema audit cascade" },
        { "DB08 owner grants UPDATE", "hitl_owner", "grant update on audit.event to hitl_app" },
        { "DB08 owner truncates seals", "hitl_owner", "truncate audit.seal" },
        { "DB08 owner deletes checkpoints", "hitl_owner", "delete from audit.checkpoint" },
        { "DB08 superuser DETACHes without a ticket", "superuser", "alter table audit.event detach partition {child}" },
        { "DB08 superuser drops the guard", "superuser", "drop function hitl_guard.check_ddl() cascade" },
        { "DB09 app sets session_replication_role", "hitl_app", "set session_replication_role = replica" },
        { "DB09 superuser as replica UPDATEs", "superuser", "set session_replication_role = replica; update audit.event set summary = 'x'" },
        { "DB09 superuser as replica TRUNCATEs a child", "superuser", "set session_replication_role = replica; truncate {child}" },
        { "DB09 superuser as replica DETACHes", "superuser", "set session_replication_role = replica; alter table audit.event detach partition {child}" },
        { "DB13 forged time", "hitl_app", "insert into audit.event (id, at, kind, by_whom, summary, body) values (gen_random_uuid(), '2020-01-01', 't', 's', 's', '{{}}')" },
        { "DB13 forged leaf", "hitl_app", "insert into audit.event (id, leaf, kind, by_whom, summary, body) values (gen_random_uuid(), sha256('x'), 't', 's', 's', '{{}}')" },
        { "DB13 forged number", "hitl_app", "insert into audit.event (id, no, kind, by_whom, summary, body) values (gen_random_uuid(), 1, 't', 's', 's', '{{}}')" },
        { "DB13 forged seal", "hitl_app", "insert into audit.seal values ('main', 1, gen_random_uuid(), now(), sha256('x'), sha256('x'), now(), false, 1)" },
        { "DB13 forged checkpoint", "hitl_app", "insert into audit.checkpoint values ('main', 1, 'note', now(), 1)" },
        { "DB13 emptied queue", "hitl_app", "delete from audit.unsealed" },
        { "DB13 sealer edits a seal", "hitl_seal", "update audit.seal set stepped = true" },
        { "DB13 sealer edits a row", "hitl_seal", "update audit.event set summary = 'x'" },
        { "the app deletes a request", "hitl_app", "delete from hitl.request" },
        { "the app edits a decision", "hitl_app", "update hitl.decision set verdict = 'approve'" },
        { "the app edits a grant", "hitl_app", "update hitl.grant_issued set digest = repeat('a', 64)" },
        { "the app edits a catalog version", "hitl_app", "update hitl.catalog_version set source = 'x'" },
        { "the app clears a stop", "hitl_app", "delete from hitl.execution_stop" },
        { "a reader inserts", "hitl_read", Insert },
        { "a reader sees keys", "hitl_read", "select * from hitl.api_key" },
        { "anybody makes tables in public", "hitl_app", "create table public.trap (x integer)" },
        { "the app makes a partition", "hitl_app", "select hitl_guard.add_month('2030-01-01')" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refused_with_insufficient_privilege(string attack, string role, string sql)
    {
        Assert.NotEmpty(attack);
        await database.ExecuteAsync(Insert);
        var before = await CountAsync();

        var refused = await Assert.ThrowsAsync<PostgresException>(() => TryAsync(role, sql.Replace("{child}", Child(), StringComparison.Ordinal)));

        Assert.Equal("42501", refused.SqlState);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task DB12_A_search_path_cannot_redirect_the_queue()
    {
        await database.ExecuteAsync("create schema if not exists evil; create table if not exists evil.unsealed (like audit.unsealed); grant all on schema evil to hitl_app; grant all on evil.unsealed to hitl_app");
        var before = await database.AskAsync<long>("select count(*) from audit.unsealed");

        await TryAsync("hitl_app", "set search_path = evil; " + Insert);

        Assert.Equal(before + 1, await database.AskAsync<long>("select count(*) from audit.unsealed"));
        Assert.Equal(0L, await database.AskAsync<long>("select count(*) from evil.unsealed"));
    }

    [Theory]
    [InlineData("audit.event")]
    [InlineData("hitl.request")]
    [InlineData("hitl.idempotency_key")]
    public async Task DB14_A_reader_of_one_agent_sees_no_row_of_another(string table)
    {
        var reader = $"reader_{Guid.NewGuid():N}";
        await SubmitAsync("support-bot");
        await SubmitAsync("billing-bot");
        await database.ExecuteAsync($"create role {reader} login password 'reader-password' in role hitl_read; insert into hitl.reader_scope values ('{reader}', 'billing-bot')");

        var mine = await ReadAsync(reader, $"select count(*) from {table} where actor = 'billing-bot'");
        var others = await ReadAsync(reader, $"select count(*) from {table} where actor is distinct from 'billing-bot'");
        await database.ExecuteAsync($"delete from hitl.reader_scope where role = '{reader}'");
        var without = await ReadAsync(reader, $"select count(*) from {table}");

        // What no reader may see at all is refused; of the rest exactly the scope is seen, and nothing without one.
        if (table == "hitl.idempotency_key") Assert.Equal((-1L, -1L, -1L), (mine, others, without));
        else Assert.Equal((true, 0L, 0L), (mine > 0, others, without));
        Assert.True(await database.AskAsync<long>("select count(*) from audit.event where actor = 'support-bot'") > 0);
    }

    [Fact]
    public async Task DB14_What_hangs_on_a_request_is_seen_by_whoever_sees_the_request()
    {
        var reader = $"reader_{Guid.NewGuid():N}";
        await database.ExecuteAsync($"create role {reader} login password 'reader-password' in role hitl_read; insert into hitl.reader_scope values ('{reader}', 'billing-bot')");
        await database.ExecuteAsync("insert into hitl.request (id, revision, actor, action, customer, record) values ('req_rls', 1, 'support-bot', 'refund', 'c', '{}')");
        await database.ExecuteAsync("insert into hitl.stage (request, revision, ordinal, name, definition, status) values ('req_rls', 1, 1, 'desk', '{}', 'open')");

        Assert.Equal(0L, await ReadAsync(reader, "select count(*) from hitl.stage"));
        Assert.Equal(1L, await ReadAsync("hitl_read", "select count(*) from hitl.stage where request = 'req_rls'", "read-password"));
    }

    [Fact]
    public async Task Every_partition_refuses_to_be_emptied_also_one_made_later()
    {
        await TryAsync("hitl_seal", "select hitl_guard.add_month('2031-05-17')");

        var open = await database.AskAsync<long>(
            """
            select count(*) from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = 'audit.event'::regclass
               and (select count(*) from pg_trigger t where t.tgrelid = c.oid and t.tgenabled = 'A'
                       and t.tgname in ('event_is_never_emptied', 'event_is_append_only', 'event_is_hashed')) <> 3
            """);

        Assert.Equal(0L, open);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => TryAsync("hitl_owner", "truncate audit.event_2031_05"));
        Assert.Equal("42501", refused.SqlState);
    }

    [Fact]
    public async Task A_row_of_a_month_nobody_planned_is_kept()
    {
        await database.ExecuteAsync(
            "insert into audit.event (id, at, kind, by_whom, summary, body) values ('00000000-0000-7000-8000-000000000001', '2099-01-01', 't', 's', 's', '{}')");

        Assert.Equal(1L, await database.AskAsync<long>("select count(*) from audit.event_unplanned"));
    }

    [Fact]
    public async Task The_database_sets_the_time_and_the_hash_whatever_the_writer_says()
    {
        var request = Samples.Request();

        await database.Get<Hitl.Escalations.Intake.IRequestIntake>().RecordAsync(Samples.Entry(request, LedgerKinds.AttemptRefused), TestContext.Current.CancellationToken);

        var row = Assert.Single(await database.Get<Hitl.Postgres.Ledger.LedgerReader>().ShowAsync(request.Id, TestContext.Current.CancellationToken));
        Assert.Equal(Convert.ToHexStringLower(Hitl.Proof.LedgerHash.Leaf(row)), row.Leaf);
        Assert.InRange(row.At, TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow().AddMinutes(5));
    }

    private async Task SubmitAsync(string actor)
    {
        var request = Samples.Request() with { Actor = new(actor) };
        await database.Get<Hitl.Escalations.Intake.IRequestIntake>().SubmitAsync(
            request, Guid.NewGuid().ToString("N"), new string('a', 64), Samples.Entry(request, LedgerKinds.RequestReceived) with { Actor = new(actor) }, TestContext.Current.CancellationToken);
    }

    /// <summary>One number as a role sees it; -1 when it may not look at all.</summary>
    private async Task<long> ReadAsync(string role, string sql, string password = "reader-password")
    {
        var name = new NpgsqlConnectionStringBuilder(database.Access.Admin).Database!;
        try
        {
            return await PostgresCluster.AskAsync<long>(database.Cluster.For(name, role, password), sql);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            return -1;
        }
    }

    private static string Child() => "audit.event_" + TimeProvider.System.GetUtcNow().ToString("yyyy_MM", CultureInfo.InvariantCulture);

    private Task<long> CountAsync() => database.AskAsync<long>("select count(*) from audit.event where summary <> 'x'");

    private Task TryAsync(string role, string sql)
    {
        var name = new NpgsqlConnectionStringBuilder(database.Access.Admin).Database!;
        return role switch
        {
            "superuser" => database.ExecuteAsync(sql),
            "hitl_owner" => database.ExecuteAsync("set role hitl_owner; " + sql),
            "hitl_app" => PostgresCluster.ExecuteAsync(database.Access.App, sql),
            "hitl_seal" => PostgresCluster.ExecuteAsync(database.Access.Seal, sql),
            _ => PostgresCluster.ExecuteAsync(database.Cluster.For(name, role, "read-password"), sql),
        };
    }
}
