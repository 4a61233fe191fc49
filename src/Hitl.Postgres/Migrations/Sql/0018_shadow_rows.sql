-- 0018_shadow_rows.sql
-- Why: what people were shown of a shadow is in the ledger as every other stage is, in the transaction that owes them the cards.
drop function hitl.show_shadow(text, text, text, json);
create function hitl.show_shadow(p_request text, p_name text, p_definition text, p_asked json, p_entries json) returns void language plpgsql as $$
begin
    perform from hitl.request r where r.id = p_request and r.state = 'shadowed' for no key update;
    if not found then return; end if;
    insert into hitl.stage (request, revision, ordinal, name, definition, status, closed_at)
    select r.id, r.revision, 1, p_name, p_definition, 'skipped', clock_timestamp() from hitl.request r where r.id = p_request
    on conflict do nothing;
    if found then
        perform hitl.ask_people(p_request, (select r.revision from hitl.request r where r.id = p_request), 1, p_asked);
        perform audit.append(p_entries);
    end if;
end $$;
revoke all on function hitl.show_shadow(text, text, text, json, json) from public;
grant execute on function hitl.show_shadow(text, text, text, json, json) to hitl_app;
