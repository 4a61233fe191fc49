// Starting, finishing, failing: what every client does first.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { eventually, failure, root, stage } from './harness.mjs';

suite.describe('basics', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;

  test('a workflow returns its result', async () => assert.equal(await it.run('greet', 'Ada'), 'Hello Ada'));
  test('a default argument is used when none is given', async () => assert.equal(await it.run('greet'), 'Hello world'));
  test('arguments of every JSON kind come through', async () => {
    const args = [1, 'two', null, [3], { four: { five: true } }, 1.5, ''];
    assert.deepEqual(await it.run('echo', ...args), args);
  });
  test('bytes come through', async () => assert.deepEqual((await it.run('echo', Uint8Array.of(1, 2, 255)))[0], [1, 2, 255].reduce((o, b, i) => ({ ...o, [i]: b }), {})));
  test('no result is undefined', async () => assert.equal(await it.run('nothing'), undefined));
  test('a workflow sees its own description', async () => {
    const handle = await it.start('info');
    const info = await handle.result();
    assert.equal(info.workflowId, handle.workflowId);
    assert.equal(info.runId, handle.firstExecutionRunId);
    assert.equal(info.workflowType, 'info');
    assert.equal(info.taskQueue, it.taskQueue);
    assert.equal(info.namespace, 'default');
    assert.equal(info.attempt, 1);
  });
  test('the history of a plain run is exactly five events', async () => {
    const handle = await it.start('nothing');
    await handle.result();
    assert.equal(await it.kinds(handle), 'WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionCompleted');
  });
  test('an application failure fails the workflow with type, details and message', async () => {
    const error = await failure(it.run('fails', 'no money', 'Broke', true));
    assert.ok(error instanceof WorkflowFailedError);
    assert.deepEqual([error.cause.message, error.cause.type, error.cause.nonRetryable, error.cause.details], ['no money', 'Broke', true, ['detail', 2]]);
  });
  test('a retry policy runs the workflow again until it succeeds', async () => {
    const handle = await it.startWith('failsUntil', { args: [3], retry: { initialInterval: '50ms', maximumAttempts: 5 } });
    assert.equal(await handle.result(), 3);
  });
  test('a workflow retry gives up after its attempts', async () => {
    const error = await failure(it.runWith('failsUntil', { args: [9], retry: { initialInterval: '20ms', maximumAttempts: 2 } }));
    assert.equal(root(error).message, 'attempt 2');
    assert.equal(error.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
  });
  test('a non-retryable failure is not tried again', async () => {
    const error = await failure(it.runWith('fails', { args: ['once', 'T', true], retry: { initialInterval: '20ms' } }));
    assert.equal(error.retryState, 'NON_RETRYABLE_FAILURE');
  });
  test('a failure of a listed type is not tried again', async () => {
    const error = await failure(it.runWith('fails', { args: ['once', 'Listed'], retry: { initialInterval: '20ms', nonRetryableErrorTypes: ['Listed'] } }));
    assert.equal(error.retryState, 'NON_RETRYABLE_FAILURE');
  });

  // Ids in use and ids used before.
  test('a second start under an id in use fails and names the run', async () => {
    const handle = await it.start('waits');
    const error = await failure(it.startWith('waits', { workflowId: handle.workflowId }));
    assert.ok(error instanceof WorkflowExecutionAlreadyStartedError);
    assert.equal(error.workflowId, handle.workflowId);
    await handle.terminate();
  });
  test('conflict policy USE_EXISTING joins the open run', async () => {
    const handle = await it.start('waits');
    const again = await it.startWith('waits', { workflowId: handle.workflowId, workflowIdConflictPolicy: 'USE_EXISTING' });
    assert.equal(again.firstExecutionRunId, handle.firstExecutionRunId);
    await handle.terminate();
  });
  test('conflict policy TERMINATE_EXISTING replaces the open run', async () => {
    const handle = await it.start('waits');
    const again = await it.startWith('greet', { workflowId: handle.workflowId, workflowIdConflictPolicy: 'TERMINATE_EXISTING' });
    assert.notEqual(again.firstExecutionRunId, handle.firstExecutionRunId);
    assert.equal(await again.result(), 'Hello world');
    const old = it.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    assert.equal((await old.describe()).status.name, 'TERMINATED');
  });
  test('an id may be used again once its run is closed', async () => {
    const first = await it.start('greet');
    await first.result();
    const second = await it.startWith('greet', { workflowId: first.workflowId });
    assert.notEqual(second.firstExecutionRunId, first.firstExecutionRunId);
    await second.result();
  });
  test('reuse policy REJECT_DUPLICATE refuses a used id', async () => {
    const first = await it.start('greet');
    await first.result();
    const error = await failure(it.startWith('greet', { workflowId: first.workflowId, workflowIdReusePolicy: 'REJECT_DUPLICATE' }));
    assert.ok(error instanceof WorkflowExecutionAlreadyStartedError);
  });
  test('reuse policy ALLOW_DUPLICATE_FAILED_ONLY refuses after success', async () => {
    const first = await it.start('greet');
    await first.result();
    const options = { workflowId: first.workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' };
    assert.ok(await failure(it.startWith('greet', options)) instanceof WorkflowExecutionAlreadyStartedError);
  });
  test('reuse policy ALLOW_DUPLICATE_FAILED_ONLY allows after failure', async () => {
    const first = await it.start('fails', 'x');
    await failure(first.result());
    const second = await it.startWith('greet', { workflowId: first.workflowId, workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY' });
    assert.equal(await second.result(), 'Hello world');
  });
  test('the same request id starts one run', async () => {
    const request = {
      namespace: 'default', workflowId: it.id('same'), workflowType: { name: 'greet' }, taskQueue: { name: it.taskQueue }, requestId: 'r-1',
    };
    const first = await it.service.startWorkflowExecution(request);
    const second = await it.service.startWorkflowExecution(request);
    assert.equal(second.runId, first.runId);
    assert.ok(second.started);
  });
  test('an id longer than 1,000 characters is refused', async () =>
    assert.match((await failure(it.startWith('greet', { workflowId: 'i'.repeat(1001) }))).cause.details, /length exceeds limit/));

  // Timeouts and ends from outside.
  test('a run timeout ends the run', async () => {
    const error = await failure(it.runWith('sleeper', { args: [60_000], workflowRunTimeout: '300ms' }));
    assert.equal(error.cause.timeoutType, 'START_TO_CLOSE');
  });
  test('an execution timeout ends all retries', async () => {
    const error = await failure(it.runWith('failsUntil', { args: [99], workflowExecutionTimeout: '1s', retry: { initialInterval: '400ms', backoffCoefficient: 1 } }));
    assert.ok(['TIMEOUT', 'IN_PROGRESS'].includes(error.retryState) || error.cause.timeoutType);
  });
  test('a terminated workflow fails with its reason', async () => {
    const handle = await it.start('waits');
    await handle.terminate('enough');
    const error = await failure(handle.result());
    assert.match(error.cause.message, /enough/);
    assert.equal((await handle.describe()).status.name, 'TERMINATED');
  });
  test('terminating a closed workflow is NOT_FOUND', async () => {
    const handle = await it.start('greet');
    await handle.result();
    assert.ok(await failure(handle.terminate()) instanceof WorkflowNotFoundError);
  });
  test('a workflow nobody started is NOT_FOUND', async () => {
    const handle = it.client.workflow.getHandle('never-started');
    assert.ok(await failure(handle.describe()) instanceof WorkflowNotFoundError);
    assert.ok(await failure(handle.signal('add')) instanceof WorkflowNotFoundError);
    assert.ok(await failure(handle.result()) instanceof WorkflowNotFoundError);
  });
  test('a start delay holds the first task back', async () => {
    const begun = Date.now();
    await it.runWith('greet', { startDelay: '700ms' });
    assert.ok(Date.now() - begun >= 690);
  });
  test('a cancel ends a start delay', async () => {
    const handle = await it.startWith('sleeper', { args: [60_000], startDelay: '1h' });
    await handle.cancel();
    await failure(handle.result());
    assert.equal((await handle.describe()).status.name, 'CANCELLED');
  });
  test('memo given at the start is described', async () => {
    const handle = await it.startWith('greet', { memo: { owner: 'Ada', n: 3 } });
    await handle.result();
    assert.deepEqual((await handle.describe()).memo, { owner: 'Ada', n: 3 });
  });
  test('static summary and details are described', async () => {
    const handle = await it.startWith('waits', { staticSummary: 'short', staticDetails: 'long' });
    const described = await handle.describe();
    assert.equal(await described.staticSummary(), 'short');
    assert.equal(await described.staticDetails(), 'long');
    await handle.terminate();
  });
  test('priority is kept', async () => {
    const handle = await it.startWith('waits', { priority: { priorityKey: 2 } });
    assert.equal((await handle.describe()).priority.priorityKey, 2);
    await handle.terminate();
  });
  test('a workflow of unknown type is retried until somebody knows it', async () => {
    const handle = await it.start('unheardOf');
    await eventually(async () => assert.match(await it.kinds(handle), /WorkflowTaskFailed/));
    assert.equal((await handle.describe()).status.name, 'RUNNING');
    await handle.terminate();
  });

  // Timers.
  test('a timer fires', async () => assert.equal(await it.run('sleeper', 50), 'slept'));
  test('timers fire in order of their times', async () => assert.deepEqual(await it.run('timersInOrder', [300, 100, 200]), [100, 200, 300]));
  test('a cancelled timer never fires', async () => {
    const handle = await it.start('raceTimer');
    assert.equal(await handle.result(), 'cancelled');
    assert.match(await it.kinds(handle), /TimerCanceled/);
  });
  test('fifty workflows at once all finish', async () => {
    const results = await Promise.all(Array.from({ length: 50 }, (_, i) => it.run('greet', String(i))));
    assert.deepEqual(results, Array.from({ length: 50 }, (_, i) => `Hello ${i}`));
  });
});
