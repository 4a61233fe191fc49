using Npgsql;

namespace Hitl.EndToEndTests.Processes;

/// <summary>Counts every transition of requests and stages in the database itself, whoever made it: what the ledger is held against.</summary>
internal static class TransitionWatch
{
    private const string Install =
        """
        create schema observed;
        create table observed.transition (
            no bigint generated always as identity primary key, what text not null, request text not null, was text, became text not null);
        create function observed.watch() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
        begin
            if tg_table_name = 'request' then
                if tg_op = 'INSERT' then insert into observed.transition (what, request, became) values ('request', new.id, new.state);
                elsif new.state <> old.state then insert into observed.transition (what, request, was, became) values ('request', new.id, old.state, new.state);
                end if;
            elsif tg_op = 'INSERT' then insert into observed.transition (what, request, became) values ('stage', new.request, new.status);
            elsif new.status <> old.status then insert into observed.transition (what, request, was, became) values ('stage', new.request, old.status, new.status);
            end if;
            return null;
        end $$;
        create trigger observed after insert or update on hitl.request for each row execute function observed.watch();
        create trigger observed after insert or update on hitl.stage for each row execute function observed.watch();
        """;

    public static async Task InstallAsync(string admin, CancellationToken cancel)
    {
        await using var source = NpgsqlDataSource.Create(admin);
        await using var install = source.CreateCommand(Install);
        await install.ExecuteNonQueryAsync(cancel);
    }
}
