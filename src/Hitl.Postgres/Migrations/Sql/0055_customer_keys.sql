-- 0055_customer_keys.sql
-- Why: a customer may ask to be forgotten while the trail must stay whole, so what is about a person is sealed under a key of the customer's own;
-- destroying the key makes it unreadable, and not one ledger row changes.
create table hitl.customer_key (
    id            uuid        primary key,
    customer      text        not null,                                   -- the reference that requests name; no name, no address
    wrapped       text,                                                   -- under a master key that is not in the database; null once destroyed
    made_at       timestamptz not null default clock_timestamp(),
    destroyed_at  timestamptz,
    reason        text        check (length(reason) between 1 and 1000),
    by_whom       text,
    check ((wrapped is null) = (destroyed_at is not null) and (destroyed_at is null) = (reason is null) and (destroyed_at is null) = (by_whom is null))
);
create unique index one_living_key_per_customer on hitl.customer_key (customer) where destroyed_at is null;
create index customer_key_of_customer on hitl.customer_key (customer);

create function hitl.guard_customer_key() returns trigger language plpgsql as $$
begin
    if tg_op <> 'UPDATE' or old.destroyed_at is not null or new.wrapped is not null
       or (new.id, new.customer, new.made_at) is distinct from (old.id, old.customer, old.made_at) then
        raise exception 'a customer key can only be destroyed, once' using errcode = '42501';
    end if;
    return new;
end $$;
create trigger keys_are_only_destroyed before update or delete on hitl.customer_key for each row execute function hitl.guard_customer_key();
create trigger keys_are_never_emptied before truncate on hitl.customer_key for each statement execute function audit.refuse_change();

-- The customer's living key: the one there is, or the one offered.
create function hitl.hold_customer_key(p_customer text, p_id uuid, p_wrapped text) returns table (id uuid, wrapped text) language plpgsql as $$
begin
    return query select k.id, k.wrapped from hitl.customer_key k where k.customer = p_customer and k.destroyed_at is null;
    if found then return; end if;
    insert into hitl.customer_key as k (id, customer, wrapped) values (p_id, p_customer, p_wrapped) on conflict do nothing;
    return query select k.id, k.wrapped from hitl.customer_key k where k.customer = p_customer and k.destroyed_at is null;
end $$;

-- The wrapped key of a stored request, by what the record says it was sealed with.
create function hitl.wrapped_key(p_record text) returns text language sql stable as $$
    select k.wrapped from hitl.customer_key k where k.id = (p_record::json #>> '{sealed,by}')::uuid
$$;

-- A request must not begin under a key that was destroyed a moment before: it would be unreadable to everybody, the workers included.
create function hitl.check_customer_key() returns trigger language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
    key uuid := (new.record::json #>> '{sealed,by}')::uuid;
begin
    if key is null then return new; end if;
    perform from hitl.customer_key k where k.id = key and k.destroyed_at is null for share;
    if not found then raise exception 'the key of customer % was destroyed meanwhile', new.customer using errcode = '40001'; end if;
    return new;
end $$;
create trigger requests_begin_under_a_living_key before insert on hitl.request for each row execute function hitl.check_customer_key();

-- The text of an ended request may be taken away in one case only: by the guarded erasure of its customer.
create or replace function hitl.guard_request() returns trigger language plpgsql as $$
begin
    if old.ended and (new.state, new.outcome, new.withdrawn_at) is distinct from (old.state, old.outcome, old.withdrawn_at) and not hitl_guard.is_erasing() then
        raise exception 'request % has ended as %; a final state is never left', old.id, old.state using errcode = 'HT001';
    end if;
    -- A new revision may carry another record; the one before it is kept beside.
    if ((new.record <> old.record and new.revision = old.revision) or new.revision < old.revision
       or (old.evaluation is not null and new.evaluation is distinct from old.evaluation and new.revision = old.revision)) and not hitl_guard.is_erasing() then
        raise exception 'request % is immutable within a revision', old.id using errcode = 'HT001';
    end if;
    return new;
end $$;

revoke all on function hitl.guard_customer_key(), hitl.hold_customer_key(text, uuid, text), hitl.wrapped_key(text), hitl.check_customer_key() from public;
grant execute on function hitl.hold_customer_key(text, uuid, text), hitl.wrapped_key(text), hitl.check_customer_key() to hitl_app;
grant select, insert (id, customer, wrapped) on hitl.customer_key to hitl_app;
grant select (id, customer, made_at, destroyed_at, reason, by_whom) on hitl.customer_key to hitl_retention, hitl_seal;
