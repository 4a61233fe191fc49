-- 0051_target_state.sql
-- Why: people approve under a state of the target they were shown; what was read for a revision stays, so that a change is seen and can be explained.
create table hitl.target_state (
    request   text collate "C" not null references hitl.request,
    revision  integer     not null,
    readings  text        not null,
    at        timestamptz not null default clock_timestamp(),
    primary key (request, revision)
);
grant select, insert on hitl.target_state to hitl_app;
grant select on hitl.target_state to hitl_read;
