-- 0023_rotating_tokens.sql
-- Why: a refresh token is good once, so exactly one process may use it and what it got must outlive that process.
create table hitl.rotating_token (
    name        text        primary key,
    key_id      text        not null,                                          -- which signing key the sealing key was derived from
    sealed      bytea       not null,                                          -- AES-256-GCM: nonce, tag, then the credential
    changed_at  timestamptz not null default clock_timestamp()
);
grant select, insert, update on hitl.rotating_token to hitl_app;
