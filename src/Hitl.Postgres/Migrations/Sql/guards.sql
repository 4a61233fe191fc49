-- guards.sql — run by a superuser after the migrations, each time; safe to repeat.
-- Why: an owner can detach a partition, which silently drops its cloned triggers, or switch triggers off. So changes of the ledger's
-- tables need a ticket that only this schema's functions, or a superuser, can write.
create schema if not exists hitl_guard;
revoke all on schema hitl_guard from public;

create table if not exists hitl_guard.ticket (
    xid  xid8        primary key,
    why  text        not null,
    at   timestamptz not null default clock_timestamp()
);
revoke all on hitl_guard.ticket from public;

create or replace function hitl_guard.check_ddl() returns event_trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    c record;
begin
    if exists (select from hitl_guard.ticket where xid = pg_current_xact_id_if_assigned()) then return; end if;
    for c in select * from pg_event_trigger_ddl_commands() loop
        if c.schema_name in ('audit', 'hitl_guard') or c.object_identity ~ '(^| on )(audit|hitl_guard)(\.|$)' then
            raise exception '% of % is refused: the ledger is guarded', c.command_tag, c.object_identity using errcode = '42501';
        end if;
        if c.command_tag = 'GRANT' and (
            select bool_or(has_table_privilege(r.oid, t.oid, 'UPDATE, DELETE, TRUNCATE'))
              from pg_class t join pg_namespace n on n.oid = t.relnamespace and n.nspname = 'audit' and t.relname <> 'unsealed' and t.relkind in ('r', 'p'),
                   pg_roles r where r.rolname in ('hitl_app', 'hitl_seal', 'hitl_retention', 'hitl_read')) then
            raise exception 'GRANT is refused: the ledger stays append-only' using errcode = '42501';
        end if;
    end loop;
end $$;

create or replace function hitl_guard.check_drop() returns event_trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    d record;
begin
    if exists (select from hitl_guard.ticket where xid = pg_current_xact_id_if_assigned()) then return; end if;
    for d in select * from pg_event_trigger_dropped_objects() loop
        if d.schema_name in ('audit', 'hitl_guard') or d.object_identity ~ '(^| on )(audit|hitl_guard)(\.|$)' then
            raise exception 'dropping % is refused: the ledger is guarded', d.object_identity using errcode = '42501';
        end if;
    end loop;
end $$;

-- Makes the month of a day; the sealer calls it ahead of time. The lock is short or not taken at all.
create or replace function hitl_guard.add_month(p_day date) returns boolean language plpgsql security definer
    set search_path = pg_catalog, pg_temp set lock_timeout = '2s' as $$
declare
    first_day date := date_trunc('month', p_day)::date;
    child text := to_char(p_day, '"event_"YYYY_MM');
    trig text;
begin
    if to_regclass('audit.' || child) is not null then return false; end if;
    insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'add ' || child) on conflict do nothing;
    execute format('create table audit.%I partition of audit.event for values from (%L) to (%L)',
                   child, first_day::timestamp at time zone 'UTC', (first_day + interval '1 month') at time zone 'UTC');
    execute format('alter table audit.%I owner to hitl_owner', child);
    execute format('create trigger event_is_never_emptied before truncate on audit.%I for each statement execute function audit.refuse_change()', child);
    foreach trig in array array['event_is_never_emptied', 'event_is_append_only', 'event_is_hashed'] loop
        execute format('alter table audit.%I enable always trigger %I', child, trig);
    end loop;
    return true;
end $$;
revoke all on function hitl_guard.add_month(date) from public;
grant usage on schema hitl_guard to hitl_seal;
grant execute on function hitl_guard.add_month(date) to hitl_seal;

do $$
begin
    if not exists (select from pg_event_trigger where evtname = 'hitl_guard_ddl') then
        create event trigger hitl_guard_ddl on ddl_command_end execute function hitl_guard.check_ddl();
        create event trigger hitl_guard_drop on sql_drop execute function hitl_guard.check_drop();
        alter event trigger hitl_guard_ddl enable always;
        alter event trigger hitl_guard_drop enable always;
    end if;
    perform hitl_guard.add_month((now() + make_interval(months => m))::date) from generate_series(0, 2) m;
end $$;
