// Workers that say how they are, and that scale their pollers as the server advises.
import assert from 'node:assert/strict';
import * as suite from 'node:test';

// The shortest interval Core takes; read when its runtime is installed, so it must be set before.
process.env.WORKER_HEARTBEAT = '1s';
const { api, eventually, failure, stage } = await import('./harness.mjs');

const running = api.enums.v1.WorkerStatus.WORKER_STATUS_RUNNING;
const autoscaling = {
  workflowTaskPollerBehavior: { type: 'autoscaling', minimum: 2, maximum: 20, initial: 2 },
  activityTaskPollerBehavior: { type: 'autoscaling', minimum: 1, maximum: 20, initial: 1 },
};

suite.describe('workers', { timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const listed = async (taskQueue) => (await it.service.listWorkers({ namespace: 'default' })).workersInfo.map((w) => w.workerHeartbeat).filter((w) => w.taskQueue === taskQueue);
  const found = (taskQueue, check = () => true) => eventually(async () => {
    const [worker] = await listed(taskQueue);
    assert.ok(worker && check(worker), `${taskQueue}: ${JSON.stringify(worker)}`);
    return worker;
  });

  test('the namespace says that it takes heartbeats and advises pollers', async () => {
    const { capabilities } = (await it.service.describeNamespace({ namespace: 'default' })).namespaceInfo;
    assert.equal(capabilities.workerHeartbeats, true);
    assert.equal(capabilities.pollerAutoscaling, true);
  });
  test('a worker is listed by its heartbeat', async () => {
    const worker = await found(it.taskQueue);
    assert.equal(worker.status, running);
    assert.match(worker.sdkName, /typescript/);
    assert.ok(worker.workerInstanceKey && worker.workerIdentity && worker.hostInfo.processId);
  });
  test('a worker is described by its key', async () => {
    const { workerInstanceKey } = await found(it.taskQueue);
    const described = await it.service.describeWorker({ namespace: 'default', workerInstanceKey });
    assert.equal(described.workerInfo.workerHeartbeat.taskQueue, it.taskQueue);
    assert.ok((await failure(it.raw.describeWorker({ namespace: 'default', workerInstanceKey: 'nobody' }))).code === 5);
  });
  test('heartbeats count what was done', async () => {
    await it.run('sum', 3);
    await found(it.taskQueue, (w) => w.workflowTaskSlotsInfo.totalProcessedTasks >= 1 && w.activityTaskSlotsInfo.totalProcessedTasks >= 3);
  });
  test('heartbeats go on', async () => {
    const at = (worker) => Number(worker.heartbeatTime.seconds);
    const first = at(await found(it.taskQueue));
    await found(it.taskQueue, (w) => at(w) > first);
  });
  test('workers are counted', async () => {
    await found(it.taskQueue);
    assert.ok(Number((await it.service.countWorkers({ namespace: 'default' })).count) >= 1);
  });
  test('a worker that shut down is no longer listed', async () => {
    const taskQueue = it.id('leaving');
    const worker = await it.startWorker({ taskQueue });
    await found(taskQueue);
    await worker.stop();
    await eventually(async () => assert.deepEqual((await listed(taskQueue)).filter((w) => w.status === running), []));
  });
  test('pollers that scale themselves say so, and serve more than they began with', async () => {
    const taskQueue = it.id('scaling');
    const worker = await it.startWorker({ taskQueue, ...autoscaling });
    const results = await Promise.all(Array.from({ length: 30 }, async () => (await it.startWith('sum', { taskQueue, args: [3] })).result()));
    assert.deepEqual(new Set(results), new Set([6]));
    await found(taskQueue, (w) => w.workflowPollerInfo.isAutoscaling && w.activityPollerInfo.isAutoscaling);
    await worker.stop();
  });
  test('a poll that finds more waiting is told to poll more', async () => {
    const taskQueue = it.id('backlog');
    for (let i = 0; i < 3; i++) await it.startWith('greet', { taskQueue, args: ['x'] });
    const poll = await it.service.pollWorkflowTaskQueue({ namespace: 'default', taskQueue: { name: taskQueue }, identity: 'raw' });
    assert.equal(poll.pollerScalingDecision.pollRequestDeltaSuggestion, 1);
  });
  test('a worker that shuts down while it scales leaves at once', async () => {
    const worker = await it.startWorker({ taskQueue: it.id('leaving'), ...autoscaling });
    const begun = Date.now();
    await worker.stop();
    assert.ok(Date.now() - begun < 5000);
  });
});
