-- 0021_edits_and_absences.sql
-- Why: an approver may narrow what was proposed, and all three records (proposed, approved, effective) must stay; absences come from people, not only from the catalog.
alter table hitl.past_revision add column record text, add column edited_by text;
alter table hitl.request add column edited_by text;

create or replace function hitl.guard_request() returns trigger language plpgsql as $$
begin
    if old.ended and (new.state, new.outcome, new.withdrawn_at) is distinct from (old.state, old.outcome, old.withdrawn_at) then
        raise exception 'request % has ended as %; a final state is never left', old.id, old.state using errcode = 'HT001';
    end if;
    -- A new revision may carry another record; the one before it is kept beside.
    if (new.record <> old.record and new.revision = old.revision) or new.revision < old.revision
       or (old.evaluation is not null and new.evaluation is distinct from old.evaluation and new.revision = old.revision) then
        raise exception 'request % is immutable within a revision', old.id using errcode = 'HT001';
    end if;
    return new;
end $$;

create function hitl.edit_request(p_id text, p_revision integer, p_record text, p_person text, p_message uuid, p_entries json)
    returns setof hitl.request language plpgsql as $$
declare
    r hitl.request;
begin
    select * into r from hitl.request where id = p_id for no key update;
    -- Against a decision at the same moment: whoever locks the stage first wins, and an approval told "recorded" is never taken back.
    perform from hitl.stage s where s.request = p_id and s.revision = r.revision and s.status = 'open' for update;
    if found and r.state = 'deciding' and p_revision = r.revision + 1 and not exists (select from hitl.grant_issued g where g.request = p_id) then
        insert into hitl.past_revision (request, revision, evaluation, digest, record, edited_by)
        values (p_id, r.revision, r.evaluation, r.digest, r.record, p_person);
        perform hitl.end_stages(p_id, 'person:' || p_person, 'an approver narrowed the request');
        update hitl.request
           set revision = p_revision, record = p_record, edited_by = p_person, state = 'received', state_since = clock_timestamp(),
               evaluation = null, digest = null, outcome = null
         where id = p_id;
        perform audit.append(p_entries);
        perform hitl.close_cards(p_id);
        insert into hitl.workflow_message (id, request, kind) values (p_message, p_id, 'decision');
    end if;
    return query select * from hitl.request where id = p_id;
end $$;

create index stage_open on hitl.stage (opened_at) where status = 'open';

create table hitl.absence (
    id        uuid        primary key,
    person    text        not null,
    cover     text,
    from_at   timestamptz not null,
    until_at  timestamptz not null check (until_at > from_at),
    reason    text        not null,
    source    text        not null check (source in ('command', 'slack', 'schedule')),
    ended_at  timestamptz,
    at        timestamptz not null default clock_timestamp()
);
create index absence_live on hitl.absence (until_at) where ended_at is null;

create function hitl.note_absence(
    p_id uuid, p_person text, p_cover text, p_from timestamptz, p_until timestamptz, p_reason text, p_source text, p_entries json)
    returns boolean language plpgsql as $$
begin
    insert into hitl.absence (id, person, cover, from_at, until_at, reason, source)
    values (p_id, p_person, p_cover, p_from, p_until, p_reason, p_source) on conflict do nothing;
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

create function hitl.end_absences(p_person text, p_source text, p_entries json) returns boolean language plpgsql as $$
begin
    update hitl.absence set ended_at = clock_timestamp() where person = p_person and source = p_source and ended_at is null and until_at > clock_timestamp();
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

-- Everybody a stage asks has gone: it is passed at once, and the workflow is woken to ask the next people.
create function hitl.pass_stage(p_request text, p_revision integer, p_ordinal integer, p_message uuid, p_entries json) returns boolean language plpgsql as $$
begin
    perform from hitl.stage s where s.request = p_request and s.revision = p_revision and s.ordinal = p_ordinal and s.status = 'open' for update;
    if not found or exists (select from hitl.decision d where d.request = p_request and d.revision = p_revision and d.ordinal = p_ordinal) then return false; end if;
    perform hitl.close_stage(p_request, p_revision, p_ordinal, 'skipped', 'system:escalation-worker', 'everybody it asked is away');
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
    insert into hitl.workflow_message (id, request, kind) values (p_message, p_request, 'decision');
    return true;
end $$;

revoke all on function hitl.pass_stage(text, integer, integer, uuid, json) from public;
grant execute on function hitl.pass_stage(text, integer, integer, uuid, json) to hitl_app;
revoke all on function hitl.edit_request(text, integer, text, text, uuid, json), hitl.end_absences(text, text, json),
    hitl.note_absence(uuid, text, text, timestamptz, timestamptz, text, text, json) from public;
grant execute on function hitl.edit_request(text, integer, text, text, uuid, json), hitl.end_absences(text, text, json),
    hitl.note_absence(uuid, text, text, timestamptz, timestamptz, text, text, json) to hitl_app;
grant select, insert, update on hitl.absence to hitl_app;
grant select on hitl.absence to hitl_read;
