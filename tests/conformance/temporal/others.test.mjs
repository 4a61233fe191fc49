// Children, signals and cancels between workflows, the next run of a chain.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { WorkflowContinuedAsNewError } from '@temporalio/client';
import { ChildWorkflowFailure } from '@temporalio/common';
import { eventually, failure, root, stage } from './harness.mjs';

suite.describe('children and other workflows', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const handleOf = (workflowId, runId) => it.client.workflow.getHandle(workflowId, runId);
  const status = async (workflowId) => (await handleOf(workflowId).describe()).status.name;

  test('a child returns its result', async () => {
    const handle = await it.start('parent', 'greet', ['child']);
    assert.equal(await handle.result(), 'Hello child');
    assert.match(await it.kinds(handle), /StartChildWorkflowExecutionInitiated ChildWorkflowExecutionStarted .*ChildWorkflowExecutionCompleted/);
  });
  test('thirty children at once', async () => assert.equal(await it.run('parentOfMany', 30), 30));
  test('a failed child fails its parent with the cause', async () => {
    const error = await failure(it.run('parent', 'fails', ['child broke', 'T', true]));
    assert.ok(error.cause instanceof ChildWorkflowFailure);
    assert.equal(root(error).message, 'child broke');
  });
  test('a child with a retry policy reports only its last run', async () =>
    assert.equal(await it.run('parent', 'failsUntil', [3], { retry: { initialInterval: '20ms' } }), 3));
  test('a child that times out says so', async () => {
    const error = await failure(it.run('parent', 'sleeper', [60_000], { workflowRunTimeout: '200ms' }));
    assert.equal(root(error).timeoutType, 'START_TO_CLOSE');
  });
  test('a terminated child fails its parent', async () => {
    const handle = await it.start('parent', 'waits', [], { workflowId: it.id('victim') });
    const child = await eventually(async () => (await it.describe(handle)).pendingChildren[0].workflowId);
    await eventually(async () => handleOf(child).terminate());
    assert.ok((await failure(handle.result())).cause instanceof ChildWorkflowFailure);
  });
  test('a child id in use fails the start', async () => {
    const taken = await it.start('waits');
    const error = await failure(it.run('parent', 'greet', [], { workflowId: taken.workflowId }));
    assert.match(String(root(error).message), /already/i);
    await taken.terminate();
  });
  test('a parent waits for the whole chain of its child', async () => {
    const result = await it.run('parent', 'countdown', [3]);
    assert.equal(result.trail.length, 3);
  });
  test('a child knows its parent and its root', async () => {
    const handle = await it.start('grandparent');
    const seen = await handle.result();
    assert.equal(seen.root.workflowId, handle.workflowId);
    assert.notEqual(seen.parent.workflowId, handle.workflowId);
  });
  test('a child inherits nothing of the parent but its queue', async () => {
    const seen = await it.runWith('parent', { args: ['info'], memo: { mine: 1 } });
    assert.equal(seen.taskQueue, it.taskQueue);
    assert.deepEqual(seen.memo ?? {}, {});
  });
  test('a pending child is described', async () => {
    const handle = await it.start('parentThatWaits', 'waits', []);
    await eventually(async () => assert.ok((await it.describe(handle)).pendingChildren[0]?.runId));
    const [child] = (await it.describe(handle)).pendingChildren;
    assert.equal(child.workflowTypeName, 'waits');
    await handle.terminate();
  });
  test('describe names the parent of a child', async () => {
    const handle = await it.start('parentThatWaits', 'waits', []);
    const child = await eventually(async () => {
      const [c] = (await it.describe(handle)).pendingChildren;
      assert.ok(c?.runId);
      return c.workflowId;
    });
    const described = await handleOf(child).describe();
    assert.equal(described.parentExecution.workflowId, handle.workflowId);
    await handle.terminate();
  });

  // What happens to children when the parent is closed.
  const orphan = async (parentClosePolicy, close) => {
    const childId = it.id('orphan');
    const handle = await it.start('parentThatWaits', 'cancellable', [], { workflowId: childId, parentClosePolicy });
    await eventually(async () => assert.equal(await status(childId), 'RUNNING'));
    await eventually(async () => assert.match(await it.kinds(handle), /ChildWorkflowExecutionStarted/));
    await close(handle);
    return childId;
  };
  test('policy TERMINATE ends the child with a terminated parent', async () => {
    const child = await orphan('TERMINATE', (h) => h.terminate());
    await eventually(async () => assert.equal(await status(child), 'TERMINATED'));
  });
  test('policy REQUEST_CANCEL cancels the child', async () => {
    const child = await orphan('REQUEST_CANCEL', (h) => h.terminate());
    await eventually(async () => assert.equal(await status(child), 'CANCELLED'));
  });
  test('policy ABANDON leaves the child alone', async () => {
    const child = await orphan('ABANDON', (h) => h.terminate());
    assert.equal(await status(child), 'RUNNING');
    await handleOf(child).terminate();
  });
  test('a completed parent applies the policy too', async () => {
    const child = await it.run('parentThatStarts', 'waits', [], { parentClosePolicy: 'TERMINATE' });
    await eventually(async () => assert.equal(await status(child.workflowId), 'TERMINATED'));
  });
  test('a completed parent abandons its child', async () => {
    const child = await it.run('parentThatStarts', 'sleeper', [100], { parentClosePolicy: 'ABANDON' });
    assert.equal(await handleOf(child.workflowId, child.runId).result(), 'slept');
  });

  // Signals and cancels.
  test('a parent signals its child', async () => assert.deepEqual(await it.run('parentThatSignals'), ['from parent']));
  test('a parent cancels its child and waits for its end', async () => assert.equal(await it.run('parentThatCancels'), 'cancelled'));
  test('a child may refuse to be cancelled', async () => assert.equal(await it.run('parentThatCancels', 'ignoresCancel'), 'finished anyway'));
  test('a child cancelled before it started never runs', async () => assert.equal(await it.run('cancelBeforeStart'), 'cancelled'));
  test('a workflow signals another', async () => {
    const other = await it.start('collector');
    const sender = await it.start('signalOther', other.workflowId, 'add', 'hello');
    assert.equal(await sender.result(), 'signalled');
    await other.signal('finish');
    assert.deepEqual(await other.result(), ['hello']);
    assert.match(await it.kinds(sender), /SignalExternalWorkflowExecutionInitiated ExternalWorkflowExecutionSignaled/);
    const [signal] = await it.find(other, 'WorkflowExecutionSignaled');
    assert.equal(signal.workflowExecutionSignaledEventAttributes.externalWorkflowExecution.workflowId, sender.workflowId);
  });
  test('a signal to nobody fails in the workflow', async () => {
    const handle = await it.start('signalOther', 'nobody-here', 'add');
    await failure(handle.result());
    assert.match(await it.kinds(handle), /SignalExternalWorkflowExecutionFailed/);
  });
  test('a workflow signals itself', async () => {
    const workflowId = it.id('self');
    const handle = await it.startWith('signalOther', { args: [workflowId, 'add', 1], workflowId });
    assert.equal(await handle.result(), 'signalled');
  });
  test('a workflow cancels another', async () => {
    const other = await it.start('cancellable');
    await eventually(async () => assert.match(await it.kinds(other), /TimerStarted/));
    assert.equal(await it.run('cancelOther', other.workflowId), 'cancelled');
    await failure(other.result());
    assert.equal(await status(other.workflowId), 'CANCELLED');
  });
  test('a cancel of nobody fails in the workflow', async () => {
    const handle = await it.start('cancelOther', 'nobody-here');
    await failure(handle.result());
    assert.match(await it.kinds(handle), /RequestCancelExternalWorkflowExecutionFailed/);
  });

  // The next run.
  test('continue-as-new goes on in a new run', async () => {
    const handle = await it.start('countdown', 3);
    const { trail, info } = await handle.result();
    assert.equal(new Set(trail).size, 3);
    assert.equal(trail[0], handle.firstExecutionRunId);
    assert.equal(info.firstExecutionRunId, handle.firstExecutionRunId);
    assert.equal(info.continuedFromExecutionRunId, trail[2]);
  });
  test('a client that does not follow runs is told of the next one', async () => {
    const handle = await it.start('countdown', 1);
    await handle.result();
    const first = it.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId, { followRuns: false });
    const error = await failure(first.result());
    assert.ok(error instanceof WorkflowContinuedAsNewError);
    assert.ok(error.newExecutionRunId);
  });
  test('continue-as-new may change the type', async () => assert.equal(await it.run('changesType'), 'Hello changed'));
  test('continue-as-new keeps the memo of the start', async () => assert.deepEqual(await it.runWith('carries', { memo: { start: 0 } }), { start: 0 }));
  test('continue-as-new is suggested after thousands of events, and the history says why', async () => {
    const handle = await it.start('suggestsNew');
    assert.ok(await handle.result() >= 4096);
    const started = (await handle.fetchHistory()).events.filter(event => event.workflowTaskStartedEventAttributes?.suggestContinueAsNew);
    assert.deepEqual(started.at(-1).workflowTaskStartedEventAttributes.suggestContinueAsNewReasons, [2]);
  });
  test('a handle to the first run ends only its own chain', async () => {
    const handle = await it.start('waits');
    const chain = it.client.workflow.getHandle(handle.workflowId, undefined, { firstExecutionRunId: '22222222-2222-4222-8222-222222222222' });
    await failure(chain.terminate());
    await handle.terminate();
  });
  test('a cron workflow runs again and is handed its last result', async () => {
    const handle = await it.startWith('lastResult', { cronSchedule: '@every 1s' });
    await eventually(async () => {
      const list = [];
      for await (const w of it.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}'` })) list.push(w);
      assert.ok(list.length >= 3);
    });
    await handleOf(handle.workflowId).terminate();
    const runs = [];
    for await (const w of it.client.workflow.list({ query: `WorkflowId = '${handle.workflowId}' AND ExecutionStatus = 'Completed'` })) runs.push(w.runId);
    const results = await Promise.all(runs.map((r) => it.client.workflow.getHandle(handle.workflowId, r, { followRuns: false }).result().catch((e) => e)));
    assert.ok(results.length >= 2);
  });
  test('a bad cron schedule is refused', async () => {
    const error = await failure(it.startWith('greet', { cronSchedule: 'every morning' }));
    assert.match(error.cause.details, /CronSchedule/);
  });
  test('a cron schedule holds the first run back', async () => {
    const handle = await it.startWith('greet', { cronSchedule: '0 0 1 1 *' });
    const described = await it.describe(handle);
    assert.ok(Number(described.workflowExecutionInfo.executionTime.seconds) > Number(described.workflowExecutionInfo.startTime.seconds) - 1);
    assert.equal(await it.kinds(handle), 'WorkflowExecutionStarted');
    await handle.terminate();
  });
});
