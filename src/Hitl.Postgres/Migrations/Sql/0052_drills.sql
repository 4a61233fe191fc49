-- 0052_drills.sql
-- Why: an undoing nobody has tried for months does not exist; who proved it, when, and that nobody did, are data that decisions rest on.
create table hitl.drill_procedure (
    action  text        primary key,
    since   timestamptz not null default clock_timestamp()
);

create table hitl.drill (
    no          bigint generated always as identity,
    id          uuid        primary key,
    action      text        not null,
    role        text        not null,
    state       text        not null default 'open' check (state in ('open', 'running', 'proven', 'failed')),
    opened_at   timestamptz not null default clock_timestamp(),
    by_whom     text,
    started_at  timestamptz,
    ended_at    timestamptz,
    detail      text check (length(detail) <= 2000),
    check ((state = 'open') = (by_whom is null)),
    check ((state in ('proven', 'failed')) = (ended_at is not null))
);
create unique index one_drill_at_a_time on hitl.drill (action) where ended_at is null;
create index drill_newest on hitl.drill (no desc);
create index drill_of_action on hitl.drill (action, ended_at desc) where ended_at is not null;

create function hitl.guard_drill() returns trigger language plpgsql as $$
begin
    if old.ended_at is not null then raise exception 'drill % has ended and never changes', old.id using errcode = 'HT001'; end if;
    return new;
end $$;
create trigger ended_drills_stay before update on hitl.drill for each row execute function hitl.guard_drill();

create function hitl.open_drill(p_id uuid, p_action text, p_role text, p_entries json) returns boolean language plpgsql as $$
begin
    insert into hitl.drill_procedure (action) values (p_action) on conflict do nothing;
    insert into hitl.drill (id, action, role) values (p_id, p_action, p_role) on conflict do nothing;
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

create function hitl.start_drill(p_id uuid, p_person text, p_entries json) returns setof hitl.drill language plpgsql as $$
begin
    update hitl.drill set state = 'running', by_whom = p_person, started_at = clock_timestamp() where id = p_id and state = 'open';
    if found then perform audit.append(p_entries); end if;
    return query select * from hitl.drill where id = p_id;
end $$;

create function hitl.end_drill(p_id uuid, p_state text, p_detail text, p_entries json) returns boolean language plpgsql as $$
begin
    update hitl.drill set state = p_state, ended_at = clock_timestamp(), detail = p_detail where id = p_id and state = 'running';
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;

create function hitl.drill_standings(p_actions text[]) returns table (action text, since timestamptz, proven_at timestamptz, has_failed boolean) language plpgsql as $$
begin
    insert into hitl.drill_procedure (action)
    select a from unnest(p_actions) a where not exists (select from hitl.drill_procedure p where p.action = a) on conflict do nothing;
    return query
    select p.action, p.since,
           (select max(d.ended_at) from hitl.drill d where d.action = p.action and d.state = 'proven'),
           coalesce((select d.state = 'failed' from hitl.drill d where d.action = p.action and d.ended_at is not null order by d.ended_at desc limit 1), false)
      from hitl.drill_procedure p where p.action = any (p_actions) order by p.action;
end $$;

grant select, insert on hitl.drill_procedure, hitl.drill to hitl_app;
grant update on hitl.drill to hitl_app;
grant select on hitl.drill_procedure, hitl.drill to hitl_read;
revoke all on function hitl.guard_drill(), hitl.open_drill(uuid, text, text, json), hitl.start_drill(uuid, text, json), hitl.end_drill(uuid, text, text, json),
    hitl.drill_standings(text[]) from public;
grant execute on function hitl.guard_drill(), hitl.open_drill(uuid, text, text, json), hitl.start_drill(uuid, text, json), hitl.end_drill(uuid, text, text, json),
    hitl.drill_standings(text[]) to hitl_app;
