// Schedules: what they mean, what they start, and how starts meet one another.
import assert from 'node:assert/strict';
import * as suite from 'node:test';
import { ScheduleAlreadyRunning, ScheduleNotFoundError, ScheduleOverlapPolicy } from '@temporalio/client';
import { eventually, failure, stage } from './harness.mjs';

suite.describe('schedules', { concurrency: 8, timeout: 240_000 }, () => {
  const it = stage(suite);
  const { test } = suite;
  const create = async (spec, { action = {}, ...options } = {}) => {
    const scheduleId = it.id('schedule');
    return it.client.schedule.create({
      scheduleId, spec,
      action: { type: 'startWorkflow', workflowType: 'greet', taskQueue: it.taskQueue, workflowId: `${scheduleId}-run`, ...action },
      ...options,
    });
  };
  const yearly = { calendars: [{ month: 'JANUARY', dayOfMonth: 1, hour: 3 }] };
  const actions = async (handle, count) => eventually(async () => {
    const { info } = await handle.describe();
    assert.ok(info.numActionsTaken >= count, `${info.numActionsTaken} actions`);
    return info;
  });
  const times = async (spec, from, to) => {
    const handle = await create(spec, { state: { paused: true } });
    const { startTime } = await it.service.listScheduleMatchingTimes({
      namespace: 'default', scheduleId: handle.scheduleId,
      startTime: { seconds: Date.parse(from) / 1000 }, endTime: { seconds: Date.parse(to) / 1000 },
    });
    await handle.delete();
    return startTime.map((t) => new Date(Number(t.seconds) * 1000).toISOString().replace('.000', ''));
  };

  test('an interval starts workflows', async () => {
    const handle = await create({ intervals: [{ every: '1s' }] });
    const info = await actions(handle, 2);
    assert.ok(info.recentActions.length >= 2);
    await handle.delete();
  });
  test('a started workflow carries its schedule and time', async () => {
    const handle = await create(yearly);
    await handle.trigger();
    const info = await actions(handle, 1);
    const [{ action }] = info.recentActions;
    const described = await it.client.workflow.getHandle(action.workflow.workflowId).describe();
    assert.deepEqual(described.searchAttributes.TemporalScheduledById, [handle.scheduleId]);
    assert.ok(described.searchAttributes.TemporalScheduledStartTime[0] instanceof Date);
    assert.match(action.workflow.workflowId, /-run-\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    await handle.delete();
  });
  test('a described schedule is as it was made', async () => {
    const handle = await create(yearly, {
      policies: { overlap: 'BUFFER_ONE', catchupWindow: '1h', pauseOnFailure: true }, state: { note: 'yearly', paused: true, remainingActions: 3 },
      memo: { owner: 'Ada' }, action: { args: ['x'] },
    });
    const described = await handle.describe();
    assert.equal(described.scheduleId, handle.scheduleId);
    assert.equal(described.policies.overlap, 'BUFFER_ONE');
    assert.equal(described.policies.catchupWindow, 3_600_000);
    assert.equal(described.policies.pauseOnFailure, true);
    assert.deepEqual(described.state, { paused: true, note: 'yearly', remainingActions: 3 });
    assert.deepEqual(described.memo, { owner: 'Ada' });
    assert.deepEqual(described.action.args, ['x']);
    assert.equal(described.spec.calendars[0].hour[0].start, 3);
    await handle.delete();
  });
  test('cron strings are described as calendars', async () => {
    const handle = await create({ cronExpressions: ['30 12 * * MON-FRI'] });
    const { spec } = await handle.describe();
    assert.deepEqual([spec.calendars[0].minute[0].start, spec.calendars[0].hour[0].start], [30, 12]);
    assert.equal(spec.cronExpressions?.length ?? 0, 0);
    await handle.delete();
  });
  test('a schedule with the same id is refused', async () => {
    const handle = await create(yearly);
    const error = await failure(it.client.schedule.create({
      scheduleId: handle.scheduleId, spec: yearly, action: { type: 'startWorkflow', workflowType: 'greet', taskQueue: it.taskQueue },
    }));
    assert.ok(error instanceof ScheduleAlreadyRunning);
    await handle.delete();
  });
  test('a schedule nobody made is NOT_FOUND', async () =>
    assert.ok(await failure(it.client.schedule.getHandle('never').describe()) instanceof ScheduleNotFoundError));
  test('a deleted schedule is gone', async () => {
    const handle = await create(yearly);
    await handle.delete();
    assert.ok(await failure(handle.describe()) instanceof ScheduleNotFoundError);
  });
  test('a bad specification is refused', async () => {
    const error = await failure(create({ cronExpressions: ['61 * * * *'] }));
    assert.match(String(error.cause?.details ?? error.message), /Minute is not in range/);
  });
  test('an unknown time zone is refused', async () => assert.ok(await failure(create({ ...yearly, timezone: 'Mars/Olympus' }))));

  // Times.
  test('calendars mean these times', async () => assert.deepEqual(
    await times({ calendars: [{ hour: [{ start: 9, end: 17, step: 4 }], dayOfWeek: ['SATURDAY', 'SUNDAY'] }] }, '2024-03-01T00:00:00Z', '2024-03-04T00:00:00Z'),
    ['2024-03-02T09:00:00Z', '2024-03-02T13:00:00Z', '2024-03-02T17:00:00Z', '2024-03-03T09:00:00Z', '2024-03-03T13:00:00Z', '2024-03-03T17:00:00Z']));
  test('intervals count from the epoch, with a phase', async () => assert.deepEqual(
    await times({ intervals: [{ every: '6h', offset: '1h' }] }, '2024-01-01T00:00:00Z', '2024-01-01T23:59:59Z'),
    ['2024-01-01T01:00:00Z', '2024-01-01T07:00:00Z', '2024-01-01T13:00:00Z', '2024-01-01T19:00:00Z']));
  test('cron with steps and lists', async () => assert.deepEqual(
    await times({ cronExpressions: ['*/30 6,18 * * *'] }, '2024-01-01T00:00:00Z', '2024-01-01T23:59:59Z'),
    ['2024-01-01T06:00:00Z', '2024-01-01T06:30:00Z', '2024-01-01T18:00:00Z', '2024-01-01T18:30:00Z']));
  test('cron with seconds and years', async () => assert.deepEqual(
    await times({ cronExpressions: ['15 0 12 1 1 * 2025'] }, '2024-01-01T00:00:00Z', '2027-01-01T00:00:00Z'), ['2025-01-01T12:00:15Z']));
  test('excluded calendars are left out', async () => assert.deepEqual(
    await times({ cronExpressions: ['0 12 * * *'], skip: [{ dayOfMonth: 2, hour: '*', minute: '*' }] }, '2024-01-01T00:00:00Z', '2024-01-03T23:00:00Z'),
    ['2024-01-01T12:00:00Z', '2024-01-03T12:00:00Z']));
  test('start and end bound the times', async () => assert.deepEqual(
    await times({ cronExpressions: ['0 12 * * *'], startAt: new Date('2024-01-02T00:00:00Z'), endAt: new Date('2024-01-03T13:00:00Z') }, '2024-01-01T00:00:00Z', '2024-01-09T00:00:00Z'),
    ['2024-01-02T12:00:00Z', '2024-01-03T12:00:00Z']));
  test('a time zone with summer time', async () => assert.deepEqual(
    await times({ calendars: [{ hour: 9 }], timezone: 'Europe/Berlin' }, '2024-03-30T00:00:00Z', '2024-04-01T00:00:00Z'),
    ['2024-03-30T08:00:00Z', '2024-03-31T07:00:00Z']));
  test('a local time that the clocks skip does not happen', async () => assert.deepEqual(
    await times({ calendars: [{ hour: 2, minute: 30 }], timezone: 'Europe/Berlin' }, '2024-03-30T00:00:00Z', '2024-04-01T12:00:00Z'),
    ['2024-03-30T01:30:00Z', '2024-04-01T00:30:00Z']));
  test('a local time that the clocks repeat happens once', async () => assert.deepEqual(
    await times({ calendars: [{ hour: 2, minute: 30 }], timezone: 'Europe/Berlin' }, '2024-10-26T12:00:00Z', '2024-10-27T12:00:00Z'),
    ['2024-10-27T00:30:00Z']));
  test('the last day of February', async () => assert.deepEqual(
    await times({ calendars: [{ month: 'FEBRUARY', dayOfMonth: 29 }] }, '2023-01-01T00:00:00Z', '2029-01-01T00:00:00Z'), ['2024-02-29T00:00:00Z', '2028-02-29T00:00:00Z']));
  test('the next times are described', async () => {
    const handle = await create({ intervals: [{ every: '1h' }] });
    const { info } = await handle.describe();
    assert.equal(info.nextActionTimes.length, 10);
    assert.equal(info.nextActionTimes[1] - info.nextActionTimes[0], 3_600_000);
    await handle.delete();
  });
  test('jitter stays within its bound', async () => {
    const handle = await create({ intervals: [{ every: '1h' }], jitter: '5m' });
    const { info } = await handle.describe();
    assert.ok(info.nextActionTimes.every((t) => t % 3_600_000 <= 300_000));
    assert.ok(info.nextActionTimes.some((t) => t % 3_600_000 > 0));
    await handle.delete();
  });

  // Pause, trigger, backfill, update.
  test('a paused schedule starts nothing', async () => {
    const handle = await create({ intervals: [{ every: '1s' }] }, { state: { paused: true } });
    await new Promise((resolve) => setTimeout(resolve, 1500));
    assert.equal((await handle.describe()).info.numActionsTaken, 0);
    await handle.unpause('go');
    await actions(handle, 1);
    assert.equal((await handle.describe()).state.note, 'go');
    await handle.pause('stop');
    assert.equal((await handle.describe()).state.paused, true);
    await handle.delete();
  });
  test('a trigger starts at once, also while paused', async () => {
    const handle = await create(yearly, { state: { paused: true } });
    await handle.trigger();
    await actions(handle, 1);
    await handle.delete();
  });
  test('a schedule may be triggered as it is made', async () => {
    const handle = await create(yearly, { state: { triggerImmediately: true } });
    await actions(handle, 1);
    await handle.delete();
  });
  test('a backfill starts what would have run', async () => {
    const handle = await create({ intervals: [{ every: '1m' }] }, { state: { paused: true } });
    const end = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000);
    await handle.backfill({ start: new Date(end.getTime() - 4 * 60_000), end, overlap: 'ALLOW_ALL' });
    await actions(handle, 5);
    await handle.delete();
  });
  test('backfills one after another when they must not overlap', async () => {
    const handle = await create({ intervals: [{ every: '1m' }] }, { state: { paused: true }, action: { workflowType: 'sleeper', args: [50] } });
    const end = new Date(Math.floor(Date.now() / 60_000) * 60_000 - 60_000);
    await handle.backfill({ start: new Date(end.getTime() - 2 * 60_000), end, overlap: ScheduleOverlapPolicy.BUFFER_ALL });
    await actions(handle, 3);
    await handle.delete();
  });
  test('limited actions run out', async () => {
    const handle = await create({ intervals: [{ every: '1s' }] }, { state: { remainingActions: 1 } });
    await actions(handle, 1);
    const described = await handle.describe();
    assert.equal(described.state.remainingActions, 0);
    assert.equal(described.info.nextActionTimes.length, 0);
    await handle.delete();
  });
  test('an update changes the schedule', async () => {
    const handle = await create(yearly);
    await handle.update((previous) => ({ ...previous, spec: { intervals: [{ every: '2h' }] }, state: { ...previous.state, note: 'changed' } }));
    const described = await handle.describe();
    assert.equal(described.spec.intervals[0].every, 7_200_000);
    assert.equal(described.state.note, 'changed');
    assert.ok(described.info.lastUpdatedAt);
    await handle.delete();
  });
  test('an update from an old reading is refused', async () => {
    const handle = await create(yearly);
    const { schedule, conflictToken } = await it.service.describeSchedule({ namespace: 'default', scheduleId: handle.scheduleId });
    const request = { namespace: 'default', scheduleId: handle.scheduleId, schedule, conflictToken, requestId: 'u' };
    await it.service.updateSchedule(request);
    assert.equal((await failure(it.raw.updateSchedule(request))).code, 9);
    await handle.delete();
  });
  test('schedules are listed and counted', async () => {
    const handle = await create(yearly, { memo: { listed: true }, state: { note: 'find me', paused: true } });
    const found = [];
    for await (const entry of it.client.schedule.list({ query: `ScheduleId = '${handle.scheduleId}'` })) found.push(entry);
    assert.equal(found.length, 1);
    assert.equal(found[0].state.note, 'find me');
    assert.deepEqual(found[0].memo, { listed: true });
    assert.equal(found[0].action.workflowType, 'greet');
    const { count } = await it.service.countSchedules({ namespace: 'default', query: `TemporalSchedulePaused = true AND ScheduleId = '${handle.scheduleId}'` });
    assert.equal(Number(count), 1);
    await handle.delete();
  });
  test('schedules are no workflows', async () => {
    const handle = await create(yearly);
    assert.equal((await it.client.workflow.count(`WorkflowId = '${handle.scheduleId}'`)).count, 0);
    await handle.delete();
  });

  // Overlap.
  const overlapping = async (overlap) => {
    const handle = await create(yearly, { policies: { overlap }, action: { workflowType: 'cancellable' } });
    await handle.trigger();
    const [first] = (await actions(handle, 1)).recentActions;
    return [handle, first.action.workflow.workflowId];
  };
  const status = async (workflowId) => (await it.client.workflow.getHandle(workflowId).describe()).status.name;
  const stop = async (handle) => {
    const { info } = await handle.describe();
    await handle.delete();
    for (const { workflowId } of info.runningActions.map((a) => a.workflow)) await it.client.workflow.getHandle(workflowId).terminate().catch(() => undefined);
  };
  // Ids are named by the second, so a second trigger within it would be the same id.
  const nextSecond = () => new Promise((resolve) => setTimeout(resolve, 1010 - (Date.now() % 1000)));
  test('SKIP leaves out what overlaps', async () => {
    const [handle] = await overlapping('SKIP');
    await handle.trigger('SKIP');
    const { info } = await handle.describe();
    assert.equal(info.numActionsSkippedOverlap, 1);
    assert.equal(info.numActionsTaken, 1);
    await stop(handle);
  });
  test('BUFFER_ONE keeps one for later', async () => {
    const [handle, first] = await overlapping('BUFFER_ONE');
    await nextSecond();
    await handle.trigger('BUFFER_ONE');
    await handle.trigger('BUFFER_ONE');
    assert.equal((await handle.describe()).info.numActionsTaken, 1);
    await it.client.workflow.getHandle(first).terminate();
    const info = await actions(handle, 2);
    assert.equal(info.numActionsSkippedOverlap, 1);
    await stop(handle);
  });
  test('ALLOW_ALL lets them run side by side', async () => {
    const [handle, first] = await overlapping('ALLOW_ALL');
    await nextSecond();
    await handle.trigger();
    const info = await actions(handle, 2);
    assert.equal(info.runningActions.length, 2);
    assert.equal(await status(first), 'RUNNING');
    await stop(handle);
  });
  test('CANCEL_OTHER cancels the running one and then starts', async () => {
    const [handle, first] = await overlapping('CANCEL_OTHER');
    await eventually(async () => assert.match(await it.kinds(it.client.workflow.getHandle(first)), /TimerStarted/));
    await nextSecond();
    await handle.trigger('CANCEL_OTHER');
    await actions(handle, 2);
    assert.equal(await status(first), 'CANCELLED');
    await stop(handle);
  });
  test('TERMINATE_OTHER terminates the running one and then starts', async () => {
    const [handle, first] = await overlapping('TERMINATE_OTHER');
    await nextSecond();
    await handle.trigger('TERMINATE_OTHER');
    await actions(handle, 2);
    assert.equal(await status(first), 'TERMINATED');
    await stop(handle);
  });
  test('a failed workflow pauses its schedule when asked to', async () => {
    const handle = await create(yearly, { policies: { pauseOnFailure: true }, action: { workflowType: 'fails', args: ['no', 'T', true] } });
    await handle.trigger();
    await eventually(async () => assert.equal((await handle.describe()).state.paused, true));
    assert.match((await handle.describe()).state.note, /paused due to workflow fail/);
    await handle.delete();
  });
  test('a run is handed the result of the one before', async () => {
    const handle = await create(yearly, { action: { workflowType: 'lastResult' } });
    await handle.trigger();
    await actions(handle, 1);
    await eventually(async () => assert.equal((await handle.describe()).info.runningActions.length, 0));
    await nextSecond();
    await handle.trigger();
    const info = await actions(handle, 2);
    const last = info.recentActions.at(-1).action.workflow.workflowId;
    assert.equal(await it.client.workflow.getHandle(last).result(), 2);
    await handle.delete();
  });
});
