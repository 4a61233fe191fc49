-- 0066_append_once_plan.sql
-- Why: since 0065 this function keeps its plan for the session. Planned while the ledger was empty, it joined queue and chain whole, and every later call read all
-- of both until PostgreSQL counted the tables again: 12 ms a row beside 50,000. The offset keeps the planner from joining: each row is looked up by its id.

create or replace function audit.append_once(entries json) returns void language plpgsql as $$
begin
    insert into audit.event (id, kind, request, revision, by_whom, on_behalf_of, actor, customer, summary, body)
    select e.id, e.kind, e.request, e.revision, e.by_whom, e.on_behalf_of, e.actor, e.customer, e.summary, e.body
      from json_to_recordset(entries) as e (id uuid, kind text, request text, revision integer, by_whom text, on_behalf_of text,
                                            actor text, customer text, summary text, body text)
     where not exists (select from audit.unsealed u where u.id = e.id offset 0)
       and not exists (select from audit.seal s where s.event_id = e.id offset 0);
end $$;
