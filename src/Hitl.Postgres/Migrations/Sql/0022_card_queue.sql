-- 0022_card_queue.sql
-- Why: one agent's flood must not keep another agent's card waiting, and nobody reads fifty cards: a person has at most so many open ones, and the rest of the queue is one message.
alter table hitl.card
    add column actor        text not null default '',                          -- whose turn it uses up; set from the request
    add column owed_at      timestamptz not null default clock_timestamp(),    -- place in the person's queue; a retry keeps it
    add column slot         boolean not null default false,                    -- holds one of the person's open places
    add column digested_at  timestamptz;                                       -- named in a digest that reached the person

update hitl.card c set actor = r.actor from hitl.request r where r.id = c.request;
update hitl.card c set slot = true from hitl.stage s
 where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.status = 'open' and c.message is not null;

create function hitl.card_belongs() returns trigger language plpgsql as $$
begin
    select r.actor into new.actor from hitl.request r where r.id = new.request;
    return new;
end $$;
create trigger card_takes_its_actors_turn before insert on hitl.card for each row execute function hitl.card_belongs();

create function hitl.card_gives_up_its_slot() returns trigger language plpgsql as $$
begin
    new.slot := false;
    return new;
end $$;
create trigger given_up_cards_hold_no_slot before update on hitl.card for each row when (new.gave_up and new.slot) execute function hitl.card_gives_up_its_slot();

-- A place is free again when the stage closes or the person has decided. Every row is touched, also one without a slot: whoever is just claiming it is waited for.
create function hitl.free_stage_slots() returns trigger language plpgsql as $$
begin
    update hitl.card set slot = false where request = new.request and revision = new.revision and ordinal = new.ordinal;
    return null;
end $$;
create trigger closed_stages_free_slots after update of status on hitl.stage for each row when (old.status = 'open' and new.status <> 'open')
    execute function hitl.free_stage_slots();

create function hitl.free_slot() returns trigger language plpgsql as $$
begin
    update hitl.card set slot = false where request = new.request and revision = new.revision and ordinal = new.ordinal and person = new.person;
    return null;
end $$;
create trigger decisions_free_a_slot after insert on hitl.decision for each row execute function hitl.free_slot();

create index card_turn on hitl.card (actor, owed_at) where is_due;
create index card_slot on hitl.card (person) where slot;
create index card_held on hitl.card (person, owed_at) where is_due and message is null and attempts = 0;

-- Set when Slack limited posting to a person: until then one card at a time, in the order they were owed.
create table hitl.card_pace (
    person    text        primary key,
    next_at   timestamptz not null,
    until_at  timestamptz not null
);

-- The one message that names what waits beyond a person's open cards.
create table hitl.digest (
    person          text        primary key,
    delivery        text        not null unique,
    channel         text,
    message         text,
    shown           text        not null default '',                           -- fingerprint of what it names
    attempts        integer     not null default 0,
    first_tried_at  timestamptz,
    due_at          timestamptz not null default clock_timestamp(),
    error           text,
    check ((channel is null) = (message is null))
);

create function hitl.claim_digests(p_most_open integer, p_lease interval)
    returns table (person text, delivery text, channel text, message text, attempts integer, first_tried_at timestamptz, fingerprint text, waiting integer, items text)
    language plpgsql as $$
begin
    insert into hitl.digest as d (person, delivery)
    select h.person, replace(gen_random_uuid()::text, '-', '')
      from (select distinct c.person from hitl.card c where c.is_due and c.message is null and c.attempts = 0) h
     where (select count(*) from (select 1 from hitl.card s where s.person = h.person and s.slot limit p_most_open) x) >= p_most_open
    on conflict do nothing;
    return query
    with held as (
        select d.person, count(c.person)::integer as waiting, coalesce(md5(string_agg(c.request || '.' || c.revision || '.' || c.ordinal, ',' order by c.owed_at, c.request)), 'none') as fingerprint
          from hitl.digest d left join hitl.card c on c.person = d.person and c.is_due and c.message is null and c.attempts = 0
         where d.due_at <= clock_timestamp()
         group by d.person
    ), due as (
        select d.person, h.waiting, h.fingerprint from hitl.digest d join held h using (person)
         where d.due_at <= clock_timestamp() and h.fingerprint <> d.shown
           and (d.message is not null or h.waiting > 0
                and (select count(*) from (select 1 from hitl.card s where s.person = d.person and s.slot limit p_most_open) x) >= p_most_open)
         for update of d skip locked
    )
    update hitl.digest d
       set attempts = d.attempts + 1, first_tried_at = coalesce(d.first_tried_at, clock_timestamp()), due_at = clock_timestamp() + p_lease
      from due
     where d.person = due.person
    returning d.person, d.delivery, d.channel, d.message, d.attempts - 1, d.first_tried_at, due.fingerprint, due.waiting,
              (select coalesce(json_agg(json_build_object('Request', i.request, 'Revision', i.revision, 'Ordinal', i.ordinal, 'New', i.digested_at is null) order by i.owed_at), '[]')::text
                 from (select * from hitl.card c where c.person = d.person and c.is_due and c.message is null and c.attempts = 0 order by c.owed_at limit 1000) i);
end $$;

-- What it named counts as told; an empty one has done its work, and the next time a new message is sent, because nobody notices an old one change.
create function hitl.digest_shown(p_person text, p_channel text, p_message text, p_fingerprint text, p_waiting integer, p_requests text[], p_entries json) returns void language plpgsql as $$
begin
    update hitl.digest
       set channel = case when p_waiting > 0 then p_channel end, message = case when p_waiting > 0 then p_message end,
           shown = case when p_waiting > 0 then p_fingerprint else '' end, attempts = 0, first_tried_at = null, error = null,
           delivery = case when p_waiting > 0 then delivery else replace(gen_random_uuid()::text, '-', '') end,
           due_at = clock_timestamp() + interval '5 seconds'
     where person = p_person;
    update hitl.card c set digested_at = clock_timestamp()
     where c.person = p_person and c.is_due and c.message is null and c.digested_at is null and c.request || '.' || c.revision || '.' || c.ordinal = any (p_requests);
    if found then perform audit.append(p_entries); end if;
end $$;

create or replace function hitl.card_shown(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_channel text, p_message text, p_version bigint, p_reminder integer,
    p_entries json) returns void language plpgsql as $$
declare
    was_shown boolean;
begin
    select c.message is not null into was_shown from hitl.card c
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person for update;
    update hitl.card c
       set channel = p_channel, message = p_message, shown_version = greatest(shown_version, p_version), attempts = 0, error = null,
           reminder_sent = greatest(reminder_sent, p_reminder), gave_up = false,
           visible_since = coalesce(visible_since, clock_timestamp()),
           updated_at = case when was_shown then clock_timestamp() end,
           -- What moved meanwhile is shown by the next update, not by one of its own.
           due_at = case when was_shown then clock_timestamp() + interval '1 second' else clock_timestamp() end
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person;
    if not was_shown then
        perform audit.append(p_entries);
        update hitl.card_pace set next_at = clock_timestamp() + interval '1 second' where person = p_person and until_at > clock_timestamp();
    end if;
end $$;

revoke all on function hitl.claim_digests(integer, interval), hitl.digest_shown(text, text, text, text, integer, text[], json) from public;
grant execute on function hitl.claim_digests(integer, interval), hitl.digest_shown(text, text, text, text, integer, text[], json) to hitl_app;
grant select, insert, update on hitl.card_pace, hitl.digest to hitl_app;
grant select on hitl.card_pace, hitl.digest to hitl_read;
