// The server on PostgreSQL is killed between any two steps: nothing confirmed is lost, nothing happens twice.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { createServer } from 'node:net';
import { WorkflowUpdateStage } from '@temporalio/client';
import { connect, eventually, startServer } from './harness.mjs';
import { startPostgres } from './postgres.mjs';

const freePort = () => new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => resolve(port));
  });
});

suite.describe('restarts', { concurrency: 32, timeout: 240_000 }, () => {
  let postgres, server, port, it;
  suite.before(async () => {
    postgres = await startPostgres();
    port = await freePort();
    server = await startServer('--port', String(port), '--db', postgres.database);
    it = await connect(server.address, { workflowTaskTimeout: '1s' });
  });
  suite.after(async () => {
    await it?.close();
    await server?.stop();
    await postgres?.stop();
  });
  // All scenarios go as far as their kill, then one kill hits them all: so the server dies a few times, not once for each.
  let going = 0;
  let waiting = [];
  const meet = async () => {
    if (waiting.length === 0 || waiting.length < going) return;
    const released = waiting;
    waiting = [];
    await server.stop('SIGKILL');
    server = await startServer('--port', String(port), '--db', postgres.database);
    for (const go of released) go();
  };
  const restart = () => new Promise((resolve) => {
    waiting.push(resolve);
    void meet();
  });
  const test = (name, scenario) => {
    going++;
    suite.test(name, async () => {
      try {
        await scenario();
      } finally {
        going--;
        void meet();
      }
    });
  };
  /** A caller that does not give up: the kill may hit any call. */
  const insist = (call) => eventually(call, 20_000);

  test('signals before and after a kill are all there', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 1);
    await restart();
    await insist(() => handle.signal('add', 2));
    await restart();
    assert.deepEqual(await insist(() => handle.query('list')), [1, 2]);
    await insist(() => handle.signal('finish'));
    assert.deepEqual(await handle.result(), [1, 2]);
  });
  test('a timer fires though the server was down when it was due', async () => {
    const handle = await it.start('sleeper', 500);
    await eventually(async () => assert.match(await it.kinds(handle), /TimerStarted/));
    await restart();
    assert.equal(await insist(() => handle.result()), 'slept');
  });
  test('an activity that ran through the kill reports its result', async () => {
    const handle = await it.start('activity', 'sleepFor', [700]);
    await eventually(async () => assert.equal((await it.describe(handle)).pendingActivities[0]?.state, 2));
    await restart();
    assert.equal(await insist(() => handle.result()), 700);
    assert.equal((await it.find(handle, 'ActivityTaskStarted'))[0].activityTaskStartedEventAttributes.attempt, 1);
  });
  test('a heartbeat from before the kill is read by the next attempt', async () => {
    const handle = await it.start('activity', 'silentOnFirst', [], { heartbeatTimeout: '1s', startToCloseTimeout: '20s' });
    await eventually(async () => assert.ok((await it.describe(handle)).pendingActivities[0]?.heartbeatDetails));
    await restart();
    assert.equal(await insist(() => handle.result()), 'left');
  });
  test('retries go on where they were', async () => {
    const handle = await it.start('activity', 'failUntil', [3], { retry: { initialInterval: '400ms', backoffCoefficient: 1 } });
    await eventually(async () => assert.ok(((await it.describe(handle)).pendingActivities[0]?.attempt ?? 0) >= 2));
    await restart();
    assert.equal(await insist(() => handle.result()), 3);
  });
  test('a child started before the kill ends after it', async () => {
    const handle = await it.start('parent', 'sleeper', [600]);
    await eventually(async () => assert.match(await it.kinds(handle), /ChildWorkflowExecutionStarted/));
    await restart();
    assert.equal(await insist(() => handle.result()), 'slept');
  });
  test('thirty children survive a kill in the middle of their starts', async () => {
    const handle = await it.start('parentOfMany', 30);
    await restart();
    assert.equal(await insist(() => handle.result()), 30);
    assert.equal((await it.find(handle, 'ChildWorkflowExecutionCompleted')).length, 30);
  });
  test('signals between workflows arrive once', async () => {
    const other = await it.start('collector');
    const senders = await Promise.all(Array.from({ length: 10 }, (_, i) => it.start('signalOther', other.workflowId, 'add', i)));
    await restart();
    for (const sender of senders) assert.equal(await insist(() => sender.result()), 'signalled');
    await insist(() => other.signal('finish'));
    assert.deepEqual((await insist(() => other.result())).sort((a, b) => a - b), Array.from({ length: 10 }, (_, i) => i));
  });
  test('an accepted update completes after the kill', async () => {
    const handle = await it.start('counter');
    const update = await handle.startUpdate('slowly', { args: [3, 500], waitForStage: WorkflowUpdateStage.ACCEPTED });
    await restart();
    assert.equal(await insist(() => update.result()), 3);
    await insist(() => handle.signal('finish'));
  });
  test('an update asked again after the kill runs once', async () => {
    const handle = await it.start('counter');
    await handle.executeUpdate('increase', { args: [1], updateId: 'once' });
    await restart();
    assert.equal(await insist(() => handle.executeUpdate('increase', { args: [1], updateId: 'once' })), 1);
    await insist(() => handle.signal('finish'));
    assert.equal(await handle.result(), 1);
  });
  test('the cached workflow goes on without being replayed wrongly', async () => {
    const handle = await it.start('sum', 20);
    await restart();
    assert.equal(await insist(() => handle.result()), 210);
  });
  test('continue-as-new across a kill', async () => {
    const handle = await it.start('countdown', 10);
    await restart();
    assert.equal((await insist(() => handle.result())).trail.length, 10);
  });
  test('a start delay is remembered', async () => {
    const handle = await it.startWith('greet', { startDelay: '800ms' });
    await restart();
    assert.equal(await insist(() => handle.result()), 'Hello world');
  });
  test('a schedule goes on', async () => {
    const scheduleId = it.id('kept');
    const schedule = await it.client.schedule.create({
      scheduleId, spec: { intervals: [{ every: '1s' }] }, action: { type: 'startWorkflow', workflowType: 'greet', taskQueue: it.taskQueue },
    });
    await eventually(async () => assert.ok((await schedule.describe()).info.numActionsTaken >= 1));
    await restart();
    const before = await insist(async () => (await schedule.describe()).info.numActionsTaken);
    await eventually(async () => assert.ok((await schedule.describe()).info.numActionsTaken > before));
    await schedule.delete();
  });
  test('a reset across a kill', async () => {
    const handle = await it.start('sum', 2);
    await handle.result();
    const { runId } = await it.service.resetWorkflowExecution({
      namespace: 'default', workflowExecution: { workflowId: handle.workflowId }, workflowTaskFinishEventId: 4, requestId: 'r', reason: 'again',
    });
    await restart();
    assert.equal(await insist(() => it.client.workflow.getHandle(handle.workflowId, runId).result()), 3);
  });
  test('lists and namespaces are still there', async () => {
    await insist(() => it.service.registerNamespace({ namespace: 'kept', workflowExecutionRetentionPeriod: { seconds: 86400 } }));
    const handle = await it.start('greet');
    await handle.result();
    const listed = async () => (await it.client.workflow.count(`WorkflowId = '${handle.workflowId}' AND ExecutionStatus = 'Completed'`)).count;
    await restart();
    assert.equal(await insist(listed), 1);
    assert.equal((await it.service.describeNamespace({ namespace: 'kept' })).namespaceInfo.name, 'kept');
  });
  test('a query after a kill', async () => {
    const handle = await it.start('collector');
    await handle.signal('add', 'x');
    await restart();
    assert.deepEqual(await insist(() => handle.query('list')), ['x']);
    await handle.terminate();
  });
});
