-- 0011_card_pace.sql
-- Why: a request that is approved and executed within a second moves five times; the card follows the click at once and then once a second, so that a message is updated three times at most.
alter table hitl.card add column updated_at timestamptz;

create or replace function hitl.close_cards(p_request text) returns void language sql as $$
    -- A card nobody ever saw need not be posted only to say that it is over.
    update hitl.card c
       set wanted_version = wanted_version + 1,
           due_at = case when c.due_at > clock_timestamp() and c.attempts > 0 and c.channel is null then c.due_at
                         else greatest(clock_timestamp(), c.updated_at + interval '1 second') end,
           gave_up = channel is null and (gave_up or attempts = 0 and exists (
               select from hitl.stage s where (s.request, s.revision, s.ordinal) = (c.request, c.revision, c.ordinal) and s.status <> 'open'))
     where c.request = p_request
$$;

create or replace function hitl.card_shown(
    p_request text, p_revision integer, p_ordinal integer, p_person text, p_channel text, p_message text, p_version bigint, p_reminder integer,
    p_entries json) returns void language plpgsql as $$
declare
    was_shown boolean;
begin
    select c.message is not null into was_shown from hitl.card c
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person for update;
    update hitl.card c
       set channel = p_channel, message = p_message, shown_version = greatest(shown_version, p_version), attempts = 0, error = null,
           reminder_sent = greatest(reminder_sent, p_reminder), gave_up = false,
           updated_at = case when was_shown then clock_timestamp() end,
           -- What moved meanwhile is shown by the next update, not by one of its own.
           due_at = case when was_shown then clock_timestamp() + interval '1 second' else clock_timestamp() end
     where c.request = p_request and c.revision = p_revision and c.ordinal = p_ordinal and c.person = p_person;
    if not was_shown then perform audit.append(p_entries); end if;
end $$;
