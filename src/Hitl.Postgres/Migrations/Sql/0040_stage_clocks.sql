-- 0040_stage_clocks.sql
-- Why: the moments of a stage are worked out once, may be moved by people, and somebody other than the workflow must be able to see that one passed without anything happening.
alter table hitl.stage
    add column due_at       timestamptz,                                  -- when it ends without a decision
    add column calls        jsonb,                                        -- what is done while it waits, in the order of time
    add column called       integer not null default 0,                   -- how many of them were
    add column next_call_at timestamptz,
    add column extended     integer not null default 0;
create index stage_overdue on hitl.stage (least(due_at, next_call_at)) where status = 'open';

create function hitl.set_stage_clock(p_request text, p_revision integer, p_ordinal integer, p_due timestamptz, p_calls jsonb) returns void language sql as $$
    update hitl.stage s
       set due_at = p_due, calls = p_calls, next_call_at = (p_calls -> 0 ->> 'At')::timestamptz
     where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.due_at is null and s.status = 'open' and p_due is not null
$$;

create function hitl.stage_called(p_request text, p_revision integer, p_ordinal integer, p_reminder integer) returns void language sql as $$
    update hitl.stage s
       set called = c.place, next_call_at = (s.calls -> c.place ->> 'At')::timestamptz
      from (select s.request, s.revision, s.ordinal, max(e.place)::integer as place
              from hitl.stage s, jsonb_array_elements(s.calls) with ordinality e (call, place)
             where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal
               and case p_reminder when 0 then (e.call ->> 'AsksCoverage')::boolean else (e.call ->> 'Reminder')::integer = p_reminder end
             group by s.request, s.revision, s.ordinal) c
     where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.called < c.place
$$;

-- The end only ever moves away, so a timer that was set for the old one is early and never late.
create function hitl.extend_stage(
    p_request text, p_revision integer, p_ordinal integer, p_due timestamptz, p_extended integer, p_message uuid, p_entries json) returns boolean language plpgsql as $$
begin
    update hitl.stage s set due_at = p_due, extended = s.extended + 1
     where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.status = 'open' and s.extended = p_extended and s.due_at < p_due;
    if not found then return false; end if;
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
    insert into hitl.workflow_message (id, request, kind) values (p_message, p_request, 'decision');
    return true;
end $$;

create table hitl.stage_alarm (
    request   text collate "C" not null,
    revision  integer     not null,
    ordinal   integer     not null,
    missed    text        not null,                                       -- 'end', or 'call n'
    at        timestamptz not null default clock_timestamp(),
    primary key (request, revision, ordinal, missed),
    foreign key (request, revision, ordinal) references hitl.stage
);

create function hitl.raise_stage_alarm(p_request text, p_revision integer, p_ordinal integer, p_missed text, p_entries json) returns boolean language plpgsql as $$
begin
    insert into hitl.stage_alarm (request, revision, ordinal, missed) values (p_request, p_revision, p_ordinal, p_missed) on conflict do nothing;
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

revoke all on function hitl.set_stage_clock(text, integer, integer, timestamptz, jsonb), hitl.stage_called(text, integer, integer, integer),
    hitl.extend_stage(text, integer, integer, timestamptz, integer, uuid, json), hitl.raise_stage_alarm(text, integer, integer, text, json) from public;
grant execute on function hitl.set_stage_clock(text, integer, integer, timestamptz, jsonb), hitl.stage_called(text, integer, integer, integer),
    hitl.extend_stage(text, integer, integer, timestamptz, integer, uuid, json), hitl.raise_stage_alarm(text, integer, integer, text, json) to hitl_app;
grant select, insert on hitl.stage_alarm to hitl_app;
grant select on hitl.stage_alarm to hitl_read;
