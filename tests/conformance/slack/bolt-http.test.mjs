import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { after, afterEach, before, test } from 'node:test';
import bolt from '@slack/bolt';
import { botToken, buttons, reasonModal, section, signingSecret, startSandbox } from './sandbox.mjs';

let sandbox;
let app;
const seen = { reasons: [], events: [] };
const people = new EventEmitter();

before(async () => {
  sandbox = await startSandbox();
  app = new bolt.App({ token: botToken, signingSecret, clientOptions: { slackApiUrl: sandbox.slackApiUrl }, logLevel: bolt.LogLevel.ERROR });
  app.action('deny', async ({ ack, body, client }) => {
    await client.views.open({ trigger_id: body.trigger_id, view: reasonModal(`${body.channel.id} ${body.message.ts}`) });
    await ack();
  });
  app.action('approve', async ({ ack, action, respond }) => {
    await ack();
    await respond({ text: `Recorded ${action.value}`, replace_original: false, response_type: 'ephemeral' });
  });
  app.view('deny', async ({ ack, view, client }) => {
    const reason = view.state.values.reason.text.value;
    if (reason.length < 5) return ack({ response_action: 'errors', errors: { reason: 'Say a little more.' } });
    await ack();
    seen.reasons.push(reason);
    const [channel, ts] = view.private_metadata.split(' ');
    return client.chat.update({ channel, ts, text: `Denied: ${reason}` });
  });
  app.command('/hitl', async ({ ack, command }) => ack(`You said ${command.text}`));
  app.event('app_home_opened', async ({ event, client }) => {
    seen.events.push(event.tab);
    await client.views.publish({ user_id: event.user, view: { type: 'home', blocks: [section('Nothing waits for you.')] } });
  });
  app.event('user_change', async ({ event }) => people.emit('change', event.user));
  const server = await app.start({ port: 0, host: '127.0.0.1' });
  const url = `http://127.0.0.1:${server.address().port}/slack/events`;
  await sandbox.put('app', { request_url: url, events_url: url, commands_url: url });
});
afterEach(async () => {
  await sandbox.faults([]);
  await sandbox.put('app', { signing_secret: signingSecret });
});
after(async () => {
  await app.stop();
  await sandbox.stop();
});

const post = (channel) => app.client.chat.postMessage({
  channel, text: 'A refund', blocks: [section('A refund'), buttons(['approve', 'Approve', 'token-1'], ['deny', 'Deny', 'token-1'])],
});

test('a signed click opens a modal; a refused submission shows the error, a good one closes it and updates the message', async () => {
  await post('U0ADA');

  const click = await sandbox.post('users/U0ADA/click', { action_id: 'deny', wait_for: 'view' });
  assert.equal(click.status, 200);
  assert.equal(click.views[0].callback_id, 'deny');

  const short = await sandbox.post('users/U0ADA/views/current/submit', { values: { reason: { text: 'no' } } });
  assert.deepEqual(short.errors, { reason: 'Say a little more.' });
  assert.equal((await sandbox.get('users/U0ADA/views')).length, 1);

  const good = await sandbox.post('users/U0ADA/views/current/submit', { values: { text: 'over the limit' }, wait_for: 'message' });
  assert.equal(good.status, 200);
  assert.equal(good.messages[0].text, 'Denied: over the limit');
  assert.equal(good.messages[0].actions.length, 0);
  assert.deepEqual(seen.reasons, ['over the limit']);
  assert.equal((await sandbox.get('users/U0ADA/views')).length, 0);
});

test('a click is answered privately through its response URL', async () => {
  await post('U0BEN');

  const click = await sandbox.post('users/U0BEN/click', { action_id: 'approve', wait_for: 'ephemeral' });

  assert.equal(click.delivered, true);
  assert.equal(click.ephemerals[0].text, 'Recorded token-1');
});

test('a slash command is answered', async () => {
  const said = await sandbox.post('users/U0GUS/command', { command: '/hitl', text: 'pending' });

  assert.equal(said.ephemerals[0].text, 'You said pending');
});

test('opening the App Home publishes it', async () => {
  const opened = await sandbox.post('users/U0HANA/home/open', { wait_for: 'view' });

  assert.equal(opened.views[0].type, 'home');
  assert.deepEqual(seen.events, ['home']);
});

test('a status that changed is told with the person, and presence is not', async () => {
  const told = once(people, 'change');
  await sandbox.put('users/U0ADA', { presence: 'away' });
  await sandbox.put('users/U0ADA', { presence: 'active', status_emoji: ':palm_tree:', status_text: 'Vacationing' });

  const [user] = await told;

  assert.deepEqual([user.id, user.profile.status_emoji, user.profile.status_expiration, user.deleted], ['U0ADA', ':palm_tree:', 0, false]);
});

test('the challenge of an events address is echoed', async () => {
  assert.equal((await sandbox.post('events/verify')).verified, true);
});

test('a payload signed with another secret is refused, and the person is told that nothing happened', async () => {
  await post('U0DANA');
  await sandbox.put('app', { signing_secret: 'another-secret-altogether-and-long-enough' });

  const click = await sandbox.post('users/U0DANA/click', { action_id: 'approve' });

  assert.equal(click.status, 401);
  assert.match(click.shown, /did not answer/);
});

test('a click can be lost, or arrive three times', async () => {
  await post('U0EMIL');
  await sandbox.faults([{ kind: 'drop', times: 1 }]);
  const lost = await sandbox.post('users/U0EMIL/click', { action_id: 'approve' });
  await sandbox.faults([{ kind: 'duplicate', copies: 2, times: 1 }]);
  const thrice = await sandbox.post('users/U0EMIL/click', { action_id: 'approve' });

  assert.equal(lost.delivered, false);
  assert.equal(thrice.attempts.length, 3);
  assert.ok(thrice.attempts.every((attempt) => attempt.status === 200));
});
