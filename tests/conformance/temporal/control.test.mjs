// What operators do: reset, delete, pause activities, look at histories and queues.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { randomUUID } from 'node:crypto';
import { Client, WorkflowNotFoundError } from '@temporalio/client';
import { eventually, failure, kindOf, root, stage } from './harness.mjs';

suite.describe('operators', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const pending = async (handle) => (await it.describe(handle)).pendingActivities[0];
  const execution = (handle) => ({ workflowId: handle.workflowId });

  // Reset.
  const finishes = async (handle) => (await it.events(handle)).filter((e) => kindOf(e) === 'WorkflowTaskCompleted').map((e) => Number(e.eventId));
  const reset = async (handle, workflowTaskFinishEventId, more = {}) => (await it.service.resetWorkflowExecution({
    namespace: 'default', workflowExecution: execution(handle), reason: 'try again', workflowTaskFinishEventId, requestId: randomUUID(), ...more,
  })).runId;

  test('a reset runs again from the first task', async () => {
    const handle = await it.start('sum', 3);
    assert.equal(await handle.result(), 6);
    const [first] = await finishes(handle);
    const runId = await reset(handle, first);
    const again = it.client.workflow.getHandle(handle.workflowId, runId);
    assert.equal(await again.result(), 6);
    assert.match(await it.kinds(again), /^WorkflowExecutionStarted WorkflowTaskScheduled WorkflowTaskStarted WorkflowTaskFailed WorkflowTaskScheduled/);
    const [failed] = await it.find(again, 'WorkflowTaskFailed');
    assert.equal(failed.workflowTaskFailedEventAttributes.newRunId, runId);
  });
  test('a reset in the middle keeps what was before', async () => {
    const handle = await it.start('sum', 4);
    await handle.result();
    const middle = (await finishes(handle))[2];
    const again = it.client.workflow.getHandle(handle.workflowId, await reset(handle, middle));
    assert.equal(await again.result(), 10);
    assert.equal((await it.find(again, 'ActivityTaskScheduled')).length, 4);
  });
  test('a reset of an open run ends it', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 1);
    await eventually(async () => assert.ok((await finishes(handle)).length >= 1));
    const runId = await reset(handle, (await finishes(handle))[0]);
    const old = it.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId);
    assert.equal((await old.describe()).status.name, 'TERMINATED');
    await it.client.workflow.getHandle(handle.workflowId, runId).signal('finish');
  });
  test('signals after the reset point are applied again', async () => {
    const handle = await it.start('collector');
    await handle.query('list');
    await handle.signal('add', 'a');
    await handle.signal('add', 'b');
    await handle.query('list');
    const again = it.client.workflow.getHandle(handle.workflowId, await reset(handle, (await finishes(handle))[0]));
    assert.deepEqual(await again.query('list'), ['a', 'b']);
    await again.signal('finish');
    assert.deepEqual(await again.result(), ['a', 'b']);
  });
  test('signals are left out when the caller says so', async () => {
    const handle = await it.start('collector');
    await handle.query('list');
    await handle.signal('add', 'a');
    await handle.query('list');
    const again = it.client.workflow.getHandle(handle.workflowId, await reset(handle, (await finishes(handle))[0], { resetReapplyExcludeTypes: [1] }));
    assert.deepEqual(await again.query('list'), []);
    await again.terminate();
  });
  test('updates after the reset point are applied again', async () => {
    const handle = await it.start('counter');
    await handle.query('total');
    await handle.executeUpdate('increase', { args: [5], updateId: 'five' });
    const again = it.client.workflow.getHandle(handle.workflowId, await reset(handle, (await finishes(handle))[0]));
    assert.equal(await again.getUpdateHandle('five').result(), 5);
    assert.equal(await again.query('total'), 5);
    await again.signal('finish');
    await again.result();
    assert.match(await it.kinds(again), /WorkflowExecutionUpdateAdmitted.*WorkflowExecutionUpdateAccepted WorkflowExecutionUpdateCompleted/);
  });
  test('an activity pending at the reset point runs again', async () => {
    const handle = await it.start('activity', 'greet', ['again']);
    await handle.result();
    const last = (await finishes(handle)).at(-1);
    const again = it.client.workflow.getHandle(handle.workflowId, await reset(handle, last));
    assert.equal(await again.result(), 'Hello again');
  });
  test('the same request id resets once', async () => {
    const handle = await it.start('sum', 2);
    await handle.result();
    const [first] = await finishes(handle);
    const requestId = randomUUID();
    assert.equal(await reset(handle, first, { requestId }), await reset(handle, first, { requestId }));
  });
  test('a reset to an event that ends no task is refused', async () => {
    const handle = await it.start('sum', 2);
    await handle.result();
    assert.equal((await failure(reset(handle, 2))).code, 3);
    assert.equal((await failure(reset(handle, 9999))).code, 3);
  });

  // Delete.
  test('a deleted workflow is gone', async () => {
    const handle = await it.start('greet');
    await handle.result();
    await it.service.deleteWorkflowExecution({ namespace: 'default', workflowExecution: execution(handle) });
    assert.ok(await failure(handle.describe()) instanceof WorkflowNotFoundError);
    assert.equal((await it.client.workflow.count(`WorkflowId = '${handle.workflowId}'`)).count, 0);
  });
  test('an open workflow is ended and deleted', async () => {
    const handle = await it.start('waits');
    await it.service.deleteWorkflowExecution({ namespace: 'default', workflowExecution: execution(handle) });
    assert.ok(await failure(handle.describe()) instanceof WorkflowNotFoundError);
    await (await it.startWith('greet', { workflowId: handle.workflowId })).result();
  });

  // Activities held and let go.
  const failing = async () => {
    const handle = await it.start('activity', 'failUntil', [2], { retry: { initialInterval: '1h' } });
    await eventually(async () => assert.equal((await pending(handle)).attempt, 2));
    return [handle, (await pending(handle)).activityId];
  };
  test('a paused activity does not run until it is let go', async () => {
    const [handle, id] = await failing();
    await it.service.pauseActivity({ namespace: 'default', execution: execution(handle), id, identity: 'ops', reason: 'look first' });
    const held = await pending(handle);
    assert.equal(held.paused, true);
    assert.equal(held.pauseInfo.manual.reason, 'look first');
    await it.service.unpauseActivity({ namespace: 'default', execution: execution(handle), id });
    assert.equal(await handle.result(), 2);
  });
  test('a running activity hears of its pause with its heartbeat', async () => {
    const handle = await it.start('activity', 'hang', [true], { heartbeatTimeout: '5s', startToCloseTimeout: '20s', retry: { initialInterval: '1h' } });
    await eventually(async () => assert.equal((await pending(handle))?.state, 2));
    await it.service.pauseActivity({ namespace: 'default', execution: execution(handle), type: 'hang' });
    await eventually(async () => assert.equal((await pending(handle)).state, 4));
    await handle.terminate();
  });
  test('a reset activity starts at its first attempt', async () => {
    const [handle, id] = await failing();
    await it.service.resetActivity({ namespace: 'default', execution: execution(handle), id });
    await eventually(async () => assert.equal((await pending(handle)).attempt, 2));
    await it.service.unpauseActivity({ namespace: 'default', execution: execution(handle), id });
    await handle.terminate();
  });
  test('changed options take effect', async () => {
    const [handle, id] = await failing();
    const { activityOptions } = await it.service.updateActivityOptions({
      namespace: 'default', execution: execution(handle), id, updateMask: { paths: ['start_to_close_timeout'] },
      activityOptions: { startToCloseTimeout: { seconds: 77 } },
    });
    assert.equal(Number(activityOptions.startToCloseTimeout.seconds), 77);
    await it.service.resetActivity({ namespace: 'default', execution: execution(handle), id });
    await handle.terminate();
  });
  test('an activity nobody scheduled is NOT_FOUND', async () => {
    const handle = await it.start('waits');
    assert.equal((await failure(it.service.pauseActivity({ namespace: 'default', execution: execution(handle), id: 'none' }))).code, 5);
    await handle.terminate();
  });

  // Histories.
  test('a long poll for history ends with the close event', async () => {
    const handle = await it.start('sleeper', 300);
    const { history } = await it.service.getWorkflowExecutionHistory({
      namespace: 'default', execution: execution(handle), waitNewEvent: true, historyEventFilterType: 2,
    });
    assert.equal(kindOf(history.events[0]), 'WorkflowExecutionCompleted');
  });
  test('a history is read page by page', async () => {
    const handle = await it.start('sum', 5);
    await handle.result();
    const ids = [];
    let nextPageToken;
    do {
      const page = await it.service.getWorkflowExecutionHistory({ namespace: 'default', execution: execution(handle), maximumPageSize: 4, nextPageToken });
      assert.ok(page.history.events.length <= 4);
      ids.push(...page.history.events.map((e) => Number(e.eventId)));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);
    assert.deepEqual(ids, ids.map((_, i) => i + 1));
  });
  test('a history is read backwards', async () => {
    const handle = await it.start('sum', 3);
    await handle.result();
    const all = await it.events(handle);
    const ids = [];
    let nextPageToken;
    do {
      const page = await it.service.getWorkflowExecutionHistoryReverse({ namespace: 'default', execution: execution(handle), maximumPageSize: 5, nextPageToken });
      ids.push(...page.history.events.map((e) => Number(e.eventId)));
      nextPageToken = page.nextPageToken;
    } while (nextPageToken?.length);
    assert.deepEqual(ids, all.map((e) => Number(e.eventId)).reverse());
  });
  test('a garbled page token is refused', async () =>
    assert.equal((await failure(it.service.getWorkflowExecutionHistory({
      namespace: 'default', execution: execution(await it.start('greet')), nextPageToken: Buffer.from('nonsense'),
    }))).code, 3));
  test('task ids grow along a history', async () => {
    const handle = await it.start('sum', 3);
    await handle.result();
    const ids = (await it.events(handle)).map((e) => BigInt(e.taskId));
    assert.ok(ids.every((id, i) => i === 0 || id > ids[i - 1]));
  });
  test('the sdk metadata of the worker is kept', async () => {
    const handle = await it.start('patched');
    await handle.result();
    const [completed] = await it.find(handle, 'WorkflowTaskCompleted');
    assert.match(completed.workflowTaskCompletedEventAttributes.sdkMetadata.sdkName, /typescript/);
  });

  // Namespaces, queues, the server itself.
  test('a namespace is registered, described, changed and listed', async () => {
    const namespace = `ns-${randomUUID()}`;
    await it.service.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86400 }, description: 'first' });
    const described = await it.service.describeNamespace({ namespace });
    assert.equal(Number(described.config.workflowExecutionRetentionTtl.seconds), 86400);
    await it.service.updateNamespace({ namespace, updateInfo: { description: 'second' }, config: { workflowExecutionRetentionTtl: { seconds: 172800 } } });
    assert.equal((await it.service.describeNamespace({ namespace })).namespaceInfo.description, 'second');
    assert.ok((await it.service.listNamespaces({})).namespaces.some((n) => n.namespaceInfo.name === namespace));
    assert.equal((await failure(it.service.registerNamespace({ namespace }))).code, 6);
  });
  test('a deleted namespace takes its workflows and schedules with it', async () => {
    const namespace = it.id('doomed');
    await it.service.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86400 } });
    const client = new Client({ connection: it.connection, namespace });
    const handle = await client.workflow.start('nobody runs this', { taskQueue: 'nowhere', workflowId: 'open' });
    await client.schedule.create({ scheduleId: 'daily', spec: { intervals: [{ every: '1 day' }] }, action: { type: 'startWorkflow', workflowType: 'x', taskQueue: 'nowhere' } });
    const { deletedNamespace } = await it.connection.operatorService.deleteNamespace({ namespace });
    assert.match(deletedNamespace, new RegExp(`^${namespace}-deleted-`));
    assert.equal((await failure(it.service.describeNamespace({ namespace }))).code, 5);
    assert.equal((await failure(handle.signal('anybody'))).name, 'NamespaceNotFoundError');
    await it.service.registerNamespace({ namespace, workflowExecutionRetentionPeriod: { seconds: 86400 } });
    assert.equal((await client.workflow.count()).count, 0);
    assert.ok((await failure(client.schedule.getHandle('daily').describe())).message.includes('not found'));
  });
  test('a namespace nobody registered is NOT_FOUND', async () =>
    assert.equal((await failure(it.service.describeNamespace({ namespace: 'nowhere' }))).code, 5));
  test('a described queue names its pollers', async () => {
    const described = await it.service.describeTaskQueue({ namespace: 'default', taskQueue: { name: it.taskQueue }, taskQueueType: 1 });
    assert.ok(described.pollers.length > 0);
  });
  test('a method that is not served is UNIMPLEMENTED by name', async () => {
    const error = await failure(it.raw.startBatchOperation({ namespace: 'default' }));
    assert.equal(error.code, 12);
    assert.match(error.details, /StartBatchOperation/);
  });
  test('the server is healthy', async () => assert.equal((await it.connection.healthService.check({})).status, 1));
  test('cluster and system are described', async () => {
    assert.ok((await it.service.getClusterInfo({})).serverVersion);
    assert.equal((await it.service.getSystemInfo({})).capabilities.upsertMemo, true);
  });
  test('a task token of another attempt is NOT_FOUND', async () => {
    const handle = await it.start('activity', 'leaveOpen', []);
    await eventually(async () => assert.equal((await pending(handle))?.state, 2));
    assert.equal((await failure(it.service.respondActivityTaskCompleted({ namespace: 'default', taskToken: Buffer.from('made up') }))).code, 5);
    await handle.terminate();
  });
  test('a workflow that breaks determinism is retried, not failed', async () => {
    const handle = await it.start('unheardOf2');
    await eventually(async () => assert.ok(Number((await it.describe(handle)).pendingWorkflowTask?.attempt ?? 0) >= 2));
    await handle.terminate();
    assert.match(root(await failure(handle.result())).message, /terminated/i);
  });
});
