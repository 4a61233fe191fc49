-- 0028_readers.sql
-- Why: somebody who may read about one agent must not see the others, whatever they ask: the database filters, and a reader without a scope sees nothing.
create table hitl.reader_scope (
    role   name not null,                                                  -- a login role that is a member of hitl_read
    actor  text not null,
    primary key (role, actor)
);
grant select on hitl.reader_scope to hitl_read;

create function hitl.may_read(p_actor text) returns boolean language sql stable as $$
    select current_user = 'hitl_read' or exists (select from hitl.reader_scope s where s.role = current_user and s.actor = p_actor)
$$;
grant execute on function hitl.may_read(text) to hitl_read;

alter table audit.event enable row level security;
alter table audit.event force row level security;
create policy services on audit.event to hitl_app, hitl_seal, hitl_retention, hitl_owner using (true) with check (true);
create policy readers on audit.event for select to hitl_read using (hitl.may_read(actor));

alter table hitl.request enable row level security;
alter table hitl.request force row level security;
create policy services on hitl.request to hitl_app, hitl_seal, hitl_retention, hitl_owner using (true) with check (true);
create policy readers on hitl.request for select to hitl_read using (hitl.may_read(actor));

-- What hangs on a request is seen by whoever sees the request.
do $$
declare
    t text;
begin
    foreach t in array array['past_revision', 'stage', 'stage_person', 'decision', 'card', 'grant_issued', 'effect', 'effect_attempt', 'parked_step', 'intervention'] loop
        execute format('alter table hitl.%I enable row level security', t);
        execute format('alter table hitl.%I force row level security', t);
        execute format('create policy services on hitl.%I to hitl_app, hitl_seal, hitl_retention, hitl_owner using (true) with check (true)', t);
        execute format(
            'create policy readers on hitl.%I for select to hitl_read using (current_user = ''hitl_read'' or exists (select from hitl.request r where r.id = request))', t);
    end loop;
end $$;
