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

-- Asked by the ledger's triggers: whether this transaction is the expiry of certified rows.
create or replace function hitl_guard.is_expiring() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from hitl_guard.ticket where xid = pg_current_xact_id_if_assigned() and why like 'expire %')
$$;

-- Months of a class that are over their days, by UTC month; a month counts from its end.
create or replace function hitl_guard.expirable() returns table (class text, month date, rows bigint, since date) language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    select c.class, c.month, count(*), (c.month + interval '1 month')::date + audit.days_of(c.class)
      from (select audit.class_of(e.kind) as class, date_trunc('month', e.at at time zone 'UTC')::date as month from audit.event e
             where e.at < now() - make_interval(days => (select min(audit.days_of(x)) from unnest(array['trail', 'contact', 'access']) x))) c
     group by c.class, c.month
    having (c.month + interval '1 month')::timestamp at time zone 'UTC' + make_interval(days => audit.days_of(c.class)) <= now()
     order by c.month, c.class
$$;

-- What a certificate says of a month of a class: how many rows, where in the chain, and a digest over place and leaf of each.
create or replace function hitl_guard.expiry_facts(p_class text, p_month date) returns json language sql stable security definer
    set search_path = pg_catalog, pg_temp as $$
    with gone as (
        select s.seq, s.leaf, s.seq - row_number() over (order by s.seq) as island
          from audit.event e left join audit.seal s on s.event_id = e.id and s.event_at = e.at
         where e.at >= p_month::timestamp at time zone 'UTC' and e.at < (p_month + interval '1 month') at time zone 'UTC' and audit.class_of(e.kind) = p_class
    ), runs as (select min(seq) as first, max(seq) as last from gone group by island)
    select json_build_object(
        'class', p_class, 'month', p_month, 'days', audit.days_of(p_class), 'rows', (select count(*) from gone),
        'unsealed', (select count(*) from gone where seq is null),
        'places', (select string_agg(case when first = last then first::text else first || '-' || last end, ',' order by first) from runs),
        'digest', (select encode(sha256(convert_to(string_agg(seq || ':' || encode(leaf, 'hex') || chr(10), '' order by seq), 'UTF8')), 'hex') from gone))
$$;

-- Deletes the rows that a sealed and signed certificate names, unless a hold or the days forbid it; drops the month once it is empty.
create or replace function hitl_guard.expire(p_class text, p_month date, p_certificate uuid) returns bigint language plpgsql security definer
    set search_path = pg_catalog, pg_temp as $$
declare
    facts json := hitl_guard.expiry_facts(p_class, p_month);
    told jsonb;
    place bigint;
    from_at timestamptz := p_month::timestamp at time zone 'UTC';
    until_at timestamptz := (p_month + interval '1 month') at time zone 'UTC';
    child text := to_char(p_month, '"event_"YYYY_MM');
    gone bigint;
begin
    if until_at + make_interval(days => audit.days_of(p_class)) > now() then
        raise exception 'retention.too_early: % of % is kept % days', p_class, p_month, audit.days_of(p_class) using errcode = 'HT003';
    end if;
    if exists (select from audit.legal_hold h, audit.event e
                where h.released_at is null and e.at >= from_at and e.at < until_at and audit.class_of(e.kind) = p_class
                  and (h.scope = 'all' or (h.scope = 'customer' and e.customer = h.value) or (h.scope = 'actor' and e.actor = h.value)
                       or (h.scope = 'request' and e.request = h.value))) then
        raise exception 'retention.legal_hold: a legal hold covers rows of % of %', p_class, p_month using errcode = 'HT003';
    end if;
    select e.body::jsonb, s.seq into told, place from audit.event e join audit.seal s on s.event_id = e.id and s.event_at = e.at
     where e.id = p_certificate and e.kind = 'records.expired';
    if place is null or not exists (select from audit.checkpoint c where c.size >= place) then
        raise exception 'retention.uncertified: the certificate is not sealed and signed yet' using errcode = 'HT003';
    end if;
    if (facts ->> 'unsealed')::bigint > 0 or told - 'unsealed' <> facts::jsonb - 'unsealed' then
        raise exception 'retention.uncertified: the certificate does not name these rows' using errcode = 'HT003';
    end if;
    insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'expire ' || p_class || ' ' || p_month);
    delete from audit.event e where e.at >= from_at and e.at < until_at and audit.class_of(e.kind) = p_class;
    get diagnostics gone = row_count;
    if to_regclass('audit.' || child) is not null and not exists (select from audit.event e where e.at >= from_at and e.at < until_at) then
        execute format('drop table audit.%I', child);
    end if;
    return gone;
end $$;
revoke all on function hitl_guard.is_expiring(), hitl_guard.expirable(), hitl_guard.expiry_facts(text, date), hitl_guard.expire(text, date, uuid) from public;
grant usage on schema hitl_guard to hitl_retention, hitl_owner, hitl_app;
grant execute on function hitl_guard.is_expiring() to public;
grant execute on function hitl_guard.expirable(), hitl_guard.expiry_facts(text, date), hitl_guard.expire(text, date, uuid) to hitl_retention;

-- Asked by the guard of requests: whether this transaction is the erasure of a customer.
create or replace function hitl_guard.is_erasing() returns boolean language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select exists (select from hitl_guard.ticket where xid = pg_current_xact_id_if_assigned() and why like 'erase %')
$$;

-- Why a customer cannot be erased now; null when nothing stands against it.
create or replace function hitl_guard.why_not_erase(p_customer text) returns text language sql stable security definer set search_path = pg_catalog, pg_temp as $$
    select case
        when exists (select from audit.legal_hold h where h.released_at is null and (h.scope = 'all' or (h.scope = 'customer' and h.value = p_customer)
                        or exists (select from hitl.request r where r.customer = p_customer
                                      and ((h.scope = 'actor' and r.actor = h.value) or (h.scope = 'request' and r.id = h.value)))))
            then 'erasure.legal_hold: a legal hold covers customer ' || p_customer
        when exists (select from hitl.request r where r.customer = p_customer and not r.ended and r.state <> 'shadowed')
            then 'erasure.open_requests: ' || (select count(*) || ' request(s) of customer ' || p_customer || ' are still open, the first ' || min(r.id)
                                                 from hitl.request r where r.customer = p_customer and not r.ended and r.state <> 'shadowed')
        when not exists (select from hitl.customer_key k where k.customer = p_customer) and not exists (select from hitl.request r where r.customer = p_customer)
            then 'erasure.unknown: nothing is stored about customer ' || p_customer
        end
$$;

-- Destroys a customer's keys and takes away what stands outside the ledger in the clear; ledger rows stay byte for byte. Repeating it changes nothing more.
create or replace function hitl_guard.erase_customer(p_customer text, p_reason text, p_by text, p_entries json)
    returns table (keys bigint, requests bigint, plain bigint) language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    refused text := hitl_guard.why_not_erase(p_customer);
    gone bigint;
begin
    if refused is not null then raise exception '%', refused using errcode = 'HT003'; end if;
    insert into hitl_guard.ticket (xid, why) values (pg_current_xact_id(), 'erase ' || p_customer) on conflict do nothing;
    update hitl.customer_key k set wrapped = null, destroyed_at = clock_timestamp(), reason = p_reason, by_whom = p_by
     where k.customer = p_customer and k.destroyed_at is null;
    get diagnostics gone = row_count;
    -- What was stored before encryption was switched on has no key: of an ended request it is taken away here.
    update hitl.request r
       set outcome = case when r.state = 'withdrawn' then '[erased]'
                          when r.state in ('denied', 'never_executed', 'compensated', 'partly_compensated', 'compensation_failed', 'irreversible', 'unknown')
                              then split_part(r.outcome, ': ', 1) || case when position(': ' in r.outcome) > 0 then ': [erased]' else '' end
                          else r.outcome end,
           record = case when r.record::jsonb ? 'sealed' then r.record else (r.record::jsonb || '{"Parameters":{},"Rationale":"[erased]","Evidence":[]}')::text end,
           evaluation = case when r.record::jsonb ? 'sealed' or r.evaluation is null then r.evaluation else (r.evaluation::jsonb - 'Consent')::text end
     where r.customer = p_customer;
    update hitl.past_revision p
       set record = case when p.record is null or p.record::jsonb ? 'sealed' then p.record
                         else (p.record::jsonb || '{"Parameters":{},"Rationale":"[erased]","Evidence":[]}')::text end,
           evaluation = case when p.evaluation is null or p.evaluation::jsonb ? 'sealed' then p.evaluation else (p.evaluation::jsonb - 'Consent')::text end
      from hitl.request r where r.id = p.request and r.customer = p_customer;
    update hitl.question q set question = '[erased]', answer = case when q.answer is null then null else '[erased]' end
      from hitl.request r where r.id = q.request and r.customer = p_customer;
    update hitl.decision d set record = (d.record::jsonb || '{"Reason":"[erased]"}')::text
      from hitl.request r where r.id = d.request and r.customer = p_customer and coalesce(d.record::jsonb ->> 'Reason', '') <> '';
    update hitl.target_state t set readings = '[]' from hitl.request r where r.id = t.request and r.customer = p_customer;
    update hitl.parked_step p set reason = '[erased]' from hitl.request r where r.id = p.request and r.customer = p_customer;
    update hitl.intervention i set reason = '[erased]' from hitl.request r where r.id = i.request and r.customer = p_customer;
    update hitl.subject_claim c set subject = '[erased] ' || c.no from hitl.request r where r.id = c.request and r.customer = p_customer and c.released_at is not null;
    if gone > 0 then perform audit.append(p_entries); end if;
    return query select gone, (select count(*) from hitl.request r where r.customer = p_customer),
                        (select count(*) from audit.event e where e.customer = p_customer and e.kind = 'request.received' and position('"sealed":{' in e.body) = 0);
end $$;
revoke all on function hitl_guard.is_erasing(), hitl_guard.why_not_erase(text), hitl_guard.erase_customer(text, text, text, json) from public;
grant execute on function hitl_guard.is_erasing() to public;
grant execute on function hitl_guard.why_not_erase(text), hitl_guard.erase_customer(text, text, text, json) to hitl_retention, hitl_seal;

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
