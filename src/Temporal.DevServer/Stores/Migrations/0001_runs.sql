-- 0001_runs.sql
-- Why: a run must be found again after kill -9, its next deadline without a scan, and only one engine may write at a time.
create table temporal.lease (
    singleton boolean primary key default true check (singleton),
    epoch     bigint not null,                 -- grows with every take-over; a commit under an older one is refused
    secret    bytea  not null check (octet_length(secret) = 32)  -- signs task tokens, which outlive the process
);

create table temporal.namespace (
    name              text   primary key,
    id                uuid   not null,
    description       text   not null,
    owner_email       text   not null,
    retention_ticks   bigint not null,
    search_attributes jsonb  not null          -- name → number of the type
);

-- What lists show; changes only with status, memo and search attributes.
create table temporal.run (
    run_id             uuid     primary key,
    namespace          text     not null,
    workflow_id        text     not null,
    workflow_type      text     not null,
    task_queue         text     not null,
    status             smallint not null,
    start_ticks        bigint   not null,      -- 100 ns since 0001-01-01 UTC, as everywhere in this schema
    execution_ticks    bigint   not null,
    close_ticks        bigint   not null,      -- 0 while open
    history_length     bigint   not null,
    history_size       bigint   not null,
    parent_workflow_id text     not null,
    parent_run_id      text     not null,
    root_workflow_id   text     not null,
    root_run_id        text     not null,
    first_run_id       text     not null,
    memo               bytea    not null,
    search_attributes  bytea    not null,      -- as the client sent them
    attributes         jsonb    not null       -- the same as values, for filters
);
create index run_by_start on temporal.run (namespace, start_ticks desc, run_id desc);
create index run_by_status on temporal.run (namespace, status, start_ticks desc, run_id desc);
create index run_by_workflow on temporal.run (namespace, workflow_id, start_ticks desc);
create index run_by_type on temporal.run (namespace, workflow_type, start_ticks desc);

create table temporal.current_run (
    namespace   text not null,
    workflow_id text not null,
    run_id      uuid not null,
    primary key (namespace, workflow_id)       -- at most one current run for a workflow id
);

-- What every transition rewrites: narrow, and apart from the wide row above.
create table temporal.run_state (
    run_id   uuid   primary key,
    version  bigint not null,
    next_due bigint not null,                  -- when the run needs attention; the largest bigint for never
    volatile bytea  not null
) with (fillfactor = 70);
create index run_state_due on temporal.run_state (next_due) where next_due < 9223372036854775807;

create table temporal.event (
    run_id         uuid   not null,
    first_event_id bigint not null,
    events         bytea  not null,            -- one transition's events as temporal.api.history.v1.History
    primary key (run_id, first_event_id)
);

-- Commits many transitions in one round trip. Each group is all or nothing: a start whose workflow id is taken is left out
-- and reported with the run that holds it. Anything else unexpected fails the whole call.
create function temporal.commit_runs(
    p_epoch bigint,
    g_namespace text[], g_workflow_id text[], g_new uuid[], g_old uuid[],
    w_group int[], w_run uuid[], w_version bigint[], w_due bigint[], w_volatile bytea[], w_first bigint[], w_events bytea[],
    s_group int[], s_run uuid[], s_namespace text[], s_workflow_id text[], s_type text[], s_queue text[], s_status smallint[],
    s_start bigint[], s_execution bigint[], s_close bigint[], s_length bigint[], s_size bigint[], s_parent_workflow text[],
    s_parent_run text[], s_root_workflow text[], s_root_run text[], s_first_run text[], s_memo bytea[], s_search bytea[],
    s_attributes jsonb[]
) returns table (refused int, holder uuid) language plpgsql as $$
declare
    v_refused int[];
    v_expected bigint;
    v_done bigint;
begin
    -- Shared here, exclusive at take-over: no commit can be half done while the epoch changes.
    perform pg_advisory_xact_lock_shared(7233, 1);
    if not exists (select from temporal.lease where epoch = p_epoch) then
        raise exception 'epoch % is over', p_epoch using errcode = 'HT001';
    end if;

    with wanted as (
        select g.ordinality::int as index, g.namespace, g.workflow_id, g.new_run
        from unnest(g_namespace, g_workflow_id, g_new, g_old) with ordinality as g(namespace, workflow_id, new_run, old_run, ordinality)
        where g.new_run is not null and g.old_run is null
    ), taken as (
        insert into temporal.current_run (namespace, workflow_id, run_id)
        select namespace, workflow_id, new_run from wanted
        on conflict do nothing
        returning run_id
    )
    select coalesce(array_agg(w.index), '{}') into v_refused from wanted w where w.new_run not in (select run_id from taken);

    select count(*) into v_expected from unnest(g_new, g_old) as g(new_run, old_run) where g.new_run is not null and g.old_run is not null;
    if v_expected > 0 then
        update temporal.current_run c set run_id = g.new_run
        from unnest(g_namespace, g_workflow_id, g_new, g_old) as g(namespace, workflow_id, new_run, old_run)
        where g.new_run is not null and g.old_run is not null
          and c.namespace = g.namespace and c.workflow_id = g.workflow_id and c.run_id = g.old_run;
        get diagnostics v_done = row_count;
        if v_done <> v_expected then
            raise exception 'a current run changed under epoch %', p_epoch using errcode = 'HT002';
        end if;
    end if;

    insert into temporal.run_state (run_id, version, next_due, volatile)
    select w.run, 1, w.due, w.vol
    from unnest(w_group, w_run, w_version, w_due, w_volatile) as w(grp, run, version, due, vol)
    where w.version = 0 and not (w.grp = any (v_refused));

    select count(*) into v_expected from unnest(w_version) as v(version) where v.version > 0;
    if v_expected > 0 then
        update temporal.run_state s set version = w.version + 1, next_due = w.due, volatile = w.vol
        from unnest(w_group, w_run, w_version, w_due, w_volatile) as w(grp, run, version, due, vol)
        where w.version > 0 and s.run_id = w.run and s.version = w.version;
        get diagnostics v_done = row_count;
        if v_done <> v_expected then
            raise exception 'a run changed under epoch %', p_epoch using errcode = 'HT002';
        end if;
    end if;

    insert into temporal.event (run_id, first_event_id, events)
    select w.run, w.first, w.events
    from unnest(w_group, w_run, w_first, w_events) as w(grp, run, first, events)
    where w.events is not null and not (w.grp = any (v_refused));

    if cardinality(s_run) > 0 then
        insert into temporal.run as r
        select s.run, s.namespace, s.workflow_id, s.type, s.queue, s.status, s.start, s.execution, s.close, s.length, s.size,
               s.parent_workflow, s.parent_run, s.root_workflow, s.root_run, s.first_run, s.memo, s.search, s.attributes
        from unnest(s_group, s_run, s_namespace, s_workflow_id, s_type, s_queue, s_status, s_start, s_execution, s_close, s_length, s_size,
                    s_parent_workflow, s_parent_run, s_root_workflow, s_root_run, s_first_run, s_memo, s_search, s_attributes)
            as s(grp, run, namespace, workflow_id, type, queue, status, start, execution, close, length, size,
                 parent_workflow, parent_run, root_workflow, root_run, first_run, memo, search, attributes)
        where not (s.grp = any (v_refused))
        on conflict (run_id) do update set status = excluded.status, close_ticks = excluded.close_ticks,
            history_length = excluded.history_length, history_size = excluded.history_size,
            memo = excluded.memo, search_attributes = excluded.search_attributes, attributes = excluded.attributes;
    end if;

    return query
        select r.index, c.run_id
        from unnest(v_refused) as r(index)
        join temporal.current_run c on c.namespace = g_namespace[r.index] and c.workflow_id = g_workflow_id[r.index];
end $$;
