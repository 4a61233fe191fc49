// Signals, queries and cancellation.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { QueryNotRegisteredError, QueryRejectedError, WorkflowNotFoundError } from '@temporalio/client';
import { CancelledFailure } from '@temporalio/common';
import { eventually, failure, stage } from './harness.mjs';

suite.describe('signals, queries, cancellation', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;

  test('signals arrive in order', async () => {
    const handle = await it.start('collector');
    for (let i = 0; i < 20; i++) await handle.signal('add', i);
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), Array.from({ length: 20 }, (_, i) => i));
  });
  test('signals sent at once are none lost and none doubled', async () => {
    const handle = await it.start('collector');
    await Promise.all(Array.from({ length: 50 }, (_, i) => handle.signal('add', i)));
    await handle.signal('finish');
    assert.deepEqual((await handle.result()).sort((a, b) => a - b), Array.from({ length: 50 }, (_, i) => i));
  });
  test('a signal with the same request id counts once', async () => {
    const handle = await it.start('collector');
    const signal = {
      namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, signalName: 'add', requestId: 'twice',
      input: { payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('1') }] },
    };
    await it.service.signalWorkflowExecution(signal);
    await it.service.signalWorkflowExecution(signal);
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), [1]);
  });
  test('signals before a handler exists wait for it', async () => {
    const handle = await it.start('lateHandlers');
    for (const letter of 'abc') await handle.signal('add', letter);
    assert.deepEqual(await handle.result(), ['a', 'b', 'c']);
  });
  test('unknown signals go to the default handler', async () => {
    const handle = await it.start('defaults');
    await handle.signal('strange', 1, 2);
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), [['strange', 1, 2]]);
  });
  test('signal-with-start starts and signals', async () => {
    const handle = await it.client.workflow.signalWithStart('collector',
      { taskQueue: it.taskQueue, workflowId: it.id('sws'), signal: 'add', signalArgs: ['first'] });
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), ['first']);
    assert.match(await it.kinds(handle), /^WorkflowExecutionStarted WorkflowExecutionSignaled WorkflowTaskScheduled/);
  });
  test('signal-with-start signals the run that is open', async () => {
    const handle = await it.start('collector');
    const again = await it.client.workflow.signalWithStart('collector',
      { taskQueue: it.taskQueue, workflowId: handle.workflowId, signal: 'add', signalArgs: ['second'] });
    assert.equal(again.signaledRunId, handle.firstExecutionRunId);
    await handle.signal('finish');
    assert.deepEqual(await handle.result(), ['second']);
  });
  test('signal-with-start after the end starts anew', async () => {
    const first = await it.start('greet');
    await first.result();
    const second = await it.client.workflow.signalWithStart('collector',
      { taskQueue: it.taskQueue, workflowId: first.workflowId, signal: 'finish' });
    assert.notEqual(second.signaledRunId, first.firstExecutionRunId);
    assert.deepEqual(await second.result(), []);
  });
  test('a signal to a closed workflow is NOT_FOUND', async () => {
    const handle = await it.start('greet');
    await handle.result();
    assert.ok(await failure(handle.signal('add')) instanceof WorkflowNotFoundError);
  });
  test('a signal with a run id that is not current is NOT_FOUND', async () => {
    const handle = await it.start('waits');
    const other = it.client.workflow.getHandle(handle.workflowId, '11111111-1111-4111-8111-111111111111');
    assert.ok(await failure(other.signal('finish')) instanceof WorkflowNotFoundError);
    await handle.terminate();
  });
  test('a signal racing the end is either seen or refused, never lost', async () => {
    for (let round = 0; round < 10; round++) {
      const handle = await it.start('collector');
      const [, late] = await Promise.allSettled([handle.signal('finish'), handle.signal('add', 'late')]);
      const items = await handle.result();
      // A signal accepted after the last task began makes the completion fail and the workflow look again.
      if (late.status === 'rejected') assert.deepEqual(items, []);
      else assert.match(await it.kinds(handle), /WorkflowExecutionSignaled.*WorkflowExecutionSignaled/);
    }
  });
  test('a wait with a timeout ends by signal', async () => {
    const handle = await it.start('waits', '1h');
    await handle.signal('finish');
    assert.equal(await handle.result(), true);
    assert.match(await it.kinds(handle), /TimerCanceled/);
  });
  test('a wait with a timeout ends by time', async () => assert.equal(await it.run('waits', '100ms'), false));

  // Queries.
  test('a query sees every signal confirmed before it', async () => {
    const handle = await it.start('collector');
    for (let i = 1; i <= 10; i++) {
      await handle.signal('add', i);
      assert.equal((await handle.query('list')).length, i);
    }
    await handle.terminate();
  });
  test('a query takes arguments', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 1);
    assert.deepEqual(await handle.query('list', 'n'), ['n1']);
    await handle.terminate();
  });
  test('a query before the first task waits for it', async () => {
    const handle = await it.start('collector');
    assert.deepEqual(await handle.query('list'), []);
    await handle.terminate();
  });
  test('a closed workflow answers queries', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 'kept');
    await handle.signal('finish');
    await handle.result();
    assert.deepEqual(await handle.query('list'), ['kept']);
  });
  test('a query nobody handles fails with the known names', async () => {
    const handle = await it.start('collector');
    assert.ok(await failure(handle.query('unknown')) instanceof QueryNotRegisteredError);
    await handle.terminate();
  });
  test('a query whose handler throws says so', async () => {
    const handle = await it.start('collector');
    assert.match((await failure(handle.query('boom'))).message, /query broke/);
    await handle.terminate();
  });
  test('a query leaves no event', async () => {
    const handle = await it.start('collector');
    await handle.query('list');
    const before = (await it.events(handle)).length;
    for (let i = 0; i < 5; i++) await handle.query('list');
    assert.equal((await it.events(handle)).length, before);
    await handle.terminate();
  });
  test('the reject condition refuses queries on closed workflows', async () => {
    const client = new (it.client.constructor)({ connection: it.connection, workflow: { queryRejectCondition: 'NOT_OPEN' } });
    const handle = await it.start('collector');
    await handle.signal('finish');
    await handle.result();
    const error = await failure(client.workflow.getHandle(handle.workflowId).query('list'));
    assert.ok(error instanceof QueryRejectedError);
  });
  test('the stack trace query answers', async () => {
    const handle = await it.start('waits');
    assert.equal(typeof await handle.query('__stack_trace'), 'string');
    await handle.terminate();
  });
  test('the metadata query lists the handlers', async () => {
    const handle = await it.start('collector');
    const metadata = await handle.query('__temporal_workflow_metadata');
    assert.ok(metadata.definition.signalDefinitions.some((s) => s.name === 'add'));
    await handle.terminate();
  });
  test('ten queries at once are all answered', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 1);
    const answers = await Promise.all(Array.from({ length: 10 }, () => handle.query('list')));
    assert.ok(answers.every((a) => a.length === 1));
    await handle.terminate();
  });

  // Cancellation.
  test('a cancelled workflow may clean up and ends as cancelled', async () => {
    const handle = await it.start('cancellable');
    await eventually(async () => assert.match(await it.kinds(handle), /TimerStarted/));
    await handle.cancel();
    const error = await failure(handle.result());
    assert.ok(error.cause instanceof CancelledFailure);
    assert.match(await it.kinds(handle), /ActivityTaskCompleted.*WorkflowExecutionCanceled/);
  });
  test('a workflow may refuse to be cancelled', async () => {
    const handle = await it.start('ignoresCancel');
    await eventually(async () => assert.match(await it.kinds(handle), /TimerStarted/));
    await handle.cancel();
    assert.equal(await handle.result(), 'finished anyway');
  });
  test('a second cancel request changes nothing', async () => {
    const handle = await it.start('ignoresCancel');
    await Promise.all([handle.cancel(), handle.cancel(), handle.cancel()]);
    await handle.result();
    assert.equal((await it.find(handle, 'WorkflowExecutionCancelRequested')).length, 1);
  });
  test('cancelling a closed workflow is NOT_FOUND', async () => {
    const handle = await it.start('greet');
    await handle.result();
    assert.ok(await failure(handle.cancel()) instanceof WorkflowNotFoundError);
  });
  test('a cancel racing a timer leaves one consistent end', async () => {
    for (let round = 0; round < 5; round++) {
      const handle = await it.start('sleeper', 30);
      await new Promise((resolve) => setTimeout(resolve, 25 + round));
      await handle.cancel().catch(() => undefined);
      await handle.result().catch(() => undefined);
      assert.ok(['COMPLETED', 'CANCELLED'].includes((await handle.describe()).status.name));
    }
  });
});
