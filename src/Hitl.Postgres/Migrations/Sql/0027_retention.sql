-- 0027_retention.sql
-- Why: rows are kept a number of days per class and then go, and what went must be provable for good: a certificate in the chain first, then
-- exactly the rows it names, by one guarded function and nobody's DELETE right. The seals stay, so the chain still verifies.
create table audit.retention_days (
    no       bigint generated always as identity primary key,
    class    text        not null check (class in ('trail', 'contact', 'access')),
    days     integer     not null check (days between 1 and 36500),
    by_whom  text        not null,
    at       timestamptz not null default clock_timestamp()
);
create trigger retention_days_is_append_only before update or delete or truncate on audit.retention_days
    for each statement execute function audit.refuse_change();
insert into audit.retention_days (class, days, by_whom) values ('trail', 2557, 'system:default'), ('contact', 400, 'system:default'), ('access', 400, 'system:default');

-- A hold stops expiry of what it names; it is released, never deleted.
create table audit.legal_hold (
    id           uuid        primary key,
    scope        text        not null check (scope in ('all', 'customer', 'actor', 'request')),
    value        text        not null,
    reason       text        not null check (length(reason) between 1 and 1000),
    by_whom      text        not null,
    at           timestamptz not null default clock_timestamp(),
    released_at  timestamptz,
    released_by  text
);
create function audit.guard_hold() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.released_at is not null
       or (new.id, new.scope, new.value, new.reason, new.by_whom, new.at) is distinct from (old.id, old.scope, old.value, old.reason, old.by_whom, old.at) then
        raise exception 'a legal hold can only be released, once' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger holds_are_only_released before update or delete on audit.legal_hold for each row execute function audit.guard_hold();
create trigger holds_are_never_emptied before truncate on audit.legal_hold for each statement execute function audit.refuse_change();

create function audit.class_of(kind text) returns text language sql immutable parallel safe return
    case when kind in ('card.posted', 'card.undelivered', 'card.opened', 'stage.reminded', 'stage.claimed', 'absence.noted') then 'contact'
         when kind in ('ledger.read', 'attempt.refused') then 'access'
         else 'trail' end;

create function audit.days_of(p_class text) returns integer language sql stable as $$
    select days from audit.retention_days where class = p_class order by no desc limit 1
$$;

-- The only DELETE of the ledger: of single rows, inside hitl_guard.expire, which has checked certificate, days and holds.
create or replace function audit.refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and tg_level = 'ROW' and hitl_guard.is_expiring() then return old; end if;
    raise exception '% on %.% is refused: the ledger is append-only', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;

grant usage on schema audit to hitl_retention;
grant select on audit.event, audit.seal, audit.checkpoint, audit.unsealed, audit.retention_days, audit.legal_hold to hitl_retention, hitl_app, hitl_read;
grant insert (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body) on audit.event to hitl_retention;
grant usage on sequence audit.event_no to hitl_retention;
grant execute on function audit.append(json), audit.append_once(json), audit.field(text), audit.hash_event(), audit.refuse_change() to hitl_retention;
grant execute on function audit.class_of(text), audit.days_of(text) to hitl_retention, hitl_app, hitl_read;
grant insert (class, days, by_whom) on audit.retention_days to hitl_retention;
grant insert (id, scope, value, reason, by_whom), update (released_at, released_by) on audit.legal_hold to hitl_retention;
grant execute on function audit.guard_hold() to hitl_retention;
