-- 0001_ledger.sql
-- Why: what was asked, decided and done must stay provable for years, so rows are only ever inserted, the database itself sets time and
-- hash, and every row queues itself for the sealer. A queue, and not a serial number, because a lower number may commit later.
create schema audit;
revoke all on schema audit from public;

create sequence audit.event_no;

create table audit.event (
    no            bigint      not null default nextval('audit.event_no'),  -- order of writing; gaps mean nothing
    id            uuid        not null,
    at            timestamptz not null default clock_timestamp(),          -- nobody but the database may set it: no INSERT right on it
    kind          text        not null check (length(kind) between 1 and 64),
    request       text collate "C",
    revision      integer     not null default 0 check (revision >= 0),
    by_whom       text        not null check (by_whom <> ''),
    on_behalf_of  text,
    actor         text,
    customer      text,
    summary       text        not null,
    body          text        not null,                                    -- canonical JSON; text, because jsonb would lose what was hashed
    leaf          bytea       not null check (octet_length(leaf) = 32),
    primary key (id, at)
) partition by range (at);

create index event_by_request  on audit.event (request, at, no)  where request is not null;
create index event_by_actor    on audit.event (actor, at, no)    where actor is not null;
create index event_by_customer on audit.event (customer, at, no) where customer is not null;
create index event_by_person   on audit.event (by_whom, at, no);
create index event_by_behalf   on audit.event (on_behalf_of, at, no) where on_behalf_of is not null;
create index event_by_kind     on audit.event (kind, at, no);

-- Netstrings: each field says its length in bytes, so no two different rows share a text.
create function audit.field(value text) returns text language sql immutable parallel safe
    return case when value is null then '-,' else octet_length(value) || ':' || value || ',' end;

create function audit.hash_event() returns trigger language plpgsql as $$
begin
    new.leaf := sha256(convert_to(
        'hitl-ledger-v1' || chr(10)
        || audit.field(new.no::text) || audit.field(new.id::text) || audit.field((extract(epoch from new.at) * 1000000)::bigint::text)
        || audit.field(new.kind) || audit.field(new.request) || audit.field(new.revision::text) || audit.field(new.by_whom)
        || audit.field(new.on_behalf_of) || audit.field(new.actor) || audit.field(new.customer) || audit.field(new.summary)
        || audit.field(new.body), 'UTF8'));
    return new;
end $$;

create function audit.refuse_change() returns trigger language plpgsql as $$
begin
    raise exception '% on %.% is refused: the ledger is append-only', tg_op, tg_table_schema, tg_table_name using errcode = '42501';
end $$;

create table audit.unsealed (
    no    bigint      not null,
    id    uuid        primary key,
    at    timestamptz not null,
    leaf  bytea       not null
);
create index unsealed_in_order on audit.unsealed (no);

create function audit.queue_added() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
    insert into audit.unsealed (no, id, at, leaf) select a.no, a.id, a.at, a.leaf from added a;
    return null;
end $$;

create trigger event_is_hashed before insert on audit.event for each row execute function audit.hash_event();
create trigger event_is_queued after insert on audit.event referencing new table as added for each statement execute function audit.queue_added();
create trigger event_is_append_only before update or delete on audit.event for each row execute function audit.refuse_change();
create trigger event_is_never_emptied before truncate on audit.event for each statement execute function audit.refuse_change();
alter table audit.event enable always trigger event_is_hashed;
alter table audit.event enable always trigger event_is_queued;
alter table audit.event enable always trigger event_is_append_only;
alter table audit.event enable always trigger event_is_never_emptied;

-- Catches a row when nobody made the month in time: a missing partition must not stop the service.
create table audit.event_unplanned partition of audit.event default;
create trigger event_is_never_emptied before truncate on audit.event_unplanned for each statement execute function audit.refuse_change();
alter table audit.event_unplanned enable always trigger event_is_never_emptied;
alter table audit.event_unplanned enable always trigger event_is_append_only;
alter table audit.event_unplanned enable always trigger event_is_hashed;

create table audit.seal (
    chain     text        not null,
    seq       bigint      not null check (seq >= 1),                       -- dense; unique, so of two sealers the second fails
    event_id  uuid        not null unique,
    event_at  timestamptz not null,
    leaf      bytea       not null check (octet_length(leaf) = 32),
    link      bytea       not null check (octet_length(link) = 32),        -- SHA-256 over the link before and every other column here
    at        timestamptz not null,                                        -- never runs backwards within a chain
    stepped   boolean     not null,                                        -- the clock stood more than a second behind the chain
    epoch     bigint      not null,
    primary key (chain, seq)
);
create trigger seal_is_append_only before update or delete or truncate on audit.seal for each statement execute function audit.refuse_change();
alter table audit.seal enable always trigger seal_is_append_only;

create table audit.checkpoint (
    chain   text        not null,
    size    bigint      not null check (size >= 1),
    note    text        not null,                                          -- signed-note text, exactly the bytes that are anchored
    at      timestamptz not null,
    epoch   bigint      not null,
    primary key (chain, size)
);
create trigger checkpoint_is_append_only before update or delete or truncate on audit.checkpoint
    for each statement execute function audit.refuse_change();
alter table audit.checkpoint enable always trigger checkpoint_is_append_only;

-- Rows travel as one JSON array, so that one round trip carries a state change and any number of rows.
create function audit.append(entries json) returns void language sql as $$
    insert into audit.event (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body)
    select e.id, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body
      from json_to_recordset(entries) as e (id uuid, kind text, request text, revision integer, by_whom text, on_behalf_of text,
                                            actor text, customer text, summary text, body text)
$$;

-- For rows that go with no state change: a repeat after a lost answer must not write the row twice.
create function audit.append_once(entries json) returns void language sql as $$
    insert into audit.event (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body)
    select e.id, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body
      from json_to_recordset(entries) as e (id uuid, kind text, request text, revision integer, by_whom text, on_behalf_of text,
                                            actor text, customer text, summary text, body text)
     where not exists (select from audit.unsealed u where u.id = e.id)
       and not exists (select from audit.seal s where s.event_id = e.id)
$$;

revoke all on all functions in schema audit from public;
grant usage on schema audit to hitl_app, hitl_seal, hitl_read;
grant insert (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body) on audit.event to hitl_app, hitl_seal;
grant usage on sequence audit.event_no to hitl_app, hitl_seal;
grant select on audit.event, audit.seal, audit.checkpoint, audit.unsealed to hitl_app, hitl_seal, hitl_read;
grant execute on function audit.append(json), audit.append_once(json), audit.field(text) to hitl_app, hitl_seal;
grant execute on function audit.hash_event(), audit.refuse_change() to hitl_app, hitl_seal;
grant insert on audit.seal, audit.checkpoint to hitl_seal;
grant delete on audit.unsealed to hitl_seal;
