-- 0007_stage_moves.sql
-- Why: asking, reminding, deciding and closing lock the stage, so a deadline and a click at the same moment have one order.
create function hitl.stage_view(p_request text, p_revision integer, p_ordinal integer)
    returns table (revision integer, ordinal integer, definition text, status text, asked text, opened_at timestamptz, closed_at timestamptz)
    language sql stable as $$
    select s.revision, s.ordinal, s.definition, s.status,
           (select coalesce(json_agg(json_build_object('Person', p.person, 'CoversFor', p.covers_for, 'Why', p.why) order by p.place), '[]')::text
              from hitl.stage_person p where (p.request, p.revision, p.ordinal) = (s.request, s.revision, s.ordinal)),
           s.opened_at, s.closed_at
      from hitl.stage s
     where s.request = p_request and s.revision = p_revision and (p_ordinal is null or s.ordinal = p_ordinal)
     order by s.ordinal
$$;

create function hitl.ask_people(p_request text, p_revision integer, p_ordinal integer, p_asked json) returns boolean language plpgsql as $$
declare
    added integer;
begin
    with a as (
        select * from json_to_recordset(p_asked) as a (person text, covers_for text, why text, delivery text)
    ), p as (
        insert into hitl.stage_person (request, revision, ordinal, person, covers_for, why)
        select p_request, p_revision, p_ordinal, a.person, a.covers_for, a.why from a
        on conflict do nothing returning person
    )
    insert into hitl.card (request, revision, ordinal, person, delivery)
    select p_request, p_revision, p_ordinal, a.person, a.delivery from a join p using (person);
    get diagnostics added = row_count;
    return added > 0;
end $$;

create function hitl.open_stage(p_request text, p_revision integer, p_ordinal integer, p_name text, p_definition text, p_asked json, p_entries json)
    returns table (revision integer, ordinal integer, definition text, status text, asked text, opened_at timestamptz, closed_at timestamptz)
    language plpgsql as $$
declare
    is_ended boolean;
    as_status text;
begin
    select r.ended into is_ended from hitl.request r where r.id = p_request for no key update;
    -- Withdrawn while the workflow resolved people: nobody is asked any more.
    as_status := case when is_ended then 'withdrawn' when json_array_length(p_asked) = 0 then 'skipped' else 'open' end;
    insert into hitl.stage (request, revision, ordinal, name, definition, status, closed_at)
    values (p_request, p_revision, p_ordinal, p_name, p_definition, as_status, case when as_status <> 'open' then clock_timestamp() end)
    on conflict do nothing;
    if found and not is_ended then
        perform hitl.ask_people(p_request, p_revision, p_ordinal, p_asked);
        perform audit.append(p_entries);
    end if;
    return query select * from hitl.stage_view(p_request, p_revision, p_ordinal);
end $$;

create function hitl.ask_more(p_request text, p_revision integer, p_ordinal integer, p_asked json, p_entries json)
    returns table (revision integer, ordinal integer, definition text, status text, asked text, opened_at timestamptz, closed_at timestamptz)
    language plpgsql as $$
begin
    perform from hitl.stage s where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.status = 'open' for update;
    if found and hitl.ask_people(p_request, p_revision, p_ordinal, p_asked) then
        perform audit.append(p_entries);
        perform hitl.close_cards(p_request);
    end if;
    return query select * from hitl.stage_view(p_request, p_revision, p_ordinal);
end $$;

create function hitl.remind_stage(p_request text, p_revision integer, p_ordinal integer, p_reminder integer, p_entries json)
    returns void language plpgsql as $$
begin
    update hitl.stage set reminded = p_reminder
     where request = p_request and revision = p_revision and ordinal = p_ordinal and status = 'open' and reminded < p_reminder;
    if not found then return; end if;
    update hitl.card c set reminder_wanted = p_reminder, due_at = least(due_at, clock_timestamp())
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal
       and not exists (select from hitl.decision d where (d.request, d.revision, d.ordinal, d.person) = (c.request, c.revision, c.ordinal, c.person));
    perform audit.append(p_entries);
end $$;

create function hitl.record_decision(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_verdict text, p_record text, p_delivery text,
    p_status text, p_why text, p_message uuid, p_entries json) returns void language plpgsql as $$
begin
    insert into hitl.decision (request, revision, ordinal, person, verdict, settles, delivery, record)
    values (p_request, p_revision, p_ordinal, p_person, p_verdict, p_status <> 'open', p_delivery, p_record);
    perform audit.append(p_entries);
    if p_status <> 'open' then
        perform hitl.close_stage(p_request, p_revision, p_ordinal, p_status, 'person:' || p_person, p_why);
    end if;
    perform hitl.close_cards(p_request);
    insert into hitl.workflow_message (id, request, kind) values (p_message, p_request, 'decision');
end $$;

create function hitl.card_shown(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_channel text, p_message text, p_version bigint, p_reminder integer,
    p_entries json) returns void language plpgsql as $$
declare
    was_shown boolean;
begin
    select c.message is not null into was_shown from hitl.card c
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person for update;
    update hitl.card c
       set channel = p_channel, message = p_message, shown_version = greatest(shown_version, p_version), attempts = 0, error = null,
           reminder_sent = greatest(reminder_sent, p_reminder), due_at = clock_timestamp(), gave_up = false
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person;
    if not was_shown then perform audit.append(p_entries); end if;
end $$;

create function hitl.card_failed(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_error text, p_retry interval, p_entries json)
    returns void language plpgsql as $$
declare
    is_new boolean;
begin
    -- A second report of the same failure (a lost answer) writes no second row.
    select not c.gave_up into is_new from hitl.card c
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person for update;
    update hitl.card c set error = p_error, gave_up = p_retry is null, due_at = clock_timestamp() + coalesce(p_retry, interval '0')
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person;
    if is_new and p_retry is null then perform audit.append(p_entries); end if;
end $$;
