// Workflows the scenarios run: each shows one ability, so that what fails says what is broken.
import * as wf from '@temporalio/workflow';

const act = wf.proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: '50ms' } });
const local = wf.proxyLocalActivities({ startToCloseTimeout: '10s', retry: { initialInterval: '20ms' } });

export const greet = async (name = 'world') => `Hello ${name}`;
export const echo = async (...args) => args;
export const nothing = async () => undefined;
export const sleeper = async (ms) => {
  await wf.sleep(ms);
  return 'slept';
};
export const sum = async (n) => {
  let total = 0;
  for (let i = 1; i <= n; i++) total += (await act.echo(i))[0];
  return total;
};
export const fanOut = async (n) => (await Promise.all(Array.from({ length: n }, (_, i) => act.echo(i)))).length;
export const timersInOrder = async (delays) => {
  const order = [];
  await Promise.all(delays.map(async (ms) => {
    await wf.sleep(ms);
    order.push(ms);
  }));
  return order;
};
export const raceTimer = async () => {
  const scope = new wf.CancellationScope();
  const long = scope.run(() => wf.sleep('1h')).catch((e) => wf.isCancellation(e) ? 'cancelled' : 'other');
  await wf.sleep(10);
  scope.cancel();
  return long;
};
export const activity = async (name, args = [], options = {}) => wf.proxyActivities({ startToCloseTimeout: '10s', retry: { initialInterval: '50ms' }, ...options })[name](...args);
export const localActivity = async (name, args = [], options = {}) =>
  wf.proxyLocalActivities({ startToCloseTimeout: '10s', ...options })[name](...args);
export const fails = async (message, type, nonRetryable = false) => {
  throw wf.ApplicationFailure.create({ message, type, nonRetryable, details: ['detail', 2] });
};
export const failsUntil = async (attempt) => {
  if (wf.workflowInfo().attempt < attempt) throw wf.ApplicationFailure.create({ message: `attempt ${wf.workflowInfo().attempt}` });
  return wf.workflowInfo().attempt;
};
export const info = async () => JSON.parse(JSON.stringify(wf.workflowInfo()));

// --- signals, queries ---
export const add = wf.defineSignal('add');
export const finish = wf.defineSignal('finish');
export const list = wf.defineQuery('list');
export const boom = wf.defineQuery('boom');
export const collector = async () => {
  const items = [];
  let done = false;
  wf.setHandler(add, (item) => void items.push(item));
  wf.setHandler(finish, () => void (done = true));
  wf.setHandler(list, (prefix) => (prefix ? items.map((i) => prefix + i) : items));
  wf.setHandler(boom, () => { throw new Error('query broke'); });
  await wf.condition(() => done);
  return items;
};
export const lateHandlers = async () => {
  await wf.sleep(50);
  const items = [];
  wf.setHandler(add, (item) => void items.push(item));
  await wf.condition(() => items.length >= 3);
  return items;
};
export const waits = async (timeout) => {
  let done = false;
  wf.setHandler(finish, () => void (done = true));
  return timeout ? wf.condition(() => done, timeout) : wf.condition(() => done).then(() => true);
};
export const defaults = async () => {
  const seen = [];
  let done = false;
  wf.setHandler(finish, () => void (done = true));
  wf.setDefaultSignalHandler((name, ...args) => void seen.push([name, ...args]));
  wf.setDefaultQueryHandler((name, ...args) => [name, ...args]);
  await wf.condition(() => done);
  return seen;
};

// --- cancellation ---
export const cancellable = async () => {
  try {
    await wf.sleep('1h');
  } catch (error) {
    if (!wf.isCancellation(error)) throw error;
    await wf.CancellationScope.nonCancellable(() => act.greet('cleanup'));
    throw error;
  }
};
export const ignoresCancel = async () => {
  try {
    await wf.sleep('1h');
  } catch {
    return 'finished anyway';
  }
  return 'never';
};
export const cancelActivity = async (name, type, args = []) => {
  const scope = new wf.CancellationScope();
  const options = { startToCloseTimeout: '10s', heartbeatTimeout: '5s', cancellationType: type, retry: { maximumAttempts: 1 } };
  const running = scope.run(() => wf.proxyActivities(options)[name](...args)).then((value) => value, (error) => wf.isCancellation(error) ? 'cancelled' : String(error));
  await wf.sleep(200);
  scope.cancel();
  return running;
};

// --- attributes, memo, markers ---
export const upserts = async (attributes, memo) => {
  wf.upsertSearchAttributes(attributes);
  if (memo) wf.upsertMemo(memo);
  return [wf.workflowInfo().searchAttributes, wf.workflowInfo().memo];
};
export const patched = async () => {
  const first = wf.patched('first');
  wf.deprecatePatch('second');
  await wf.sleep(10);
  return first;
};
export const random = async () => [wf.uuid4(), Math.random(), Date.now()];
export const slowLocal = async (ms) => local.sleepFor(ms);
export const details = async () => {
  wf.setCurrentDetails('now **here**');
  await wf.condition(() => false);
};

// --- updates ---
export const increase = wf.defineUpdate('increase');
export const slowly = wf.defineUpdate('slowly');
export const viaActivity = wf.defineUpdate('viaActivity');
export const never = wf.defineUpdate('never');
export const breaks = wf.defineUpdate('breaks');
export const closing = wf.defineUpdate('closing');
export const total = wf.defineQuery('total');
export const counter = async (start = 0) => {
  let value = start;
  let done = false;
  wf.setHandler(total, () => value);
  wf.setHandler(add, (n) => void (value += n));
  wf.setHandler(finish, () => void (done = true));
  wf.setHandler(increase, (n) => (value += n), {
    validator: (n) => {
      if (n < 0) throw wf.ApplicationFailure.create({ message: 'only up', type: 'Negative' });
    },
  });
  wf.setHandler(slowly, async (n, ms) => {
    await wf.sleep(ms);
    return (value += n);
  });
  wf.setHandler(viaActivity, async (n) => (value += (await act.echo(n))[0]));
  wf.setHandler(never, () => wf.condition(() => false));
  wf.setHandler(breaks, () => {
    throw wf.ApplicationFailure.create({ message: 'handler broke', type: 'Broken' });
  });
  wf.setHandler(closing, async () => {
    done = true;
    return 'last words';
  });
  await wf.condition(() => done);
  return value;
};
export const counterWithTimer = async (ms) => {
  let value = 0;
  wf.setHandler(increase, (n) => (value += n));
  await wf.sleep(ms);
  return value;
};
export const defaultUpdate = async () => {
  wf.setDefaultUpdateHandler((name, ...args) => [name, ...args]);
  let done = false;
  wf.setHandler(finish, () => void (done = true));
  await wf.condition(() => done);
};

// --- children, other workflows, next runs ---
export const parent = async (type, args = [], options = {}) => wf.executeChild(type, { args, ...options });
export const parentOfMany = async (n) => (await Promise.all(Array.from({ length: n }, (_, i) => wf.executeChild('greet', { args: [String(i)] })))).length;
export const parentThatStarts = async (type, args, options = {}) => {
  const child = await wf.startChild(type, { args, ...options });
  return { workflowId: child.workflowId, runId: child.firstExecutionRunId };
};
export const parentThatWaits = async (type, args, options = {}) => {
  await wf.startChild(type, { args, ...options });
  await wf.condition(() => false);
};
export const parentThatSignals = async () => {
  const child = await wf.startChild('collector');
  await child.signal('add', 'from parent');
  await child.signal('finish');
  return child.result();
};
export const parentThatCancels = async (type = 'cancellable') => {
  const scope = new wf.CancellationScope();
  const result = scope.run(() => wf.executeChild(type, { cancellationType: 'WAIT_CANCELLATION_COMPLETED' })).then((v) => v, (e) => wf.isCancellation(e) ? 'cancelled' : String(e));
  await wf.sleep(100);
  scope.cancel();
  return result;
};
export const cancelBeforeStart = async () => {
  const scope = new wf.CancellationScope();
  const result = scope.run(() => wf.executeChild('sleeper', { args: [60_000] })).then((v) => v, (e) => wf.isCancellation(e) ? 'cancelled' : String(e));
  scope.cancel();
  return result;
};
export const signalOther = async (workflowId, name, ...args) => {
  await wf.getExternalWorkflowHandle(workflowId).signal(name, ...args);
  return 'signalled';
};
export const cancelOther = async (workflowId) => {
  await wf.getExternalWorkflowHandle(workflowId).cancel();
  return 'cancelled';
};
export const parentInfo = async () => JSON.parse(JSON.stringify({ parent: wf.workflowInfo().parent, root: wf.workflowInfo().root, id: wf.workflowInfo().workflowId }));
export const grandparent = async () => wf.executeChild('parent', { args: ['parentInfo'] });
export const countdown = async (n, trail = []) => {
  if (n > 0) await wf.continueAsNew(n - 1, [...trail, wf.workflowInfo().runId]);
  return { trail, info: JSON.parse(JSON.stringify(wf.workflowInfo())) };
};
export const changesType = async () => {
  const greetAsNew = wf.makeContinueAsNewFunc({ workflowType: 'greet' });
  await greetAsNew('changed');
};
export const carries = async (again = true) => {
  if (again) {
    wf.upsertMemo({ step: 1 });
    await wf.continueAsNew(false);
  }
  return wf.workflowInfo().memo;
};
export const suggestsNew = async () => {
  while (!wf.workflowInfo().continueAsNewSuggested) await Promise.all(Array.from({ length: 400 }, () => wf.sleep(1)));
  return wf.workflowInfo().historyLength;
};
export const lastResult = async () => (wf.workflowInfo().lastResult ?? 0) + 1;
