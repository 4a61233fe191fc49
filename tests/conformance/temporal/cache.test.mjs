// The same workflows with no sticky cache, with one of size one, and with several workers.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { Worker } from '@temporalio/worker';
import { eventually, failure, stage } from './harness.mjs';

for (const [name, worker] of [['no cache', { maxCachedWorkflows: 0 }], ['a cache of one', { maxCachedWorkflows: 1, maxConcurrentWorkflowTaskExecutions: 2 }]]) {
  suite.describe(name, { concurrency: 8, timeout: 240_000 }, () => {
    const it = stage(suite, [], { worker });
    const { test } = suite;
    test('activities one after another', async () => assert.equal(await it.run('sum', 8), 36));
    test('activities side by side', async () => assert.equal(await it.run('fanOut', 10), 10));
    test('timers', async () => assert.deepEqual(await it.run('timersInOrder', [150, 50, 100]), [50, 100, 150]));
    test('signals and queries', async () => {
      const handle = await it.start('collector');
      for (let i = 1; i <= 5; i++) {
        await handle.signal('add', i);
        assert.equal((await handle.query('list')).length, i);
      }
      await handle.signal('finish');
      assert.deepEqual(await handle.result(), [1, 2, 3, 4, 5]);
    });
    test('updates, refused and accepted', async () => {
      const handle = await it.start('counter');
      for (let i = 1; i <= 4; i++) {
        assert.equal(await handle.executeUpdate('increase', { args: [1] }), i);
        await failure(handle.executeUpdate('increase', { args: [-1] }));
      }
      await handle.signal('finish');
      assert.equal(await handle.result(), 4);
    });
    test('children', async () => assert.equal(await it.run('parentOfMany', 6), 6));
    test('local activities', async () => assert.equal(await it.run('localActivity', 'greet', ['x']), 'Hello x'));
    test('patches', async () => assert.equal(await it.run('patched'), true));
    test('cancellation', async () => {
      const handle = await it.start('cancellable');
      await eventually(async () => assert.match(await it.kinds(handle), /TimerStarted/));
      await handle.cancel();
      await failure(handle.result());
      assert.equal((await handle.describe()).status.name, 'CANCELLED');
    });
  });
}

suite.describe('several workers', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  test('two workers share a queue', async () => {
    const second = await it.startWorker({ ownConnection: true });
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => it.run('sum', 3).then((r) => r + i)));
    assert.deepEqual(results, Array.from({ length: 20 }, (_, i) => 6 + i));
    await second.stop();
  });
  test('a workflow goes on with another worker when its own leaves', async () => {
    const taskQueue = it.id('moving');
    const first = await it.startWorker({ taskQueue });
    const handle = await it.startWith('collector', { taskQueue });
    await handle.signal('add', 1);
    assert.deepEqual(await handle.query('list'), [1]);
    await first.stop();
    const second = await it.startWorker({ taskQueue });
    await handle.signal('add', 2);
    assert.deepEqual(await handle.query('list'), [1, 2]);
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), [1, 2]);
    await second.stop();
  });
  test('a worker that shuts down gives up its polls at once', async () => {
    const worker = await it.startWorker({ taskQueue: it.id('leaving') });
    const begun = Date.now();
    await worker.stop();
    assert.ok(Date.now() - begun < 5000);
  });
  test('every kind of history replays', async () => {
    const workflowsPath = new URL('./workflows.mjs', import.meta.url).pathname;
    const runs = [['sum', 3], ['raceTimer'], ['patched'], ['random'], ['parentThatSignals'], ['fanOut', 5], ['localActivity', 'greet', ['x']], ['cancelActivity', 'hang', 'TRY_CANCEL', [true]]];
    const handles = await Promise.all(runs.map(([type, ...args]) => it.start(type, ...args)));
    await Promise.all(handles.map((h) => h.result()));
    const histories = await Promise.all(handles.map(async (h) => ({ workflowId: h.workflowId, history: await h.fetchHistory() })));
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowsPath }, histories)) assert.equal(error, undefined, `${workflowId}: ${error}`);
  });
  test('poller autoscaling works', async () => {
    const taskQueue = it.id('scaling');
    const worker = await it.startWorker({
      taskQueue, workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 10, initial: 2 }, activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 10, initial: 1 },
    });
    const results = await Promise.all(Array.from({ length: 10 }, async () => (await it.startWith('sum', { taskQueue, args: [2] })).result()));
    assert.ok(results.every((r) => r === 3));
    await worker.stop();
  });
  test('eager workflow start', async () => {
    const response = await it.service.startWorkflowExecution({
      namespace: 'default', workflowId: it.id('eager'), workflowType: { name: 'greet' }, taskQueue: { name: it.taskQueue }, requestId: 'eager', requestEagerExecution: true,
    });
    assert.ok(response.eagerWorkflowTask?.taskToken?.length);
    assert.equal(response.eagerWorkflowTask.history.events.length, 3);
  });
});
