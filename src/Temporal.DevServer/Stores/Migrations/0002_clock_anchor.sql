-- 0002_clock_anchor.sql
-- Why: somebody may set the wall clock while no engine runs. What the last one counted, beside the machine's own time since boot, tells the next one.
alter table temporal.lease
    add column boot      text,                 -- the machine's boot; another boot or machine says nothing about this one
    add column up_ticks  bigint,               -- time since that boot, 100 ns
    add column now_ticks bigint,               -- what the engine's clock showed then
    add constraint anchor_is_whole check ((boot is null) = (up_ticks is null) and (boot is null) = (now_ticks is null));
