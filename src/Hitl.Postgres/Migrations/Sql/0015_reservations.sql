-- 0015_reservations.sql
-- Why: ten allowed requests must not add up to one forbidden one, whenever they come. What a request takes of a limit, and what it is about,
-- is counted and written under one lock per key; the database itself gives it back when the request ends without effect.
create table hitl.limit_use (
    no           bigint generated always as identity,
    request      text collate "C" not null references hitl.request,
    revision     integer     not null,
    limit_id     text        not null,
    key          text        not null,                                  -- what is counted together, the unit included
    currency     text,                                                  -- null: requests are counted
    asked        bigint      not null check (asked >= 0),
    used         bigint      not null,                                  -- by others within the window, at that moment
    most         bigint      not null,
    period       interval    not null,
    is_hard      boolean     not null,
    at           timestamptz not null default clock_timestamp(),
    executed_at  timestamptz,
    released_at  timestamptz,
    primary key (request, revision, key)
);
create index limit_use_in_window on hitl.limit_use (key, at) include (asked) where released_at is null;

create table hitl.subject_claim (
    no           bigint generated always as identity,
    request      text collate "C" not null references hitl.request,
    conflict     text        not null,
    subject      text        not null,
    at           timestamptz not null default clock_timestamp(),
    released_at  timestamptz,
    primary key (request, conflict, subject)
);
create index subject_claimed on hitl.subject_claim (conflict, subject, no) where released_at is null;

create function hitl.other_requests(p_request text, p_subjects json) returns json language sql stable as $$
    select coalesce(json_agg(json_build_object(
               'Conflict', o.conflict, 'Subject', o.subject, 'Request', r.id, 'Actor', r.actor, 'Action', r.action,
               'Channel', r.record::json ->> 'Channel', 'Amount', r.record::json -> 'Amount', 'Since', o.at) order by o.no), '[]')
      from json_to_recordset(p_subjects) as s ("Conflict" text, "Subject" text)
      join hitl.subject_claim o on o.conflict = s."Conflict" and o.subject = s."Subject" and o.released_at is null and o.request <> coalesce(p_request, '')
      join hitl.request r on r.id = o.request
     where not exists (select from hitl.subject_claim mine
                        where mine.request = p_request and mine.conflict = o.conflict and mine.subject = o.subject and mine.no < o.no)
$$;

create function hitl.limit_standings(p_request text, p_claims json) returns json language sql stable as $$
    select coalesce(json_agg(json_build_object(
               'Limit', c."Limit", 'Key', c."Key", 'Currency', c."Currency", 'Asked', c."Asked", 'Most', c."Most", 'Period', c."Period", 'IsHard', c."IsHard",
               'Used', coalesce((select sum(u.asked) from hitl.limit_use u
                                  where u.key = c."Key" and u.released_at is null and u.request <> coalesce(p_request, '')
                                    and u.at > clock_timestamp() - make_interval(secs => c."Seconds")), 0)::bigint) order by c."Limit", c."Key"), '[]')
      from json_to_recordset(p_claims) as c ("Limit" text, "Key" text, "Currency" text, "Asked" bigint, "Most" bigint, "Period" text, "IsHard" boolean, "Seconds" double precision)
$$;

create function hitl.reserve(p_request text, p_revision integer, p_claims json, p_subjects json) returns table (limits json, conflicts json) language plpgsql as $$
declare
    k text;
    standings json;
begin
    -- Sorted, so that two requests with several keys in common cannot wait for each other.
    for k in select * from (select 'limit ' || c."Key" from json_to_recordset(p_claims) as c ("Key" text)
                            union select 'subject ' || s."Conflict" || ' ' || s."Subject" from json_to_recordset(p_subjects) as s ("Conflict" text, "Subject" text)) as x order by 1 loop
        perform pg_advisory_xact_lock(hashtextextended(k, 1751741548));
    end loop;
    perform from hitl.request r where r.id = p_request and not r.ended and r.revision = p_revision for no key update;
    if not found then return query select '[]'::json, '[]'::json; return; end if;
    insert into hitl.subject_claim (request, conflict, subject)
    select p_request, s."Conflict", s."Subject" from json_to_recordset(p_subjects) as s ("Conflict" text, "Subject" text) on conflict do nothing;
    if exists (select from hitl.limit_use u where u.request = p_request and u.revision = p_revision) then
        select json_agg(json_build_object('Limit', u.limit_id, 'Key', u.key, 'Currency', u.currency, 'Asked', u.asked, 'Most', u.most, 'IsHard', u.is_hard,
                                          'Period', c."Period", 'Used', u.used) order by u.limit_id, u.key)
          into standings from hitl.limit_use u join json_to_recordset(p_claims) as c ("Key" text, "Period" text) on c."Key" = u.key
         where u.request = p_request and u.revision = p_revision;
    else
        standings := hitl.limit_standings(p_request, p_claims);
        insert into hitl.limit_use (request, revision, limit_id, key, currency, asked, used, most, period, is_hard)
        select p_request, p_revision, s."Limit", s."Key", s."Currency", s."Asked", s."Used", s."Most", make_interval(secs => c."Seconds"), s."IsHard"
          from json_to_recordset(standings) as s ("Limit" text, "Key" text, "Currency" text, "Asked" bigint, "Used" bigint, "Most" bigint, "IsHard" boolean)
          join json_to_recordset(p_claims) as c ("Key" text, "Seconds" double precision) on c."Key" = s."Key"
         where not exists (select from json_to_recordset(standings) as h ("Asked" bigint, "Used" bigint, "Most" bigint, "IsHard" boolean)
                            where h."IsHard" and h."Used" + h."Asked" > h."Most");
    end if;
    return query select standings, hitl.other_requests(p_request, p_subjects);
end $$;

-- The last check: what was reserved stands as it was, and nothing hard is passed at this moment.
create function hitl.reservation_breach(p_request text, p_revision integer, p_claims json) returns text language sql stable as $$
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
$$;

create function hitl.settle_reservations() returns trigger language plpgsql as $$
begin
    if new.revision > old.revision or new.state in ('refused', 'denied', 'expired', 'withdrawn', 'never_executed', 'compensated', 'shadowed') then
        update hitl.limit_use u set released_at = clock_timestamp() where u.request = new.id and u.revision = old.revision and u.released_at is null;
    elsif new.state in ('executed', 'partly_compensated') then
        update hitl.limit_use u set executed_at = clock_timestamp() where u.request = new.id and u.released_at is null and u.executed_at is null;
    end if;
    if new.ended then
        update hitl.subject_claim c set released_at = clock_timestamp() where c.request = new.id and c.released_at is null;
        -- Whoever waited for this one looks again at once; a wake carries no authority.
        insert into hitl.workflow_message (id, request, kind)
        select gen_random_uuid(), w.request, 'decision'
          from (select distinct later.request
                  from hitl.subject_claim mine
                  join hitl.subject_claim later on later.conflict = mine.conflict and later.subject = mine.subject and later.no > mine.no and later.released_at is null
                  join hitl.request r on r.id = later.request and r.state = 'received'
                 where mine.request = new.id) w;
    end if;
    return null;
end $$;

-- Decided on paper only: a final state of its own, so that nothing that counts executions or refusals counts it.
alter table hitl.request drop constraint request_state_check;
alter table hitl.request add constraint request_state_check check (state in (
    'received', 'deciding', 'approved', 'executing', 'compensating', 'waiting_for_ops', 'executed', 'compensated',
    'partly_compensated', 'never_executed', 'refused', 'denied', 'expired', 'withdrawn', 'shadowed'));
alter table hitl.request drop column ended;
alter table hitl.request add column ended boolean not null generated always as (state in (
    'executed', 'compensated', 'partly_compensated', 'never_executed', 'refused', 'denied', 'expired', 'withdrawn', 'shadowed')) stored;
create index request_open_by_actor on hitl.request (actor, id) where not ended;
create index request_gap on hitl.request (id) where (evaluation::jsonb #>> '{Explanation,IsGap}') = 'true';
create index request_canary on hitl.request (actor, id) where (evaluation::jsonb -> 'Canary') is not null and (evaluation::jsonb -> 'Canary') <> 'null';
create trigger ended_requests_give_back after update of state, revision on hitl.request for each row
    when (old.state is distinct from new.state or old.revision is distinct from new.revision) execute function hitl.settle_reservations();

grant select, insert on hitl.limit_use, hitl.subject_claim to hitl_app;
grant update (executed_at, released_at) on hitl.limit_use to hitl_app;
grant update (released_at) on hitl.subject_claim to hitl_app;
grant select on hitl.limit_use, hitl.subject_claim to hitl_read;
revoke all on function hitl.other_requests(text, json), hitl.limit_standings(text, json), hitl.reserve(text, integer, json, json),
    hitl.reservation_breach(text, integer, json), hitl.settle_reservations() from public;
grant execute on function hitl.other_requests(text, json), hitl.limit_standings(text, json), hitl.reserve(text, integer, json, json),
    hitl.reservation_breach(text, integer, json), hitl.settle_reservations() to hitl_app;
