-- 0010_queue_upkeep.sql
-- Why: the queue of unsealed rows and the cards turn over constantly; at the default thresholds their dead rows would outnumber the live by far.
alter table audit.unsealed set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
alter table hitl.card set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table hitl.workflow_message set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 1000);
alter table hitl.lease set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 200);
