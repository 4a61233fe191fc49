-- 0006_request_moves.sql
-- Why: a state change, its ledger rows and its message are one transaction in one round trip; the database decides what a repeat finds.
create function hitl.close_cards(p_request text) returns void language sql as $$
    -- A card nobody ever saw need not be posted only to say that it is over.
    update hitl.card c
       set wanted_version = wanted_version + 1,
           due_at = case when c.due_at > clock_timestamp() and c.attempts > 0 and c.channel is null then c.due_at else clock_timestamp() end,
           gave_up = channel is null and (gave_up or attempts = 0 and exists (
               select from hitl.stage s where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.status <> 'open'))
     where c.request = p_request
$$;

create function hitl.close_stage(p_request text, p_revision integer, p_ordinal integer, p_status text, p_by text, p_why text)
    returns void language plpgsql as $$
declare
    s hitl.stage;
begin
    update hitl.stage set status = p_status, closed_at = clock_timestamp()
     where request = p_request and revision = p_revision and ordinal = p_ordinal and status = 'open' returning * into s;
    if not found then return; end if;
    insert into audit.event (id, kind, request, revision, by_whom, actor, customer, summary, body)
    select gen_random_uuid(), 'stage.closed', r.id, p_revision, p_by, r.actor, r.customer,
           'Stage ' || s.name || ' closed as ' || p_status || ': ' || p_why || '.',
           '{"ordinal":' || p_ordinal || ',"revision":' || p_revision || ',"stage":' || to_json(s.name)::text || ',"status":"' || p_status || '"}'
      from hitl.request r where r.id = p_request;
end $$;

create function hitl.end_stages(p_request text, p_by text, p_why text) returns void language plpgsql as $$
declare
    s record;
begin
    for s in select revision, ordinal from hitl.stage where request = p_request and status = 'open' order by revision, ordinal for update loop
        perform hitl.close_stage(p_request, s.revision, s.ordinal, 'withdrawn', p_by, p_why);
    end loop;
end $$;

create function hitl.submit_request(
    p_id text, p_revision integer, p_actor text, p_action text, p_customer text, p_record text,
    p_key text, p_hash text, p_message uuid, p_entries json)
    returns table (replay boolean, mismatch boolean, record text, state text, evaluation text, digest text, outcome text,
                   withdrawn_at timestamptz, state_since timestamptz, revision integer) language plpgsql as $$
declare
    is_new boolean;
    known hitl.idempotency_key;
begin
    insert into hitl.idempotency_key (actor, key, body_hash, request) values (p_actor, p_key, p_hash, p_id) on conflict do nothing;
    is_new := found;
    if is_new then
        insert into hitl.request (id, revision, actor, action, customer, record) values (p_id, p_revision, p_actor, p_action, p_customer, p_record);
        insert into hitl.workflow_message (id, request, kind) values (p_message, p_id, 'start');
        perform audit.append(p_entries);
    end if;
    select * into known from hitl.idempotency_key k where k.actor = p_actor and k.key = p_key;
    return query select not is_new and known.body_hash = p_hash, known.body_hash <> p_hash,
                        r.record, r.state, r.evaluation, r.digest, r.outcome, r.withdrawn_at, r.state_since, r.revision
                   from hitl.request r where r.id = known.request;
end $$;

create function hitl.withdraw_request(p_id text, p_outcome text, p_message uuid, p_entries json) returns setof hitl.request language plpgsql as $$
declare
    r hitl.request;
begin
    -- The same lock as a grant takes: of the two exactly one wins.
    select * into r from hitl.request where id = p_id for no key update;
    if not found then return; end if;
    if not r.ended and r.state not in ('executing', 'compensating') and not exists (select from hitl.grant_issued g where g.request = p_id) then
        update hitl.request set state = 'withdrawn', withdrawn_at = clock_timestamp(), state_since = clock_timestamp(), outcome = p_outcome where id = p_id;
        update hitl.parked_step set released_at = clock_timestamp() where request = p_id and released_at is null;
        perform audit.append(p_entries);
        perform hitl.end_stages(p_id, 'actor:' || r.actor, 'the request was withdrawn');
        perform hitl.close_cards(p_id);
        insert into hitl.workflow_message (id, request, kind) values (p_message, p_id, 'withdrawal');
    end if;
    return query select * from hitl.request where id = p_id;
end $$;

create function hitl.record_evaluation(p_id text, p_evaluation text, p_digest text, p_state text, p_outcome text, p_entries json)
    returns setof hitl.request language plpgsql as $$
begin
    update hitl.request
       set evaluation = p_evaluation, digest = p_digest, state = p_state, state_since = clock_timestamp(), outcome = p_outcome
     where id = p_id and evaluation is null and not ended;
    if found then perform audit.append(p_entries); end if;
    return query select * from hitl.request where id = p_id;
end $$;

create function hitl.move_request(p_id text, p_to text, p_outcome text, p_entries json) returns setof hitl.request language plpgsql as $$
declare
    r hitl.request;
begin
    select * into r from hitl.request where id = p_id for no key update;
    if r.id is not null and not r.ended and r.state <> p_to and hitl.may_move(r.state, p_to) then
        update hitl.request set state = p_to, state_since = clock_timestamp(), outcome = p_outcome where id = p_id returning * into r;
        perform audit.append(p_entries);
        if r.ended then
            perform hitl.end_stages(p_id, 'system:ledger', 'the request ended as ' || p_to);
            update hitl.parked_step set released_at = clock_timestamp() where request = p_id and released_at is null;
        end if;
        perform hitl.close_cards(p_id);
    end if;
    return query select * from hitl.request where id = p_id;
end $$;

create function hitl.revise_request(p_id text, p_revision integer, p_entries json) returns setof hitl.request language plpgsql as $$
declare
    r hitl.request;
begin
    select * into r from hitl.request where id = p_id for no key update;
    if r.id is not null and not r.ended and p_revision = r.revision + 1 and r.state not in ('executing', 'compensating')
       and not exists (select from hitl.grant_issued g where g.request = p_id) then
        insert into hitl.past_revision (request, revision, evaluation, digest) values (p_id, r.revision, r.evaluation, r.digest);
        perform hitl.end_stages(p_id, 'system:escalation-worker', 'a new revision began');
        update hitl.request
           set revision = p_revision, state = 'received', state_since = clock_timestamp(), evaluation = null, digest = null, outcome = null
         where id = p_id;
        update hitl.parked_step set released_at = clock_timestamp() where request = p_id and released_at is null;
        perform audit.append(p_entries);
        perform hitl.close_cards(p_id);
    end if;
    return query select * from hitl.request where id = p_id;
end $$;
