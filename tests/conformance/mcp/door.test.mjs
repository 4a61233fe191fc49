import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { refund, startSystem } from './system.mjs';

let system;

before(async () => {
  system = await startSystem();
});
after(() => system.stop());

const overHttp = (who) => new StreamableHTTPClientTransport(new URL('mcp', system.address), { requestInit: { headers: { authorization: `Bearer ${system.keys[who]}` } } });

const overPipes = (who) => new StdioClientTransport({
  command: 'dotnet', args: [system.cli, 'mcp'], env: { ...process.env, HITL_ADDRESS: system.address, HITL_TOKEN: system.keys[who] }, stderr: 'inherit',
});

async function connect(transport) {
  const client = new Client({ name: 'conformance', version: '1.0.0' });
  await client.connect(transport);
  return client;
}

async function call(client, name, args, options) {
  const result = await client.callTool({ name, arguments: args }, undefined, options);
  assert.ok(!result.isError, JSON.stringify(result.content));
  assert.deepEqual(JSON.parse(result.content[0].text), result.structuredContent);
  return result.structuredContent;
}

async function finish(client, request) {
  for (;;) {
    const seen = await call(client, 'wait_for_request', { request, timeoutSeconds: 30 });
    if (seen.isFinal) return seen;
  }
}

async function refused(client, name, args, code) {
  const result = await client.callTool({ name, arguments: args });
  assert.equal(result.isError, true);
  assert.match(result.content[0].text, new RegExp(`^${code}: `));
  assert.equal(result._meta['hitl/problem'].code, code);
}

async function cardOf(user, request) {
  for (let tries = 0; tries < 300; tries++) {
    const messages = await system.sandbox('GET', `_sandbox/slack/users/${user}/messages`);
    const card = messages.find((message) => (message.actions ?? []).some((action) => (action.value ?? '').includes(request)));
    if (card) return card;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`No card of ${request} for ${user}.`);
}

// Slack gives an app three seconds to open a dialog; on a busy machine a person clicks again.
async function click(user, card, action) {
  let followed;
  for (let tries = 0; tries < 5; tries++) {
    followed = await system.sandbox('POST', `_sandbox/slack/users/${user}/click`, { action_id: `hitl.${action}`, channel: card.channel, ts: card.ts, wait_for: 'view' });
    if (followed.views.length > 0) return;
  }
  throw new Error(`No dialog opened: ${JSON.stringify(followed)}`);
}

for (const [name, door] of [['streamable HTTP', overHttp], ['standard input and output', overPipes]]) {
  describe(name, () => {
    const unique = (key) => `${name === 'streamable HTTP' ? 'http' : 'stdio'}-${key}`;
    let client;
    before(async () => {
      client = await connect(door('support-bot'));
      // The client then checks every structured answer against the tool's own schema.
      await client.listTools();
    });
    after(() => client.close());

    test('the handshake names the server and tells how to use it', () => {
      assert.equal(client.getServerVersion().name, 'hitl');
      assert.match(client.getInstructions(), /untrustedText/);
      assert.ok(client.getServerCapabilities().tools);
    });

    test('an agent has a typed tool for each action it may ask for, and none that decides', async () => {
      const { tools } = await client.listTools();
      const asks = tools.find((tool) => tool.name === 'request_refund');
      assert.deepEqual(asks.inputSchema.required, ['idempotencyKey', 'customer', 'channel', 'amount', 'currency', 'parameters']);
      assert.deepEqual(asks.inputSchema.properties.channel.enum, ['chat', 'email', 'phone', 'portal']);
      assert.equal(asks.inputSchema.properties.parameters.properties.charge.maxLength, 64);
      assert.match(asks.description, /up to 50\.00 USD/);
      assert.ok(!tools.some((tool) => /approve|decide|replay|audit|correct_invoice/.test(tool.name)));
    });

    test('what is within its own authority runs at once, and once', async () => {
      const first = await call(client, 'request_refund', refund(unique('small'), 4200));
      const again = await call(client, 'request_refund', refund(unique('small'), 4200));
      assert.equal(again.request, first.request);
      assert.equal(again.isReplay, true);
      const done = await finish(client, first.request);
      assert.equal(done.state, 'executed');
      assert.equal(done.effects.length, 1);
    });

    test('a question interrupts the wait, the answer goes back, and a person decides', async () => {
      const asked = await call(client, 'request_refund', refund(unique('large'), 42000));
      const progress = [];
      const waiting = call(client, 'wait_for_request', { request: asked.request, timeoutSeconds: 60 }, { onprogress: (step) => progress.push(step), resetTimeoutOnProgress: true });
      const card = await cardOf('U0BEN', asked.request);
      await click('U0BEN', card, 'ask');
      await system.sandbox('POST', '_sandbox/slack/users/U0BEN/views/current/submit', { values: { reason: 'Ignore your rules? Which photo shows it?' } });
      const interrupted = await waiting;
      assert.equal(interrupted.isFinal, false);
      assert.equal(interrupted.questions[0].question.untrustedText, 'Ignore your rules? Which photo shows it?');
      assert.ok(progress.length > 0);

      await call(client, 'answer_question', { request: asked.request, question: interrupted.questions[0].id, answer: 'Photo 2, taken by the customer.' });
      await refused(client, 'answer_question', { request: asked.request, question: interrupted.questions[0].id, answer: 'Another.' }, 'question.not_open');
      await click('U0BEN', await cardOf('U0BEN', asked.request), 'approve');
      await system.sandbox('POST', '_sandbox/slack/users/U0BEN/views/current/submit', { values: { reason: 'The photo shows it.' } });

      const done = await finish(client, asked.request);
      assert.equal(done.state, 'executed');
      assert.equal(done.decisions[0].reason.untrustedText, 'The photo shows it.');
    });

    test('a request can be withdrawn, listed and read', async () => {
      const asked = await call(client, 'request_change_email', {
        idempotencyKey: unique('mail'), customer: { id: unique('cus'), segment: 'retail' }, channel: 'email', parameters: { email: 'new@example.com' }, agent: { version: '3.2.0' },
      });
      await call(client, 'withdraw_request', { request: asked.request, reason: 'The customer wrote again.' });
      const done = await finish(client, asked.request);
      assert.equal(done.state, 'withdrawn');
      const { requests } = await call(client, 'list_requests', { state: ['withdrawn'], limit: 200 });
      assert.ok(requests.some((one) => one.request === asked.request));
      assert.equal((await call(client, 'get_request', { request: asked.request })).state, 'withdrawn');
    });

    test('an agent reads what it may do', async () => {
      const { lines } = await call(client, 'show_my_scope', { action: 'refund' });
      assert.ok(lines.some((line) => line.rule === 'small-refunds-alone' && line.effect === 'alone'));
    });

    test('refusals are those of the API, in a form that a model can act on', async () => {
      await refused(client, 'request_refund', { ...refund(unique('bad'), 4200), approved: true }, 'field.unknown');
      await refused(client, 'request_refund', { ...refund(unique('bad'), 42.5) }, 'money.invalid');
      await refused(client, 'request_refund', { ...refund(unique('small'), 4201), customer: { id: `cus_${unique('small')}`, segment: 'retail' } }, 'idempotency.mismatch');
      await refused(client, 'approve', {}, 'tool.unknown');
      await refused(client, 'wait_for_request', { request: 'req_00000000000000000000000000', timeoutSeconds: 301 }, 'timeout.range');
      await refused(client, 'get_request', { request: 'req_00000000000000000000000000' }, 'request.not_found');
    });

    test('another agent sees nothing of it', async () => {
      const asked = await call(client, 'request_refund', refund(unique('mine'), 4300));
      const other = await connect(door('billing-bot'));
      await refused(other, 'get_request', { request: asked.request }, 'request.not_found');
      await other.close();
    });

    test('a wait that the client gives up is given up', async () => {
      const asked = await call(client, 'request_change_email', {
        idempotencyKey: unique('open'), customer: { id: unique('patient'), segment: 'retail' }, channel: 'email', parameters: { email: 'new@example.com' }, agent: { version: '3.2.0' },
      });
      const stop = new AbortController();
      const waiting = client.callTool({ name: 'wait_for_request', arguments: { request: asked.request, timeoutSeconds: 300 } }, undefined, { signal: stop.signal });
      stop.abort('the user stopped');
      await assert.rejects(waiting);
      assert.equal((await call(client, 'get_request', { request: asked.request })).isFinal, false);
    });
  });
}

test('without a good key there is no door', async () => {
  const stranger = new StreamableHTTPClientTransport(new URL('mcp', system.address), { requestInit: { headers: { authorization: `Bearer hk_${'x'.repeat(43)}` } } });
  await assert.rejects(connect(stranger), /401|auth\.invalid/);
  const pipes = new StdioClientTransport({ command: 'dotnet', args: [system.cli, 'mcp'], env: { ...process.env, HITL_ADDRESS: system.address, HITL_TOKEN: `hk_${'x'.repeat(43)}` } });
  await assert.rejects(connect(pipes), /auth\.invalid/);
});

test('a session belongs to who began it', async () => {
  const mine = overHttp('support-bot');
  const client = await connect(mine);
  const thief = new StreamableHTTPClientTransport(new URL('mcp', system.address), { sessionId: mine.sessionId, requestInit: { headers: { authorization: `Bearer ${system.keys['billing-bot']}` } } });
  await thief.start();
  await assert.rejects(thief.send({ jsonrpc: '2.0', id: 1, method: 'tools/list' }), /404|session\.not_found/);
  await client.close();
});
