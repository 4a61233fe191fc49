-- 0050_signed_grants.sql
-- Why: whoever can insert rows could write a grant, so a grant carries the execution worker's MAC and the last gate counts no other.
alter table hitl.grant_issued add column key_id text not null default '', add column mac text not null default '';

drop function hitl.issue_grant(text, integer, text, text[], json);
create function hitl.issue_grant(p_request text, p_revision integer, p_digest text, p_approvers text[], p_key_id text, p_mac text, p_entries json)
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
        insert into hitl.grant_issued (request, revision, digest, approvers, key_id, mac)
        values (p_request, p_revision, p_digest, p_approvers, p_key_id, p_mac);
        update hitl.request set state = 'executing', state_since = clock_timestamp() where id = p_request;
        perform audit.append(p_entries);
        perform hitl.close_cards(p_request);
    end if;
    return query select * from hitl.grant_issued g where g.request = p_request and g.revision = p_revision and g.digest = p_digest;
end $$;
revoke all on function hitl.issue_grant(text, integer, text, text[], text, text, json) from public;
grant execute on function hitl.issue_grant(text, integer, text, text[], text, text, json) to hitl_app;
