import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { ErrorCode, LogLevel, WebClient } from '@slack/web-api';
import { appToken, botToken, buttons, section, startSandbox } from './sandbox.mjs';

let sandbox;
let client;

before(async () => {
  sandbox = await startSandbox();
  client = new WebClient(botToken, { slackApiUrl: sandbox.slackApiUrl, logLevel: LogLevel.ERROR, retryConfig: { retries: 2, minTimeout: 1, maxTimeout: 2 } });
});
afterEach(() => sandbox.faults([]));
after(() => sandbox.stop());

const refused = (error) => (thrown) => thrown.code === ErrorCode.PlatformError && thrown.data.error === error;

test('auth.test names the bot, the team and the app', async () => {
  const me = await client.auth.test();
  assert.equal(me.user_id, 'U0BOT');
  assert.equal(me.team_id, 'T0HITL');
  assert.equal(me.bot_id, 'B0BOT');
  assert.equal(me.is_enterprise_install, false);
});

test('a wrong token is refused', async () => {
  const stranger = new WebClient('xoxb-wrong', { slackApiUrl: sandbox.slackApiUrl, logLevel: LogLevel.ERROR });
  await assert.rejects(stranger.auth.test(), refused('invalid_auth'));
  await assert.rejects(new WebClient(appToken, { slackApiUrl: sandbox.slackApiUrl }).auth.test(), refused('not_allowed_token_type'));
});

test('posting to a person opens a direct message, and its id updates the message', async () => {
  const posted = await client.chat.postMessage({ channel: 'U0ADA', text: 'A refund', blocks: [section('A refund'), buttons(['approve', 'Approve', 'one'])] });
  assert.equal(posted.channel, 'D0ADA');
  assert.ok(posted.message.blocks[0].block_id);

  const updated = await client.chat.update({ channel: posted.channel, ts: posted.ts, text: 'Done' });

  assert.equal(updated.ts, posted.ts);
  const { messages } = await client.conversations.history({ channel: 'D0ADA', latest: posted.ts, inclusive: true, limit: 1 });
  assert.equal(messages[0].text, 'Done');
  assert.equal(messages[0].blocks, undefined, 'text without blocks takes the blocks away');
  assert.ok(messages[0].edited);
});

test('messages that are gone or not ours cannot be updated', async () => {
  await assert.rejects(client.chat.update({ channel: 'D0ADA', ts: '1.000001', text: 'x' }), refused('message_not_found'));
  await sandbox.post('users/U0ADA/messages', { channel: 'D0ADA', text: 'hello' });
  const [theirs] = (await sandbox.get('messages?channel=D0ADA')).filter((message) => message.user === 'U0ADA');
  await assert.rejects(client.chat.update({ channel: 'D0ADA', ts: theirs.ts, text: 'x' }), refused('cant_update_message'));
});

test('invalid blocks are refused with the place of each mistake', async () => {
  const blocks = [section('x'.repeat(3001)), buttons(['approve', 'y'.repeat(76), 'v'])];
  await assert.rejects(client.chat.postMessage({ channel: 'U0ADA', text: 'x', blocks }), (error) => {
    assert.equal(error.data.error, 'invalid_blocks');
    assert.match(error.data.response_metadata.messages.join('\n'), /\/blocks\/0\/text\/text.*\n.*\/blocks\/1\/elements\/0\/text\/text/);
    return true;
  });
});

test('metadata comes back whole only when asked for', async () => {
  const metadata = { event_type: 'hitl_approval_requested', event_payload: { delivery_id: 'd1', generation: 2 } };
  const { ts } = await client.chat.postMessage({ channel: 'U0BEN', text: 'x', metadata });

  const whole = await client.conversations.history({ channel: 'D0BEN', include_all_metadata: true });
  const bare = await client.conversations.history({ channel: 'D0BEN' });

  assert.deepEqual(whole.messages.find((message) => message.ts === ts).metadata, metadata);
  assert.deepEqual(bare.messages.find((message) => message.ts === ts).metadata, { event_type: metadata.event_type });
});

test('history is paged by cursor', async () => {
  for (const text of ['1', '2', '3', '4', '5']) await client.chat.postMessage({ channel: 'U0EMIL', text });
  const seen = [];
  for await (const page of client.paginate('conversations.history', { channel: 'D0EMIL', limit: 2 })) seen.push(...page.messages.map((message) => message.text));
  assert.deepEqual(seen, ['5', '4', '3', '2', '1']);
});

test('people are found, with what is said of them', async () => {
  const byEmail = await client.users.lookupByEmail({ email: 'DANA@example.com' });
  const gone = await client.users.info({ user: 'U0KEMAL' });

  assert.equal(byEmail.user.id, 'U0DANA');
  assert.equal(gone.user.deleted, true);
  await assert.rejects(client.users.info({ user: 'U0NOBODY' }), refused('user_not_found'));
  await assert.rejects(client.conversations.open({ users: 'U0KEMAL' }), refused('user_disabled'));
  assert.equal((await client.users.getPresence({ user: 'U0ADA' })).presence, 'active');
  assert.deepEqual((await client.usergroups.users.list({ usergroup: 'S0FINANCE' })).users, ['U0DANA', 'U0EMIL']);
});

test('an ephemeral message reaches one person and no history', async () => {
  await client.chat.postEphemeral({ channel: 'C0APPROVALS', user: 'U0BEN', text: 'for Ben' });

  const { messages } = await client.conversations.history({ channel: 'C0APPROVALS' });
  const bens = await sandbox.get('users/U0BEN/messages?channel=C0APPROVALS');
  const adas = await sandbox.get('users/U0ADA/messages?channel=C0APPROVALS');

  assert.ok(messages.every((message) => message.text !== 'for Ben'));
  assert.ok(bens.some((message) => message.text === 'for Ben'));
  assert.ok(adas.every((message) => message.text !== 'for Ben'));
});

test('the client waits as long as Retry-After says and then succeeds', async () => {
  await sandbox.faults([{ kind: 'rate_limit', on: 'chat.postMessage', retry_after: 1, times: 1 }]);
  const limited = [];
  client.once('rate_limited', (seconds) => limited.push(seconds));

  const posted = await client.chat.postMessage({ channel: 'U0ADA', text: 'after a while' });

  assert.deepEqual(limited, [1]);
  assert.ok(posted.ok);
});

test('an answer cut after the message was taken makes a retrying client post twice', async () => {
  await sandbox.faults([{ kind: 'cut_after', on: 'chat.postMessage', times: 1 }]);

  await client.chat.postMessage({ channel: 'U0FARAH', text: 'twice' });

  const { messages } = await client.conversations.history({ channel: 'D0FARAH' });
  assert.equal(messages.filter((message) => message.text === 'twice').length, 2);
});

test('errors and statuses can be switched on', async () => {
  await sandbox.faults([{ kind: 'error', error: 'account_inactive', on: 'auth.test', times: 1 }, { kind: 'http', status: 503, on: 'users.info', times: 1 }]);

  await assert.rejects(client.auth.test(), refused('account_inactive'));
  assert.equal((await client.users.info({ user: 'U0ADA' })).user.id, 'U0ADA', 'the client retries a 503');
});
