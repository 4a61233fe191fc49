// Activities: retries, timeouts, heartbeats, cancellation, completion by somebody else.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { ActivityNotFoundError } from '@temporalio/client';
import { ApplicationFailure, TimeoutFailure } from '@temporalio/common';
import { eventually, failure, root, stage } from './harness.mjs';

suite.describe('activities', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const act = (name, args, options) => it.start('activity', name, args, options);
  const pending = async (handle) => (await it.describe(handle)).pendingActivities[0];

  test('an activity returns its result', async () => assert.equal(await (await act('greet', ['Ada'])).result(), 'Hello Ada'));
  test('an activity sees its own description', async () => {
    const handle = await act('info');
    const info = await handle.result();
    assert.equal(info.attempt, 1);
    assert.equal(info.activityType, 'info');
    assert.equal(info.workflowExecution.workflowId, handle.workflowId);
    assert.equal(info.isLocal, false);
  });
  test('twenty activities at once', async () => assert.equal(await it.run('fanOut', 20), 20));
  test('activities one after another', async () => assert.equal(await it.run('sum', 10), 55));
  test('only the last attempt is in the history', async () => {
    const handle = await act('failUntil', [3]);
    assert.equal(await handle.result(), 3);
    const started = await it.find(handle, 'ActivityTaskStarted');
    assert.equal(started.length, 1);
    assert.equal(started[0].activityTaskStartedEventAttributes.attempt, 3);
    assert.equal(started[0].activityTaskStartedEventAttributes.lastFailure.message, 'attempt 2');
  });
  test('the history records the defaults of the retry policy', async () => {
    const handle = await act('greet', ['x'], { retry: {} });
    await handle.result();
    const [scheduled] = await it.find(handle, 'ActivityTaskScheduled');
    const policy = scheduled.activityTaskScheduledEventAttributes.retryPolicy;
    assert.equal(Number(policy.initialInterval.seconds), 1);
    assert.equal(policy.backoffCoefficient, 2);
    assert.equal(Number(policy.maximumInterval.seconds), 100);
    assert.equal(policy.maximumAttempts, 0);
  });
  test('attempts run out', async () => {
    const error = await failure((await act('fail', ['again'], { retry: { initialInterval: '10ms', maximumAttempts: 3 } })).result());
    assert.equal(error.cause.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
    assert.equal(root(error).message, 'again');
  });
  test('a non-retryable failure is not tried again', async () => {
    const error = await failure((await act('fail', ['no', { nonRetryable: true, type: 'Final' }])).result());
    assert.equal(error.cause.retryState, 'NON_RETRYABLE_FAILURE');
    assert.equal(root(error).type, 'Final');
  });
  test('a listed type is not tried again', async () => {
    const error = await failure((await act('fail', ['no', { type: 'Listed' }], { retry: { nonRetryableErrorTypes: ['Listed'] } })).result());
    assert.equal(error.cause.retryState, 'NON_RETRYABLE_FAILURE');
  });
  test('failure details come through', async () => {
    const error = await failure((await act('fail', ['no', { nonRetryable: true, details: [{ a: 1 }, 'b'] }])).result());
    assert.deepEqual(root(error).details, [{ a: 1 }, 'b']);
  });
  test('the next retry delay of the failure wins over the policy', async () => {
    const begun = Date.now();
    await failure((await act('fail', ['wait', { nextRetryDelay: '400ms' }], { retry: { initialInterval: '10ms', maximumAttempts: 2 } })).result());
    assert.ok(Date.now() - begun >= 390);
  });
  test('start-to-close timeout', async () => {
    const error = await failure((await act('hang', [], { startToCloseTimeout: '200ms', retry: { maximumAttempts: 1 } })).result());
    assert.ok(root(error) instanceof TimeoutFailure);
    assert.equal(root(error).timeoutType, 'START_TO_CLOSE');
  });
  test('start-to-close timeouts are tried again', async () => {
    const error = await failure((await act('hang', [], { startToCloseTimeout: '150ms', retry: { initialInterval: '10ms', maximumAttempts: 2 } })).result());
    assert.equal(error.cause.retryState, 'MAXIMUM_ATTEMPTS_REACHED');
  });
  test('schedule-to-close timeout ends the retries and tells the last failure', async () => {
    const error = await failure((await act('fail', ['last'], { scheduleToCloseTimeout: '30s', retry: { initialInterval: '1m' } })).result());
    assert.equal(error.cause.retryState, 'TIMEOUT');
    assert.equal(root(error).message, 'last');
  });
  test('schedule-to-start timeout on a queue nobody polls', async () => {
    const error = await failure((await act('greet', ['x'], { taskQueue: it.id('nobody'), scheduleToStartTimeout: '200ms', startToCloseTimeout: '5s' })).result());
    assert.equal(root(error).timeoutType, 'SCHEDULE_TO_START');
  });
  test('heartbeat timeout', async () => {
    const error = await failure((await act('hang', [], { startToCloseTimeout: '20s', heartbeatTimeout: '200ms', retry: { maximumAttempts: 1 } })).result());
    assert.equal(root(error).timeoutType, 'HEARTBEAT');
  });
  test('heartbeats keep an activity alive', async () => {
    const handle = await act('hang', [true], { startToCloseTimeout: '5s', heartbeatTimeout: '3s', retry: { maximumAttempts: 1 } });
    assert.equal(root(await failure(handle.result())).timeoutType, 'START_TO_CLOSE');
  });
  test('the next attempt reads the heartbeat details', async () => assert.deepEqual(await (await act('resume')).result(), { at: 7 }));
  test('heartbeat details are described', async () => {
    const handle = await act('hang', [true], { startToCloseTimeout: '20s', heartbeatTimeout: '5s' });
    await eventually(async () => assert.ok((await pending(handle)).heartbeatDetails));
    await handle.terminate();
  });
  test('a pending activity shows attempt and last failure', async () => {
    const handle = await act('fail', ['visible'], { retry: { initialInterval: '1h' } });
    await eventually(async () => assert.equal((await pending(handle)).lastFailure?.message, 'visible'));
    assert.equal((await pending(handle)).attempt, 2);
    await handle.terminate();
  });
  test('an activity on another queue runs there', async () => {
    const taskQueue = it.id('other');
    const worker = await it.startWorker({ taskQueue, workflowBundle: undefined });
    const info = await (await act('info', [], { taskQueue })).result();
    assert.equal(info.taskQueue, taskQueue);
    await worker.stop();
  });

  // Cancellation.
  test('TRY_CANCEL reports at once', async () => assert.equal(await it.run('cancelActivity', 'hang', 'TRY_CANCEL', [true]), 'cancelled'));
  test('WAIT_CANCELLATION_COMPLETED waits for the activity', async () =>
    assert.equal(await it.run('cancelActivity', 'hang', 'WAIT_CANCELLATION_COMPLETED', [true]), 'cancelled'));
  test('an activity may complete though it was cancelled', async () =>
    assert.equal(await it.run('cancelActivity', 'stubborn', 'WAIT_CANCELLATION_COMPLETED'), 'completed anyway'));
  test('ABANDON asks nobody', async () => {
    const handle = await it.start('cancelActivity', 'hang', 'ABANDON', [true]);
    assert.equal(await handle.result(), 'cancelled');
    assert.doesNotMatch(await it.kinds(handle), /ActivityTaskCancelRequested/);
  });

  // Completion by somebody else.
  const open = async () => {
    const handle = await act('leaveOpen');
    await eventually(async () => assert.equal((await pending(handle))?.state, 2));
    return [handle, { workflowId: handle.workflowId, activityId: (await pending(handle)).activityId }];
  };
  test('completion by id', async () => {
    const [handle, activity] = await open();
    await it.client.activity.complete(activity, 'from outside');
    assert.equal(await handle.result(), 'from outside');
  });
  test('failure by id', async () => {
    const [handle, activity] = await open();
    await it.client.activity.fail(activity, ApplicationFailure.nonRetryable('outside says no'));
    assert.equal(root(await failure(handle.result())).message, 'outside says no');
  });
  test('heartbeat by id', async () => {
    const [handle, activity] = await open();
    await it.client.activity.heartbeat(activity, 'still here');
    await eventually(async () => assert.ok((await pending(handle)).heartbeatDetails));
    await it.client.activity.complete(activity, 1);
    assert.equal(await handle.result(), 1);
  });
  test('completing twice is NOT_FOUND', async () => {
    const [handle, activity] = await open();
    await it.client.activity.complete(activity, 1);
    await handle.result();
    assert.ok(await failure(it.client.activity.complete(activity, 2)) instanceof ActivityNotFoundError);
  });
  test('reporting cancellation nobody asked for is refused', async () => {
    const [handle, activity] = await open();
    await failure(it.client.activity.reportCancellation(activity));
    await it.client.activity.complete(activity, 1);
    await handle.result();
  });

  // Local activities and markers.
  test('a local activity runs without a task', async () => {
    const handle = await it.start('localActivity', 'greet', ['Ada']);
    assert.equal(await handle.result(), 'Hello Ada');
    assert.match(await it.kinds(handle), /MarkerRecorded/);
    assert.doesNotMatch(await it.kinds(handle), /ActivityTaskScheduled/);
  });
  test('a local activity retries', async () =>
    assert.equal(await it.run('localActivity', 'failUntil', [3], { retry: { initialInterval: '10ms' } }), 3));
  test('a failed local activity fails the workflow', async () => {
    const error = await failure(it.run('localActivity', 'fail', ['local', { nonRetryable: true }]));
    assert.equal(root(error).message, 'local');
  });
  test('a local activity longer than the workflow task keeps it alive', async () =>
    assert.equal(await it.runWith('slowLocal', { args: [2500], workflowTaskTimeout: '1s' }), 2500));
  test('patches leave a marker and their search attribute', async () => {
    const handle = await it.start('patched');
    assert.equal(await handle.result(), true);
    const described = await handle.describe();
    assert.deepEqual(described.searchAttributes.TemporalChangeVersion, ['first', 'second']);
  });
  test('random values are the same on replay', async () => {
    const handle = await it.start('random');
    const result = await handle.result();
    assert.equal(result.length, 3);
  });
});
