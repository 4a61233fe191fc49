// The official test environments start our binary as if it were Temporal's, and skip time with it.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import * as activities from './activities.mjs';
import { failure, program } from './harness.mjs';

const workflowsPath = new URL('./workflows.mjs', import.meta.url).pathname;
const executable = { type: 'existing-path', path: program };

suite.describe('time skipping', { timeout: 240_000 }, () => {
  const { test } = suite;
  let env, worker, running;
  suite.before(async () => {
    env = await TestWorkflowEnvironment.createTimeSkipping({ server: { executable } });
    worker = await Worker.create({ connection: env.nativeConnection, taskQueue: 'skipping', workflowsPath, activities });
    running = worker.run();
  });
  suite.after(async () => {
    worker?.shutdown();
    await running;
    await env?.teardown();
  });
  let count = 0;
  const execute = (type, ...args) => env.client.workflow.execute(type, { taskQueue: 'skipping', workflowId: `skip-${count++}`, args });

  test('a year passes at once', async () => {
    const begun = Date.now();
    assert.equal(await execute('sleeper', 365 * 86_400_000), 'slept');
    assert.ok(Date.now() - begun < 10_000);
  });
  test('virtual time moves on', async () => {
    const before = await env.currentTimeMs();
    await execute('sleeper', 86_400_000);
    assert.ok(await env.currentTimeMs() - before >= 86_400_000);
  });
  test('the environment sleeps in virtual time', async () => {
    const before = await env.currentTimeMs();
    await env.sleep('30 days');
    assert.ok(await env.currentTimeMs() - before >= 30 * 86_400_000);
  });
  test('timers fire in order though time is skipped', async () => assert.deepEqual(await execute('timersInOrder', [3_600_000, 1000, 60_000]), [1000, 60_000, 3_600_000]));
  test('an activity takes real time, its retries do not', async () => assert.equal(await execute('activity', 'failUntil', [3], { retry: { initialInterval: '1h' } }), 3));
  test('children and their timers', async () => assert.equal(await execute('parent', 'sleeper', [86_400_000]), 'slept'));
  test('a run timeout of a day comes at once', async () => {
    const handle = await env.client.workflow.start('waits', { taskQueue: 'skipping', workflowId: `skip-${count++}`, workflowRunTimeout: '1 day' });
    assert.match(String((await failure(handle.result())).cause), /timeout|timed out/i);
  });
  test('a signal is delivered between skips', async () => {
    const handle = await env.client.workflow.start('collector', { taskQueue: 'skipping', workflowId: `skip-${count++}` });
    await handle.signal('add', 1);
    await env.sleep('1 day');
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), [1]);
  });
  test('continue-as-new under skipped time', async () => assert.equal((await execute('countdown', 3)).trail.length, 3));
});

suite.describe('local environment', { timeout: 240_000 }, () => {
  const { test } = suite;
  test('the dev server form starts, works and stops', async () => {
    const env = await TestWorkflowEnvironment.createLocal({
      server: { executable, namespace: 'made-here', searchAttributes: [{ name: 'Mine', type: 'KEYWORD' }], log: { format: 'json', level: 'error' }, extraArgs: ['--dynamic-config-value', 'x.y=true'] },
    });
    const worker = await Worker.create({ connection: env.nativeConnection, namespace: 'made-here', taskQueue: 'local', workflowsPath, activities });
    const result = await worker.runUntil(env.client.workflow.execute('greet', { taskQueue: 'local', workflowId: 'local', args: ['local'] }));
    assert.equal(result, 'Hello local');
    await env.teardown();
  });
});
