-- 0009_rights.sql
-- Why: the application may add and move, never delete; decisions, grants, keys used and catalog versions cannot even be changed.
revoke all on all functions in schema hitl from public;
grant usage on schema hitl to hitl_app, hitl_seal, hitl_read;
grant execute on all functions in schema hitl to hitl_app;
grant select, insert on all tables in schema hitl to hitl_app;
revoke select, insert on hitl.schema_migration from hitl_app;
grant select on hitl.schema_migration to hitl_app;
revoke insert on hitl.execution_stop from hitl_app;
grant update on hitl.request, hitl.workflow_message, hitl.lease, hitl.stage, hitl.card, hitl.effect, hitl.effect_attempt,
                hitl.parked_step, hitl.intervention, hitl.slack_delivery to hitl_app;
grant update (revoked_at) on hitl.api_key to hitl_app;
grant delete on hitl.slack_delivery to hitl_app;

grant execute on function hitl.hold_lease(text, text, interval) to hitl_seal;
grant select, insert, update on hitl.lease to hitl_seal;
grant select, insert, delete on hitl.execution_stop to hitl_seal;

grant select on hitl.request, hitl.past_revision, hitl.stage, hitl.stage_person, hitl.decision, hitl.card, hitl.grant_issued, hitl.effect, hitl.effect_attempt,
                hitl.parked_step, hitl.intervention, hitl.catalog_version, hitl.catalog_activation to hitl_read;
