-- 0008_execution_moves.sql
-- Why: the right to execute, every intent to send and every hand-over to ops are committed before anything happens outside.
create function hitl.issue_grant(p_request text, p_revision integer, p_digest text, p_approvers text[], p_entries json)
    returns setof hitl.grant_issued language plpgsql as $$
declare
    r hitl.request;
begin
    select * into r from hitl.request where id = p_request for no key update;
    if r.id is null or r.ended or r.withdrawn_at is not null or r.state in ('received', 'deciding')
       or r.digest is distinct from p_digest or r.revision <> p_revision then return; end if;
    if not exists (select from hitl.grant_issued g where g.request = p_request and g.revision = p_revision) then
        if exists (select from hitl.execution_stop) then
            raise exception 'executions are stopped: %', (select reason from hitl.execution_stop) using errcode = 'HT002';
        end if;
        insert into hitl.grant_issued (request, revision, digest, approvers) values (p_request, p_revision, p_digest, p_approvers);
        update hitl.request set state = 'executing', state_since = clock_timestamp() where id = p_request;
        perform audit.append(p_entries);
        perform hitl.close_cards(p_request);
    end if;
    return query select * from hitl.grant_issued g where g.request = p_request and g.revision = p_revision and g.digest = p_digest;
end $$;

create function hitl.intend_effect(
    p_request text, p_revision integer, p_step text, p_is_compensation boolean, p_key text, p_digest text, p_entries json)
    returns setof hitl.effect language plpgsql as $$
declare
    e hitl.effect;
begin
    insert into hitl.effect (request, revision, step, is_compensation, status, idempotency_key, digest)
    values (p_request, p_revision, p_step, p_is_compensation, 'intended', p_key, p_digest)
    on conflict (request, revision, step, is_compensation) do update set status = 'intended', attempts = effect.attempts + 1
     where effect.status not in ('done', 'refused') and effect.idempotency_key = p_key and effect.digest = p_digest
    returning * into e;
    if found then
        insert into hitl.effect_attempt (request, revision, step, is_compensation, attempt)
        values (p_request, p_revision, p_step, p_is_compensation, e.attempts);
        perform audit.append(p_entries);
        return next e;
        return;
    end if;
    select * into e from hitl.effect x
     where x.request = p_request and x.revision = p_revision and x.step = p_step and x.is_compensation = p_is_compensation;
    if e.idempotency_key <> p_key or e.digest <> p_digest then
        raise exception 'effect %/%/% was intended under another key or digest', p_request, p_revision, p_step using errcode = 'HT001';
    end if;
    return next e;
end $$;

create function hitl.record_effect(
    p_request text, p_revision integer, p_step text, p_is_compensation boolean, p_status text, p_reference text, p_detail text, p_entries json)
    returns setof hitl.effect language plpgsql as $$
declare
    e hitl.effect;
begin
    select * into e from hitl.effect x
     where x.request = p_request and x.revision = p_revision and x.step = p_step and x.is_compensation = p_is_compensation for update;
    if found and e.status <> 'done' and (e.status, e.reference, e.detail) is distinct from (p_status, p_reference, p_detail) then
        update hitl.effect_attempt a set recorded_at = clock_timestamp(), status = p_status, detail = p_detail
         where a.request = p_request and a.revision = p_revision and a.step = p_step and a.is_compensation = p_is_compensation
           and a.attempt = e.attempts;
        update hitl.effect x set status = p_status, reference = p_reference, detail = p_detail
         where x.request = p_request and x.revision = p_revision and x.step = p_step and x.is_compensation = p_is_compensation
        returning * into e;
        perform audit.append(p_entries);
    end if;
    if e.request is not null then return next e; end if;
end $$;

create function hitl.park_request(
    p_request text, p_since timestamptz, p_step text, p_is_compensation boolean, p_reason text, p_owner text, p_entries json)
    returns void language plpgsql as $$
declare
    r hitl.request;
begin
    select * into r from hitl.request where id = p_request for no key update;
    if r.id is null or r.ended then return; end if;
    insert into hitl.parked_step (request, since, step, is_compensation, reason, owner, state_before)
    values (p_request, p_since, p_step, p_is_compensation, p_reason, p_owner, r.state) on conflict do nothing;
    if not found then return; end if;
    update hitl.request set state = 'waiting_for_ops', state_since = clock_timestamp(), outcome = p_reason where id = p_request;
    perform audit.append(p_entries);
    perform hitl.close_cards(p_request);
end $$;

create function hitl.intervene(
    p_id uuid, p_request text, p_kind text, p_by text, p_reason text, p_at timestamptz, p_message uuid, p_entries json)
    returns boolean language plpgsql as $$
begin
    perform from hitl.request where id = p_request for no key update;
    if exists (select from hitl.intervention i where i.id = p_id) then return true; end if;
    if not exists (select from hitl.parked_step p where p.request = p_request and p.released_at is null)
       or exists (select from hitl.intervention i where i.request = p_request and i.token is null) then return false; end if;
    insert into hitl.intervention (id, request, kind, by_whom, reason, at) values (p_id, p_request, p_kind, p_by, p_reason, p_at);
    insert into hitl.workflow_message (id, request, kind) values (p_message, p_request, 'intervention');
    perform audit.append(p_entries);
    return true;
end $$;

create function hitl.take_intervention(p_request text, p_token text) returns setof hitl.intervention language plpgsql as $$
declare
    i hitl.intervention;
    before text;
begin
    perform from hitl.request where id = p_request for no key update;
    select * into i from hitl.intervention x where x.request = p_request and x.token = p_token;
    if found then return next i; return; end if;
    update hitl.intervention x set token = p_token, taken_at = clock_timestamp()
     where x.id = (select y.id from hitl.intervention y where y.request = p_request and y.token is null order by y.no limit 1) returning * into i;
    if not found then return; end if;
    update hitl.parked_step p set released_at = clock_timestamp() where p.request = p_request and p.released_at is null returning p.state_before into before;
    update hitl.request set state = before, state_since = clock_timestamp(), outcome = null
     where id = p_request and state = 'waiting_for_ops' and before is not null;
    perform hitl.close_cards(p_request);
    return next i;
end $$;
