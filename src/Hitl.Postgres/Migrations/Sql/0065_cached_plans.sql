-- 0065_cached_plans.sql
-- Why: PostgreSQL parses and plans a function in SQL anew at every call, one in PL/pgSQL once a session. These are called at every step of a request; together
-- they took a fifth of the database's time. Nothing but the language changes.

create or replace function audit.append(entries json) returns void language plpgsql as $$
begin
    insert into audit.event (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body)
    select e.id, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body
      from json_to_recordset(entries) as e (id uuid, kind text, request text, revision integer, by_whom text, on_behalf_of text,
                                            actor text, customer text, summary text, body text);
end $$;

create or replace function audit.append_once(entries json) returns void language plpgsql as $$
begin
    insert into audit.event (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body)
    select e.id, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body
      from json_to_recordset(entries) as e (id uuid, kind text, request text, revision integer, by_whom text, on_behalf_of text,
                                            actor text, customer text, summary text, body text)
     where not exists (select from audit.unsealed u where u.id = e.id)
       and not exists (select from audit.seal s where s.event_id = e.id);
end $$;

create or replace function hitl.wrapped_key(p_record text) returns text language plpgsql stable as $$
begin
    return (
        select k.wrapped from hitl.customer_key k where k.id = (p_record::json #>> '{sealed,by}')::uuid
    );
end $$;

create or replace function hitl.close_cards(p_request text) returns void language plpgsql as $$
begin
    -- A card nobody ever saw need not be posted only to say that it is over.
    update hitl.card c
       set wanted_version = wanted_version + 1,
           due_at = case when c.due_at > clock_timestamp() and c.attempts > 0 and c.channel is null then c.due_at
                         else greatest(clock_timestamp(), c.updated_at + interval '1 second') end,
           gave_up = channel is null and (gave_up or attempts = 0 and exists (
               select from hitl.stage s where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.status <> 'open'))
     where c.request = p_request;
end $$;

create or replace function hitl.set_stage_clock(p_request text, p_revision integer, p_ordinal integer, p_due timestamptz, p_calls jsonb) returns void language plpgsql as $$
begin
    update hitl.stage s
       set due_at = p_due, calls = p_calls, next_call_at = (p_calls -> 0 ->> 'At')::timestamptz
     where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.due_at is null and s.status = 'open' and p_due is not null;
end $$;

create or replace function hitl.stage_called(p_request text, p_revision integer, p_ordinal integer, p_reminder integer) returns void language plpgsql as $$
begin
    update hitl.stage s
       set called = c.place, next_call_at = (s.calls -> c.place ->> 'At')::timestamptz
      from (select s.request, s.revision, s.ordinal, max(e.place)::integer as place
              from hitl.stage s, jsonb_array_elements(s.calls) with ordinality e (call, place)
             where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal
               and case p_reminder when 0 then (e.call ->> 'AsksCoverage')::boolean else (e.call ->> 'Reminder')::integer = p_reminder end
             group by s.request, s.revision, s.ordinal) c
     where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.called < c.place;
end $$;

create or replace function hitl.hold_lease(p_name text, p_holder text, p_length interval) returns bigint language plpgsql as $$
declare
    held bigint;
begin
    insert into hitl.lease as l (name, holder, epoch, until) values (p_name, p_holder, 1, clock_timestamp() + p_length)
    on conflict (name) do update
       set holder = excluded.holder, until = excluded.until,
           epoch = l.epoch + case when l.holder = excluded.holder and l.until > clock_timestamp() then 0 else 1 end
     where l.holder = excluded.holder or l.until <= clock_timestamp()
    returning l.epoch into held;
    return held;
end $$;

create or replace function hitl.other_requests(p_request text, p_subjects json) returns json language plpgsql stable as $$
begin
    return (
        select coalesce(json_agg(json_build_object(
                   'Conflict', o.conflict, 'Subject', o.subject, 'Request', r.id, 'Actor', r.actor, 'Action', r.action,
                   'Channel', r.record::json ->> 'Channel', 'Amount', r.record::json -> 'Amount', 'Since', o.at) order by o.no), '[]')
          from json_to_recordset(p_subjects) as s ("Conflict" text, "Subject" text)
          join hitl.subject_claim o on o.conflict = s."Conflict" and o.subject = s."Subject" and o.released_at is null and o.request <> coalesce(p_request, '')
          join hitl.request r on r.id = o.request
         where not exists (select from hitl.subject_claim mine
                            where mine.request = p_request and mine.conflict = o.conflict and mine.subject = o.subject and mine.no < o.no)
    );
end $$;

create or replace function hitl.limit_standings(p_request text, p_claims json) returns json language plpgsql stable as $$
begin
    return (
        select coalesce(json_agg(json_build_object(
                   'Limit', c."Limit", 'Key', c."Key", 'Currency', c."Currency", 'Asked', c."Asked", 'Most', c."Most", 'Period', c."Period", 'IsHard', c."IsHard",
                   'Used', coalesce((select sum(u.asked) from hitl.limit_use u
                                      where u.key = c."Key" and u.released_at is null and u.request <> coalesce(p_request, '')
                                        and u.at > clock_timestamp() - make_interval(secs => c."Seconds")), 0)::bigint) order by c."Limit", c."Key"), '[]')
          from json_to_recordset(p_claims) as c ("Limit" text, "Key" text, "Currency" text, "Asked" bigint, "Most" bigint, "Period" text, "IsHard" boolean, "Seconds" double precision)
    );
end $$;

create or replace function hitl.reservation_breach(p_request text, p_revision integer, p_claims json) returns text language plpgsql stable as $$
begin
    return (
        select case
                   when u.request is null or u.released_at is not null or u.asked <> c."Asked" then 'What it takes of limit ' || c."Limit" || ' is not reserved.'
                   when c."IsHard" and (select sum(o.asked) from hitl.limit_use o
                                         where o.key = c."Key" and o.released_at is null
                                           and (o.request = p_request or o.at > clock_timestamp() - make_interval(secs => c."Seconds"))) > c."Most"
                       then 'Limit ' || c."Limit" || ' would be passed now.'
               end
          from json_to_recordset(p_claims) as c ("Limit" text, "Key" text, "Asked" bigint, "Most" bigint, "IsHard" boolean, "Seconds" double precision)
          left join hitl.limit_use u on u.request = p_request and u.revision = p_revision and u.key = c."Key"
         order by 1 nulls last limit 1
    );
end $$;

create or replace function hitl.want_desk_cards(p_kind text, p_subject text, p_people text[], p_reminder integer) returns void language plpgsql as $$
begin
    insert into hitl.desk_card as c (kind, subject, person, reminder, reminder_sent)
    select p_kind, p_subject, p, p_reminder, p_reminder from unnest(p_people) p
    on conflict (kind, subject, person) do update
       set reminder = excluded.reminder, wanted_version = c.wanted_version + 1, due_at = least(c.due_at, clock_timestamp())
     where c.reminder < excluded.reminder and not c.gave_up;
end $$;

create or replace function hitl.claim_desk_cards(p_most integer, p_lease interval) returns setof hitl.desk_card language plpgsql as $$
begin
    return query
    update hitl.desk_card c set due_at = clock_timestamp() + p_lease
      from (select kind, subject, person from hitl.desk_card
             where not gave_up and (shown_version < wanted_version or reminder_sent < reminder) and due_at <= clock_timestamp()
             order by due_at limit p_most for update skip locked) d
     where (c.kind, c.subject, c.person) = (d.kind, d.subject, d.person)
    returning c.*;
end $$;

create or replace function audit.days_of(p_class text) returns integer language plpgsql stable as $$
begin
    return (
        select days from audit.retention_days where class = p_class order by no desc limit 1
    );
end $$;

create or replace function hitl.may_read(p_actor text) returns boolean language plpgsql stable as $$
begin
    return (
        select current_user = 'hitl_read' or exists (select from hitl.reader_scope s where s.role = current_user and s.actor = p_actor)
    );
end $$;
