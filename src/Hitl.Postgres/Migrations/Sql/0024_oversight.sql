-- 0024_oversight.sql
-- Why: how people oversee is measured over weeks, and stages are read by when they opened.
create index stage_opened on hitl.stage (opened_at);
