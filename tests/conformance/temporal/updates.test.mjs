// Updates: accepted, refused, completed; alone and with a start.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { WithStartWorkflowOperation, WorkflowNotFoundError, WorkflowUpdateFailedError, WorkflowUpdateStage } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { eventually, failure, kindOf, stage } from './harness.mjs';

suite.describe('updates', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const counter = () => it.start('counter');
  const accepted = { waitForStage: WorkflowUpdateStage.ACCEPTED };
  const end = async (handle) => {
    await handle.signal('finish');
    return handle.result();
  };

  test('an update returns its result', async () => {
    const handle = await counter();
    assert.equal(await handle.executeUpdate('increase', { args: [5] }), 5);
    assert.equal(await end(handle), 5);
  });
  test('updates one after another see each other', async () => {
    const handle = await counter();
    for (let i = 1; i <= 10; i++) assert.equal(await handle.executeUpdate('increase', { args: [1] }), i);
    assert.equal(await end(handle), 10);
  });
  test('updates at once are all counted', async () => {
    const handle = await counter();
    await Promise.all(Array.from({ length: 8 }, () => handle.executeUpdate('increase', { args: [1] })));
    assert.equal(await end(handle), 8);
  });
  test('an update to an idle workflow is two events', async () => {
    const handle = await counter();
    await handle.query('total');
    const before = (await it.events(handle)).length;
    await handle.executeUpdate('increase', { args: [5] });
    const added = (await it.events(handle)).slice(before).map(kindOf).join(' ');
    assert.equal(added, 'WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionUpdateAccepted WorkflowExecutionUpdateCompleted');
    await end(handle);
  });
  test('a refused update leaves no event', async () => {
    const handle = await counter();
    await handle.query('total');
    const before = (await it.events(handle)).length;
    const error = await failure(handle.executeUpdate('increase', { args: [-1] }));
    assert.ok(error instanceof WorkflowUpdateFailedError);
    assert.equal(error.cause.message, 'only up');
    assert.equal(error.cause.type, 'Negative');
    assert.equal((await it.events(handle)).length, before);
    await end(handle);
  });
  test('refusals between acceptances change nothing', async () => {
    const handle = await counter();
    for (let i = 0; i < 5; i++) {
      await failure(handle.executeUpdate('increase', { args: [-1] }));
      await handle.executeUpdate('increase', { args: [1] });
    }
    assert.equal(await handle.query('total'), 5);
    assert.equal(await end(handle), 5);
  });
  test('a refusal with the first task leaves the workflow well', async () => {
    const handle = await counter();
    await failure(handle.executeUpdate('increase', { args: [-1] }));
    assert.equal(await handle.executeUpdate('increase', { args: [2] }), 2);
    await end(handle);
  });
  test('a handler that throws fails the update, not the workflow', async () => {
    const handle = await counter();
    const error = await failure(handle.executeUpdate('breaks'));
    assert.equal(error.cause.message, 'handler broke');
    assert.equal(error.cause.type, 'Broken');
    assert.equal(await end(handle), 0);
  });
  test('an update nobody handles is refused', async () => {
    const handle = await counter();
    assert.ok(await failure(handle.executeUpdate('unknown')) instanceof WorkflowUpdateFailedError);
    await end(handle);
  });
  test('the default handler takes unknown updates', async () => {
    const handle = await it.start('defaultUpdate');
    assert.deepEqual(await handle.executeUpdate('any', { args: [1, 2] }), ['any', 1, 2]);
    await end(handle);
  });
  test('waiting for acceptance returns before the result', async () => {
    const handle = await counter();
    const update = await handle.startUpdate('slowly', { args: [3, 200], ...accepted });
    assert.equal(await handle.query('total'), 0);
    assert.equal(await update.result(), 3);
    await end(handle);
  });
  test('a handler may wait for an activity', async () => {
    const handle = await counter();
    assert.equal(await handle.executeUpdate('viaActivity', { args: [4] }), 4);
    await end(handle);
  });
  test('the same update id runs once', async () => {
    const handle = await counter();
    const [a, b] = await Promise.all([
      handle.executeUpdate('increase', { args: [1], updateId: 'one' }),
      handle.executeUpdate('increase', { args: [1], updateId: 'one' }),
    ]);
    assert.deepEqual([a, b], [1, 1]);
    assert.equal(await end(handle), 1);
  });
  test('the same update id after completion gives the old result', async () => {
    const handle = await counter();
    await handle.executeUpdate('increase', { args: [1], updateId: 'one' });
    assert.equal(await handle.executeUpdate('increase', { args: [100], updateId: 'one' }), 1);
    assert.equal(await end(handle), 1);
  });
  test('a completed update is answered after the workflow closed', async () => {
    const handle = await counter();
    await handle.executeUpdate('increase', { args: [9], updateId: 'kept' });
    await end(handle);
    assert.equal(await handle.getUpdateHandle('kept').result(), 9);
  });
  test('the result of an update is fetched by its id', async () => {
    const handle = await counter();
    await handle.startUpdate('slowly', { args: [3, 100], updateId: 'later', ...accepted });
    assert.equal(await handle.getUpdateHandle('later').result(), 3);
    await end(handle);
  });
  test('an update id nobody used is NOT_FOUND', async () => {
    const handle = await counter();
    assert.ok(await failure(handle.getUpdateHandle('never').result()) instanceof WorkflowNotFoundError);
    await end(handle);
  });
  test('an update to a closed workflow is NOT_FOUND', async () => {
    const handle = await counter();
    await end(handle);
    assert.ok(await failure(handle.executeUpdate('increase', { args: [1] })) instanceof WorkflowNotFoundError);
  });
  test('an accepted update fails when its workflow closes', async () => {
    const handle = await counter();
    const update = await handle.startUpdate('never', accepted);
    await end(handle);
    const error = await failure(update.result());
    assert.equal(error.cause.type, 'AcceptedUpdateCompletedWorkflow');
  });
  test('an accepted update fails when its workflow is terminated', async () => {
    const handle = await counter();
    const update = await handle.startUpdate('never', accepted);
    const waiting = failure(update.result());
    await handle.terminate();
    assert.equal((await waiting).cause.type, 'AcceptedUpdateCompletedWorkflow');
  });
  test('an update that ends the workflow still gets its answer', async () => {
    const handle = await counter();
    assert.equal(await handle.executeUpdate('closing'), 'last words');
    assert.equal(await handle.result(), 0);
  });
  test('more than ten in flight are refused', async () => {
    const handle = await counter();
    await Promise.all(Array.from({ length: 10 }, () => handle.startUpdate('never', accepted)));
    const error = await failure(it.raw.updateWorkflowExecution({
      namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, waitPolicy: { lifecycleStage: 2 },
      request: { meta: { updateId: 'eleventh' }, input: { name: 'never' } },
    }));
    assert.match(error.details, /concurrent in-flight updates/);
    await handle.terminate();
  });
  test('updates, signals and queries mix', async () => {
    const handle = await counter();
    await Promise.all([
      ...Array.from({ length: 5 }, () => handle.executeUpdate('increase', { args: [1] })),
      ...Array.from({ length: 10 }, () => handle.signal('add', 1)),
      ...Array.from({ length: 5 }, () => handle.query('total')),
    ]);
    assert.equal(await handle.query('total'), 15);
    assert.equal(await end(handle), 15);
  });
  test('an update racing the end is answered or NOT_FOUND', async () => {
    for (let round = 0; round < 10; round++) {
      const handle = await counter();
      const [result, late] = await Promise.allSettled([handle.signal('finish').then(() => handle.result()), handle.executeUpdate('increase', { args: [1] })]);
      if (late.status === 'fulfilled') assert.equal(result.value, 1);
      else assert.ok(late.reason instanceof WorkflowNotFoundError || late.reason.cause?.type === 'AcceptedUpdateCompletedWorkflow', String(late.reason));
    }
  });
  test('an update racing a timer is never half done', async () => {
    for (let round = 0; round < 8; round++) {
      const handle = await it.start('counterWithTimer', 30);
      const update = handle.executeUpdate('increase', { args: [1] }).catch((e) => e);
      const result = await handle.result();
      assert.equal(typeof await update === 'number', result === 1);
    }
  });
  test('an update while a task is under way goes with the next one', async () => {
    const handle = await it.start('sum', 5);
    const update = handle.executeUpdate('nobody').catch((e) => e);
    assert.equal(await handle.result(), 15);
    assert.ok(await update instanceof Error);
  });
  test('an update ends a start delay', async () => {
    const handle = await it.startWith('counter', { startDelay: '1h' });
    assert.equal(await handle.executeUpdate('increase', { args: [1] }), 1);
    await end(handle);
  });
  test('an update works without a sticky cache', async () => {
    const taskQueue = it.id('cold');
    const worker = await it.startWorker({ taskQueue, maxCachedWorkflows: 0 });
    const handle = await it.startWith('counter', { taskQueue });
    for (let i = 1; i <= 3; i++) assert.equal(await handle.executeUpdate('increase', { args: [1] }), i);
    await failure(handle.executeUpdate('increase', { args: [-1] }));
    assert.equal(await end(handle), 3);
    await worker.stop();
  });
  test('the history of updates replays', async () => {
    const { Worker } = await import('@temporalio/worker');
    const handle = await counter();
    await handle.executeUpdate('increase', { args: [1] });
    await failure(handle.executeUpdate('increase', { args: [-1] }));
    await handle.executeUpdate('slowly', { args: [1, 10] });
    await end(handle);
    await Worker.runReplayHistory({ workflowsPath: new URL('./workflows.mjs', import.meta.url).pathname }, await handle.fetchHistory(), handle.workflowId);
  });

  // Update-with-start.
  const withStart = (options = {}) => new WithStartWorkflowOperation('counter',
    { taskQueue: it.taskQueue, workflowId: it.id('uws'), workflowIdConflictPolicy: 'USE_EXISTING', ...options });
  test('update-with-start starts the workflow and updates it', async () => {
    const startWorkflowOperation = withStart();
    assert.equal(await it.client.workflow.executeUpdateWithStart('increase', { args: [7], startWorkflowOperation }), 7);
    const handle = await startWorkflowOperation.workflowHandle();
    assert.equal(await end(handle), 7);
    assert.match(await it.kinds(handle), /^WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskCompleted WorkflowExecutionUpdateAccepted/);
  });
  test('update-with-start uses the workflow that is open', async () => {
    const handle = await counter();
    const startWorkflowOperation = withStart({ workflowId: handle.workflowId });
    assert.equal(await it.client.workflow.executeUpdateWithStart('increase', { args: [1], startWorkflowOperation }), 1);
    assert.equal((await startWorkflowOperation.workflowHandle()).firstExecutionRunId, undefined);
    await end(handle);
  });
  test('update-with-start refused by the conflict policy says so', async () => {
    const handle = await counter();
    const startWorkflowOperation = withStart({ workflowId: handle.workflowId, workflowIdConflictPolicy: 'FAIL' });
    const error = await failure(it.client.workflow.executeUpdateWithStart('increase', { args: [1], startWorkflowOperation }));
    assert.ok(error instanceof WorkflowExecutionAlreadyStartedError);
    await failure(startWorkflowOperation.workflowHandle());
    await end(handle);
  });
  test('update-with-start refused by the validator leaves the workflow running', async () => {
    const startWorkflowOperation = withStart();
    assert.ok(await failure(it.client.workflow.executeUpdateWithStart('increase', { args: [-1], startWorkflowOperation })) instanceof WorkflowUpdateFailedError);
    await end(await startWorkflowOperation.workflowHandle());
  });
  test('update-with-start may wait for acceptance only', async () => {
    const startWorkflowOperation = withStart();
    const update = await it.client.workflow.startUpdateWithStart('slowly', { args: [2, 100], startWorkflowOperation, ...accepted });
    assert.equal(await update.result(), 2);
    await end(await startWorkflowOperation.workflowHandle());
  });
  test('a bad argument of either operation is INVALID_ARGUMENT', async () => {
    const startWorkflowOperation = withStart({ workflowId: 'x'.repeat(1001) });
    const error = await failure(it.client.workflow.executeUpdateWithStart('increase', { args: [1], startWorkflowOperation }));
    assert.equal((error.cause ?? error).code, 3);
    await failure(startWorkflowOperation.workflowHandle());
  });
  test('an admitted update waits for a worker', async () => {
    const taskQueue = it.id('later');
    const handle = await it.startWith('counter', { taskQueue });
    const update = handle.executeUpdate('increase', { args: [1] });
    await eventually(async () => assert.match(await it.kinds(handle), /WorkflowTaskScheduled/));
    const worker = await it.startWorker({ taskQueue });
    assert.equal(await update, 1);
    await end(handle);
    await worker.stop();
  });
});
