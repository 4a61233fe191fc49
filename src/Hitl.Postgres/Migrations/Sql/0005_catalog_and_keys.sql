-- 0005_catalog_and_keys.sql
-- Why: a decision pins the catalog it was made under, so versions are kept for good and only the pointer moves.
create table hitl.catalog_version (
    digest     text        primary key check (digest ~ '^[0-9a-f]{64}$'),
    name       text        not null,
    source     text        not null,
    stored_at  timestamptz not null default clock_timestamp()
);

create table hitl.catalog_activation (
    no      bigint generated always as identity primary key,
    digest  text        not null references hitl.catalog_version,
    by_whom text        not null,
    at      timestamptz not null default clock_timestamp()
);

-- Only hashes: a stolen copy of this table opens no door.
create table hitl.api_key (
    id          text        primary key,
    hash        bytea       not null unique check (octet_length(hash) = 32),
    kind        text        not null check (kind in ('actor', 'person')),
    principal   text        not null check (principal <> ''),
    created_at  timestamptz not null default clock_timestamp(),
    revoked_at  timestamptz
);

create table hitl.slack_delivery (
    id  text        primary key check (length(id) between 1 and 500),
    at  timestamptz not null default clock_timestamp()
);
create index slack_delivery_age on hitl.slack_delivery (at);

create function hitl.activate_catalog(p_digest text, p_name text, p_source text, p_by text, p_entries json) returns void language plpgsql as $$
begin
    perform pg_advisory_xact_lock(hashtext('hitl.catalog_activation'));
    if (select a.digest from hitl.catalog_activation a order by a.no desc limit 1) is not distinct from p_digest then return; end if;
    insert into hitl.catalog_version (digest, name, source) values (p_digest, p_name, p_source) on conflict do nothing;
    insert into hitl.catalog_activation (digest, by_whom) values (p_digest, p_by);
    perform audit.append(p_entries);
end $$;

create function hitl.issue_key(p_id text, p_hash bytea, p_kind text, p_principal text, p_entries json) returns text language plpgsql as $$
declare
    k hitl.api_key;
begin
    insert into hitl.api_key (id, hash, kind, principal) values (p_id, p_hash, p_kind, p_principal) on conflict (hash) do nothing returning * into k;
    if found then
        perform audit.append(p_entries);
        return k.id;
    end if;
    select * into k from hitl.api_key x where x.hash = p_hash;
    if k.kind <> p_kind or k.principal <> p_principal or k.revoked_at is not null then
        raise exception 'this key is bound to somebody else or revoked' using errcode = 'HT001';
    end if;
    return k.id;
end $$;

create function hitl.revoke_key(p_id text, p_entries json) returns boolean language plpgsql as $$
begin
    update hitl.api_key set revoked_at = clock_timestamp() where id = p_id and revoked_at is null;
    if not found then return false; end if;
    perform audit.append(p_entries);
    return true;
end $$;
