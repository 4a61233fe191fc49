-- 0025_ledger_queries.sql
-- Why: people ask the ledger by action, outcome, amount and approver, which are facts of the request and not of each of its rows.
alter table hitl.request
    add column amount   bigint generated always as ((record::jsonb #>> '{Amount,Minor}')::bigint) stored,
    add column currency text   generated always as (record::jsonb #>> '{Amount,Currency}') stored;
create index request_by_amount on hitl.request (currency, amount) where amount is not null;
