// Histories of both SDKs: what the official worker makes replays on ours (GoldenHistoryTests), what ours makes replays here.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { activityInfo, Context, heartbeat } from '@temporalio/activity';
import { Worker } from '@temporalio/worker';
import { api, bundle, eventually, failure, root, stage } from './harness.mjs';

const kept = fileURLToPath(new URL('../../Temporal.Tests/Samples/Histories/', import.meta.url));
const workflowBundle = await bundle('abilities');
const activities = {
  greet: async (name) => `Hello, ${name}`,
  fail: async () => {
    throw new Error('no luck');
  },
  tidy: async (what) => what,
  flaky: async () => {
    if (activityInfo().attempt < 2) throw new Error('not yet');
    return `attempt ${activityInfo().attempt}`;
  },
  stuck: async () => new Promise((_, reject) => setTimeout(() => reject(new Error('late')), 400)),
  patient: async () => {
    const beating = setInterval(() => heartbeat(), 20);
    try {
      await Context.current().cancelled;
    } finally {
      clearInterval(beating);
    }
  },
};
const hasEvent = (it, handle, kind) => eventually(async () => assert.ok((await it.find(handle, kind)).length > 0));
const start = (it, type, ...args) => it.start(type, ...args);

/** Each ability: runs it to its end and gives the handle and what it came to; AbilityHistoryTests does the same. */
const abilities = {
  golden: async (it) => {
    const other = await start(it, 'golden', 'other');
    const handle = await start(it, 'golden', 'Ada');
    await handle.executeUpdate('add', { args: [5] });
    await handle.signal('note', other.workflowId);
    const result = (await handle.result()).replace(other.workflowId, 'other');
    return [handle, result, 'patched, Hello, Ada, Hello, Ada here, no luck, 42, other, 5, cancelled'];
  },
  continues: async (it) => {
    const handle = await start(it, 'continues', 2);
    const result = await handle.result();
    return [it.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId), result, 'landed'];
  },
  families: async (it) => {
    const handle = await start(it, 'families');
    return [handle, await handle.result(), 'fine, no luck, taken, cancelled, cancelled, cancelled'];
  },
  neighbours: async (it) => {
    const other = await start(it, 'kid', 'wait');
    const handle = await start(it, 'neighbours', other.workflowId);
    const result = await handle.result();
    assert.match((await failure(other.result())).message, /cancelled/);
    return [handle, result, 'Unable to signal external workflow because it was not found, Unable to cancel external workflow because not found'];
  },
  labours: async (it) => {
    const handle = await start(it, 'labours');
    return [handle, await handle.result(), 'attempt 2, timeout, cancelled, cancelled, cancelled, cancelled'];
  },
  errands: async (it) => {
    const handle = await start(it, 'errands');
    return [handle, await handle.result(), 'attempt 2, attempt 2, no luck, Hello, Ada, Hello, Bob'];
  },
  labels: async (it) => {
    const handle = await start(it, 'labels');
    return [handle, await handle.result(), 'labelled'];
  },
  waits: async (it) => {
    const handle = await start(it, 'waits');
    return [handle, await handle.result(), 'false, cancelled, cancelled, true'];
  },
  compensates: async (it) => {
    const handle = await start(it, 'compensates');
    await hasEvent(it, handle, 'TimerStarted');
    await handle.cancel();
    return [handle, (await failure(handle.result())).cause.name, 'CancelledFailure'];
  },
  breaks: async (it) => {
    const handle = await start(it, 'breaks');
    return [handle, root(await failure(handle.result())).message, 'broken'];
  },
  patches: async (it) => {
    const handle = await start(it, 'patches');
    return [handle, await handle.result(), 'true, true, true, true'];
  },
  messages: async (it) => {
    const handle = await talk(it);
    await handle.signal('end');
    return [handle, await handle.result(), 'hoho, pear, now'];
  },
  resets: async (it) => {
    const handle = await talk(it);
    const { runId } = await it.service.resetWorkflowExecution({
      namespace: it.namespace, workflowExecution: { workflowId: handle.workflowId }, workflowTaskFinishEventId: 4, requestId: handle.workflowId, reason: 'an ability',
    });
    const fresh = it.client.workflow.getHandle(handle.workflowId, runId);
    await eventually(async () => assert.equal((await fresh.query('log')).split(', ').length, 3));
    await fresh.signal('end');
    return [fresh, (await fresh.result()).split(', ').sort().join(', '), 'hoho, now, pear'];
  },
};

async function talk(it) {
  const handle = await start(it, 'messages');
  await handle.query('log');
  await handle.signal('say', 'ho', 2);
  assert.equal(root(await failure(handle.executeUpdate('put', { args: [''] }))).message, 'empty');
  assert.equal(root(await failure(handle.executeUpdate('put', { args: ['fail'] }))).message, 'not that');
  assert.equal(await handle.executeUpdate('put', { args: ['pear'] }), 2);
  assert.equal(await handle.executeUpdate('now', { args: ['now'] }), 3);
  return handle;
}

/** Times and durations as JSON has them. */
function toJson(value) {
  if (Array.isArray(value)) return value.map(toJson);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, isSpan(key, inner) ? spanOf(key, inner) : toJson(inner)]));
}
const isSpan = (key, value) =>
  /(Time|Timeout|Interval|Backoff|Delay)$/.test(key) && value !== null && typeof value === 'object' && Object.keys(value).every((part) => ['seconds', 'nanos'].includes(part));
const spanOf = (key, { seconds = '0', nanos = 0 }) =>
  key.endsWith('Time')
    ? `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`
    : `${seconds}.${String(nanos).padStart(9, '0')}s`;

/** The message behind a history in JSON. By hand: the official converter refuses to load beside a second copy of protobufjs. */
function fromJson(value, key = '') {
  if (Array.isArray(value)) return value.map((inner) => fromJson(inner));
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, fromJson(inner, name)]));
  if (typeof value !== 'string') return value;
  if (key.endsWith('Time')) return { seconds: `${Math.floor(Date.parse(value) / 1000)}`, nanos: Number((/\.(\d+)Z/.exec(value)?.[1] ?? '').padEnd(9, '0')) };
  const span = /(Timeout|Interval|Backoff|Delay)$/.test(key) && /^(\d+)(?:\.(\d+))?s$/.exec(value);
  return span ? { seconds: span[1], nanos: Number((span[2] ?? '').padEnd(9, '0')) } : value;
}

/** Keeps a history for our worker to replay if told to by the environment variable; never over an older one. */
function keep(name, history) {
  const path = `${kept}typescript-${name}.json`;
  if (process.env.HITL_RECORD_HISTORIES !== '1' || existsSync(path)) return;
  const { History } = api.history.v1;
  writeFileSync(path, `${JSON.stringify(toJson(History.toObject(History.fromObject(history), { enums: String, longs: String, bytes: String })), null, 1)}\n`);
}

const read = (file, change = (text) => text) => api.history.v1.History.fromObject(fromJson(JSON.parse(change(readFileSync(kept + file).toString()))));
const replay = async (history, id) => Worker.runReplayHistory({ workflowBundle, replayName: 'abilities' }, history, id);

test.describe('histories', () => {
  const it = stage(test, ['--search-attribute', 'AbilityTier=Keyword'], { worker: { workflowBundle, activities } });
  for (const [name, run] of Object.entries(abilities)) {
    test(`the official worker runs and replays ${name}`, async () => {
      const [handle, result, expected] = await run(it);
      assert.equal(result, expected);
      const history = await handle.fetchHistory();
      keep(name, history);
      await replay(history, handle.workflowId);
    });
  }

  for (const name of Object.keys(abilities)) {
    test(`the official worker replays what ours made of ${name}`, async () => {
      const history = read(`${name === 'golden' ? '' : 'ours-'}${name}.json`);
      await replay(history, history.events[0].workflowExecutionStartedEventAttributes.workflowId);
    });
  }

  for (const file of readdirSync(kept).filter((each) => /-\d+\.\d+\.json$/.test(each) && !each.includes('before'))) {
    test(`the official worker replays ${file}, which a later version of ours made`, async () => {
      const history = read(file);
      await replay(history, history.events[0].workflowExecutionStartedEventAttributes.workflowId);
    });
  }

  test('no history of ours is forgotten', () => {
    const ours = readdirSync(kept).filter((file) => file.startsWith('ours-')).map((file) => file.slice(5, -5));
    assert.deepEqual(ours.filter((name) => !abilities[name]), []);
  });

  test('a history of ours is not replayed by other code', async () => {
    const history = read('golden.json', (text) => text.replaceAll('"greet"', '"other"'));
    await assert.rejects(replay(history, history.events[0].workflowExecutionStartedEventAttributes.workflowId), /Nondeterminism/);
  });
});
