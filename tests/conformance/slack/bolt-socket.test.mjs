import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import bolt from '@slack/bolt';
import { SocketModeClient, LogLevel } from '@slack/socket-mode';
import { WebClient } from '@slack/web-api';
import { WebSocket } from 'undici';
import { appToken, botToken, buttons, reasonModal, section, startSandbox } from './sandbox.mjs';

let sandbox;
let app;
const reasons = [];

before(async () => {
  sandbox = await startSandbox();
  app = new bolt.App({ token: botToken, appToken, socketMode: true, clientOptions: { slackApiUrl: sandbox.slackApiUrl }, logLevel: bolt.LogLevel.ERROR });
  app.action('deny', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: reasonModal('x') });
  });
  app.view('deny', async ({ ack, view }) => {
    const reason = view.state.values.reason.text.value;
    if (reason === 'no') return ack({ response_action: 'errors', errors: { reason: 'Say a little more.' } });
    reasons.push(reason);
    return ack();
  });
  app.command('/hitl', async ({ ack, command }) => ack({ text: `You said ${command.text}`, response_type: 'in_channel' }));
  await app.start();
});
after(async () => {
  await app.stop();
  await sandbox.stop();
});

async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setImmediate(resolve));
}

const connections = async () => (await sandbox.get('socket')).connections;

test('while a connection is open, clicks and submissions go over it', async () => {
  await app.client.chat.postMessage({ channel: 'U0ADA', text: 'A refund', blocks: [section('A refund'), buttons(['deny', 'Deny', 'token-1'])] });

  const click = await sandbox.post('users/U0ADA/click', { action_id: 'deny', wait_for: 'view' });
  assert.equal(click.attempts[0].transport, 'socket');
  assert.equal(click.views.length, 1);

  const short = await sandbox.post('users/U0ADA/views/current/submit', { values: { text: 'no' } });
  assert.deepEqual(short.errors, { reason: 'Say a little more.' });
  await sandbox.post('users/U0ADA/views/current/submit', { values: { text: 'too much' } });
  assert.deepEqual(reasons, ['too much']);
});

test('a slash command is answered in its acknowledgement', async () => {
  const said = await sandbox.post('users/U0GUS/command', { command: '/hitl', text: 'pending', channel: 'C0OPS' });

  assert.equal(said.messages[0].text, 'You said pending');
});

test('frames that are no envelopes do not break the connection', async () => {
  await sandbox.post('socket/raw', { text: '{"type":"something_new","payload":{}}' });

  const said = await sandbox.post('users/U0GUS/command', { command: '/hitl', text: 'still here', channel: 'C0OPS' });

  assert.equal(said.delivered, true);
});

test('an eleventh connection is turned away', async () => {
  const others = Array.from({ length: 10 - (await connections()) }, () => new SocketModeClient({ appToken, clientOptions: { slackApiUrl: sandbox.slackApiUrl }, logLevel: LogLevel.ERROR, autoReconnectEnabled: false }));
  try {
    await Promise.all(others.map((other) => other.start()));
    await until(async () => (await connections()) === 10);

    const { url } = await new WebClient(appToken, { slackApiUrl: sandbox.slackApiUrl }).apps.connections.open();
    const frames = [];
    const extra = new WebSocket(url);
    extra.addEventListener('message', (message) => frames.push(JSON.parse(message.data)));
    await new Promise((resolve) => extra.addEventListener('close', resolve));

    assert.equal(frames[0].type, 'disconnect');
    assert.equal(frames[0].reason, 'too_many_websockets');
  } finally {
    await Promise.all(others.map((other) => other.disconnect()));
  }
});

test('after a refresh the client comes back by itself', async () => {
  await until(async () => (await connections()) === 1);

  await sandbox.post('socket/disconnect', { reason: 'refresh_requested' });

  await until(async () => (await connections()) === 0);
  await until(async () => (await connections()) === 1);
  const said = await sandbox.post('users/U0GUS/command', { command: '/hitl', text: 'back again', channel: 'C0OPS' });
  assert.equal(said.delivered, true);
});
