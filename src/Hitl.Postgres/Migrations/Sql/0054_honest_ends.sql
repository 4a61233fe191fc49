-- 0054_honest_ends.sql
-- Why: 'partly compensated' hid three other ends; and whoever decided the original sees on the card that it was undone.
alter table hitl.request drop constraint request_state_check;
alter table hitl.request add constraint request_state_check check (state in (
    'received', 'deciding', 'approved', 'executing', 'compensating', 'waiting_for_ops', 'executed', 'compensated', 'partly_compensated', 'compensation_failed',
    'irreversible', 'unknown', 'never_executed', 'refused', 'denied', 'expired', 'withdrawn', 'shadowed'));
alter table hitl.request drop column ended;
alter table hitl.request add column ended boolean not null generated always as (state in (
    'executed', 'compensated', 'partly_compensated', 'compensation_failed', 'irreversible', 'unknown', 'never_executed', 'refused', 'denied', 'expired',
    'withdrawn', 'shadowed')) stored;
create index request_open_by_actor on hitl.request (actor, id) where not ended;

create or replace function hitl.may_move(p_from text, p_to text) returns boolean language sql immutable return
    case
        when p_to = 'received' then false
        when p_from = 'executing' then p_to in ('compensating', 'waiting_for_ops', 'executed', 'compensated', 'partly_compensated', 'compensation_failed',
                                                'irreversible', 'unknown', 'never_executed')
        when p_from = 'compensating' then p_to in ('waiting_for_ops', 'compensated', 'partly_compensated', 'compensation_failed', 'irreversible', 'unknown', 'never_executed')
        when p_from = 'waiting_for_ops' then p_to not in ('withdrawn', 'expired')
        when p_to in ('executing', 'compensating') then false
        else true
    end;

-- What ended without having been undone for certain keeps what it took of limits.
create function hitl.settle_unclear_ends() returns trigger language plpgsql as $$
begin
    if new.state in ('compensation_failed', 'irreversible', 'unknown') then
        update hitl.limit_use u set executed_at = clock_timestamp() where u.request = new.id and u.released_at is null and u.executed_at is null;
    end if;
    return null;
end $$;
create trigger unclear_ends_keep_limits after update of state on hitl.request for each row
    when (old.state is distinct from new.state) execute function hitl.settle_unclear_ends();

-- A parked step shows on the cards of whoever owns it; both its beginning and its end.
create function hitl.show_parked() returns trigger language plpgsql as $$
begin
    update hitl.desk_card c set wanted_version = wanted_version + 1, due_at = clock_timestamp() where c.kind = 'parked' and c.subject = new.request;
    return null;
end $$;
create trigger parked_shows after insert or update on hitl.parked_step for each row execute function hitl.show_parked();

-- An undoing that begins, moves or ends changes what the cards of the original offer and say.
create function hitl.show_undoing() returns trigger language plpgsql as $$
begin
    perform hitl.close_cards(new.record::json -> 'Parameters' ->> 'reverses');
    return null;
end $$;
create trigger undoing_shows after insert or update of state on hitl.request for each row
    when (new.action like '%.reverse') execute function hitl.show_undoing();

revoke all on function hitl.settle_unclear_ends(), hitl.show_parked(), hitl.show_undoing() from public;
grant execute on function hitl.settle_unclear_ends(), hitl.show_parked(), hitl.show_undoing() to hitl_app;
