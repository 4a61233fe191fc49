-- 0026_anchors.sql
-- Why: a checkpoint outside the database proves nothing unless it is known to have arrived there, also after a crash between the two.
create table audit.anchored (
    sink  text        not null,                                            -- the address, without credentials
    size  bigint      not null check (size >= 1),
    at    timestamptz not null default clock_timestamp(),
    primary key (sink, size)
);
create trigger anchored_is_append_only before update or delete or truncate on audit.anchored for each statement execute function audit.refuse_change();
alter table audit.anchored enable always trigger anchored_is_append_only;
grant select on audit.anchored to hitl_app, hitl_seal, hitl_read;
grant insert (sink, size) on audit.anchored to hitl_seal;
