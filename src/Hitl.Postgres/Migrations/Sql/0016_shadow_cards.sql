-- 0016_shadow_cards.sql
-- Why: people see what a shadow would have asked them, on a card that can do nothing: its stage was never open and its request has ended.
create function hitl.show_shadow(p_request text, p_name text, p_definition text, p_asked json) returns void language plpgsql as $$
begin
    perform from hitl.request r where r.id = p_request and r.state = 'shadowed' for no key update;
    if not found then return; end if;
    insert into hitl.stage (request, revision, ordinal, name, definition, status, closed_at)
    select r.id, r.revision, 1, p_name, p_definition, 'skipped', clock_timestamp() from hitl.request r where r.id = p_request
    on conflict do nothing;
    if found then
        perform hitl.ask_people(p_request, (select r.revision from hitl.request r where r.id = p_request), 1, p_asked);
    end if;
end $$;
revoke all on function hitl.show_shadow(text, text, text, json) from public;
grant execute on function hitl.show_shadow(text, text, text, json) to hitl_app;
