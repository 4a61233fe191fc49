-- 0017_catalog_sign_off.sql
-- Why: a catalog becomes active by a signed request only, in place of exactly the version its signers saw, and once however often it is sent.
create table hitl.catalog_proposal (
    no      bigint generated always as identity,
    digest  text        primary key references hitl.catalog_version,
    author  text        not null check (author <> ''),
    reason  text        not null check (length(reason) between 1 and 1000),
    at      timestamptz not null default clock_timestamp()
);

alter table hitl.catalog_activation add column replaces text references hitl.catalog_version;
alter table hitl.catalog_activation add column key text unique;
alter table hitl.catalog_activation add column request text collate "C" references hitl.request;

create function hitl.propose_catalog(p_digest text, p_name text, p_source text, p_author text, p_reason text, p_entries json) returns void language plpgsql as $$
begin
    insert into hitl.catalog_version (digest, name, source) values (p_digest, p_name, p_source) on conflict do nothing;
    insert into hitl.catalog_proposal (digest, author, reason) values (p_digest, p_author, p_reason) on conflict do nothing;
    if found then perform audit.append(p_entries); end if;
end $$;

create function hitl.activate_signed_catalog(p_digest text, p_replaces text, p_key text, p_request text, p_entries json) returns text language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('hitl.catalog_activation'));
    if exists (select from hitl.catalog_activation a where a.key = p_key) then return 'active'; end if;
    if not exists (select from hitl.catalog_version v where v.digest = p_digest) then return 'unknown'; end if;
    if (select a.digest from hitl.catalog_activation a order by a.no desc limit 1) is distinct from p_replaces then return 'conflict'; end if;
    insert into hitl.catalog_activation (digest, by_whom, replaces, key, request) values (p_digest, 'system:execution-worker', p_replaces, p_key, p_request);
    perform audit.append(p_entries);
    return 'active';
end $$;

grant select, insert on hitl.catalog_proposal to hitl_app;
grant select on hitl.catalog_proposal to hitl_read;
revoke all on function hitl.propose_catalog(text, text, text, text, text, json), hitl.activate_signed_catalog(text, text, text, text, json) from public;
grant execute on function hitl.propose_catalog(text, text, text, text, text, json), hitl.activate_signed_catalog(text, text, text, text, json) to hitl_app;
