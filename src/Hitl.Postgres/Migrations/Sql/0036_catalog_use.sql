-- 0036_catalog_use.sql
-- Why: what reports ask of an evaluation stands in columns of its own, filled once when it is recorded; before, every move of a request parsed the whole
-- evaluation twice for the conditions of two indexes. An action that no catalog knows is a gap as well, and a limit may give back what was reversed.
drop index hitl.request_gap;
drop index hitl.request_canary;
alter table hitl.request
    add column is_gap     boolean not null default false,
    add column is_canary  boolean not null default false,
    add column is_sampled boolean not null default false;

create function hitl.note_evaluation() returns trigger language plpgsql as $$
declare
    e json := new.evaluation::json;
begin
    new.is_gap := coalesce(e #>> '{Explanation,IsGap}' = 'true', false);
    new.is_canary := coalesce(e ->> 'Canary' is not null, false);
    new.is_sampled := coalesce((e #>> '{Sample,Draw}')::integer < (e #>> '{Sample,ShareInHundredths}')::integer, false);
    return new;
end $$;
-- Moves of a request leave its evaluation alone and never come here.
create trigger evaluation_is_noted before update of evaluation on hitl.request for each row
    when (new.evaluation is distinct from old.evaluation) execute function hitl.note_evaluation();
update hitl.request set is_gap = coalesce(evaluation::json #>> '{Explanation,IsGap}' = 'true', false), is_canary = coalesce(evaluation::json ->> 'Canary' is not null, false),
    is_sampled = coalesce((evaluation::json #>> '{Sample,Draw}')::integer < (evaluation::json #>> '{Sample,ShareInHundredths}')::integer, false)
 where evaluation is not null;
create index request_gap on hitl.request (id) where is_gap;
create index request_canary on hitl.request (actor, id) where is_canary;
create index request_sampled on hitl.request (id) where is_sampled;

-- Nothing of such a request is stored but that it was made. Fifty names an actor and day; whoever floods more is counted under '(other names)'.
create table hitl.unknown_action (
    actor     text        not null,
    day       date        not null,                                       -- UTC
    action    text        not null check (length(action) between 1 and 64),
    count     bigint      not null check (count > 0),
    first_at  timestamptz not null default clock_timestamp(),
    last_at   timestamptz not null default clock_timestamp(),
    primary key (actor, day, action)
);
create index unknown_action_by_time on hitl.unknown_action (last_at);

create function hitl.note_unknown_action(p_actor text, p_action text) returns void language plpgsql as $$
declare
    d date := (clock_timestamp() at time zone 'UTC')::date;
begin
    update hitl.unknown_action u set count = u.count + 1, last_at = clock_timestamp() where u.actor = p_actor and u.day = d and u.action = p_action;
    if found then return; end if;
    -- One writer at a time decides if a name is the fifty-first.
    perform pg_advisory_xact_lock(hashtextextended('unknown action ' || p_actor, 1751741548));
    insert into hitl.unknown_action (actor, day, action, count)
    select p_actor, d, case when (select count(*) from hitl.unknown_action u where u.actor = p_actor and u.day = d) < 50 then p_action else '(other names)' end, 1
        on conflict (actor, day, action) do update set count = hitl.unknown_action.count + 1, last_at = clock_timestamp();
end $$;

alter table hitl.limit_use add column frees_reversed boolean not null default false;

create or replace function hitl.reserve(p_request text, p_revision integer, p_claims json, p_subjects json) returns table (limits json, conflicts json) language plpgsql as $$
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
        insert into hitl.limit_use (request, revision, limit_id, key, currency, asked, used, most, period, is_hard, frees_reversed)
        select p_request, p_revision, s."Limit", s."Key", s."Currency", s."Asked", s."Used", s."Most", make_interval(secs => c."Seconds"), s."IsHard", coalesce(c."FreesReversed", false)
          from json_to_recordset(standings) as s ("Limit" text, "Key" text, "Currency" text, "Asked" bigint, "Used" bigint, "Most" bigint, "IsHard" boolean)
          join json_to_recordset(p_claims) as c ("Key" text, "Seconds" double precision, "FreesReversed" boolean) on c."Key" = s."Key"
         where not exists (select from json_to_recordset(standings) as h ("Asked" bigint, "Used" bigint, "Most" bigint, "IsHard" boolean)
                            where h."IsHard" and h."Used" + h."Asked" > h."Most");
    end if;
    return query select standings, hitl.other_requests(p_request, p_subjects);
end $$;

-- The money is back when the reversal was executed, not when it was asked for.
create function hitl.free_reversed() returns trigger language plpgsql as $$
begin
    update hitl.limit_use u set released_at = clock_timestamp()
     where u.request = new.record::json #>> '{Parameters,reverses}' and u.frees_reversed and u.released_at is null;
    return null;
end $$;
create trigger reversals_give_back after update of state on hitl.request for each row
    when (new.state = 'executed' and old.state <> 'executed' and new.action like '%.reverse') execute function hitl.free_reversed();

grant select, insert on hitl.unknown_action to hitl_app;
grant update (count, last_at) on hitl.unknown_action to hitl_app;
alter table hitl.unknown_action enable row level security;
alter table hitl.unknown_action force row level security;
create policy services on hitl.unknown_action to hitl_app, hitl_owner using (true) with check (true);
create policy readers on hitl.unknown_action for select to hitl_read using (hitl.may_read(actor));
grant select on hitl.unknown_action to hitl_read;
revoke all on function hitl.note_unknown_action(text, text), hitl.note_evaluation(), hitl.free_reversed() from public;
grant execute on function hitl.note_unknown_action(text, text), hitl.note_evaluation(), hitl.free_reversed() to hitl_app;
