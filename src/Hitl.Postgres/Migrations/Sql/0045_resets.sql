-- 0045_resets.sql
-- Why: starting a workflow over is something ops did, so it leaves the row every other intervention leaves, in the transaction of its ledger row and before the engine is asked.
alter table hitl.intervention drop constraint intervention_kind_check;
alter table hitl.intervention add constraint intervention_kind_check check (kind in ('replay', 'abandon', 'reset'));

create function hitl.reset_workflow(p_id uuid, p_request text, p_by text, p_reason text, p_at timestamptz, p_entries json) returns boolean language plpgsql as $$
begin
    perform from hitl.request where id = p_request for no key update;
    -- An effect intended after this look is sent once all the same: its key and its row come from the step, not from the run.
    if exists (select from hitl.effect e where e.request = p_request) or exists (select from hitl.request r where r.id = p_request and r.ended) then return false; end if;
    if exists (select from hitl.intervention i where i.id = p_id) then return true; end if;
    -- Nobody waits for it, so it counts as taken.
    insert into hitl.intervention (id, request, kind, by_whom, reason, at, token, taken_at)
    values (p_id, p_request, 'reset', p_by, p_reason, p_at, 'reset/' || p_id, clock_timestamp());
    perform audit.append(p_entries);
    return true;
end $$;
revoke all on function hitl.reset_workflow(uuid, text, text, text, timestamptz, json) from public;
grant execute on function hitl.reset_workflow(uuid, text, text, text, timestamptz, json) to hitl_app;
